"""JSON lines: one record a line, in one file or in shards."""

from pathlib import Path

import orjson

from cleaner.sinks.sharded import COMPRESSIONS, ShardedSink, first_line, refuse_suffix


class JsonlSink(ShardedSink):
    """Writes records as JSON lines."""

    def is_output(self, path: Path) -> bool:
        """Tell whether a file is empty or its first line is a record of cleaner."""
        try:
            line = first_line(path)
            return not line or "rules" in (orjson.loads(line).get("cleaner") or {})
        except (OSError, EOFError, orjson.JSONDecodeError, AttributeError):
            return False
        except Exception as error:
            if type(error).__module__.startswith("zstandard"):
                return False
            raise


class GzipJsonlSink(JsonlSink):
    """Writes JSON lines with gzip."""

    compression = "gz"


class ZstdJsonlSink(JsonlSink):
    """Writes JSON lines with zstd, which costs a tenth of the time."""

    compression = "zst"


def jsonl_sink(path: Path, force: bool = False, shard_bytes: int = 0) -> JsonlSink:
    """Return the sink for a file name: compressed when it ends in .gz or .zst."""
    refuse_suffix(path, COMPRESSIONS - {".gz", ".zst"}, "jsonl is compressed with .gz or .zst")
    kind = {".gz": GzipJsonlSink, ".zst": ZstdJsonlSink}.get(path.suffix.lower(), JsonlSink)
    return kind(path, force, shard_bytes)
