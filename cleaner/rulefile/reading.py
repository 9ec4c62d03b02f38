"""Rule files on disk: where they are and what they say."""

from pathlib import Path

from cleaner.errors import RuleFileError


def bundled_folder() -> Path:
    """Return the folder of the rule files that ship with cleaner."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def read_rule_file(path: Path) -> str:
    """Return the text of a rule file; raises RuleFileError."""
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise RuleFileError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RuleFileError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error


def rule_paths(path: Path) -> tuple[Path, ...]:
    """Return the rule files at ``path``: itself, or every .yaml and .yml below a folder, sorted."""
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file())
        if not found:
            raise RuleFileError(f"{path}: no rule files (*.yaml) in this folder")
        return tuple(found)
    if not path.exists():
        raise RuleFileError(f"{path}: no such rule file or folder")
    return (path,)
