"""A datatrove step: put it in a pipeline, and any of datatrove's executors (local, Slurm, Ray) runs it.

::

    from cleaner.datatrove import CleanerStep
    pipeline = [JsonlReader("corpus/"), CleanerStep(), JsonlWriter("cleaned/")]
    LocalPipelineExecutor(pipeline=pipeline, tasks=4, workers=2).run()
"""

from collections.abc import Iterator
from typing import Any

from cleaner.api import Cleaner
from cleaner.errors import CleanerError
from cleaner.pipeline import clean_page
from cleaner.sources.page import Page

try:
    from datatrove.pipeline.base import PipelineStep
except ImportError as error:
    raise ImportError("cleaner.datatrove needs datatrove: pip install 'naqi[datatrove]'") from error


class CleanerStep(PipelineStep):  # type: ignore[misc]
    """Cleans the text of each document; a document that cannot be read, or holds no article, is dropped and counted.

    ``options`` are those of ``Cleaner``. With ``html`` the text of documents is taken for markup. What was read goes
    to ``metadata["cleaner"]``: title, author and so on, and, unless ``removed`` is false, every removal.
    """

    type = "✂️ - FORMAT"
    name = "🧹 cleaner"

    def __init__(self, html: bool = False, removed: bool = True, **options: Any) -> None:
        """Take options; rules are loaded where the step runs."""
        super().__init__()
        self.html = html
        self.removed = removed
        self.options = options
        self._cleaner: Cleaner | None = None

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_cleaner": None}

    def clean(self, text: str, id: str = "", url: str | None = None) -> dict[str, Any]:
        """Return the record of one page; raises DecodeError."""
        if self._cleaner is None:
            self._cleaner = Cleaner(**self.options)
        return clean_page(self._cleaner, Page(id, text, "", url, markup=self.html)).to_record()

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Clean documents as they come."""
        for document in data:
            self.stat_update("total")
            try:
                with self.track_time():
                    record = self.clean(document.text, document.id, document.metadata.get("url"))
            except CleanerError:
                self.stat_update("failed")
                continue
            if not record["text"]:
                self.stat_update("dropped")
                continue
            self.stat_update("characters removed", value=len(document.text) - len(record["text"]), unit="doc")
            found = {"metadata": record["metadata"], **record["cleaner"]}
            if self.removed:
                found["removed"] = record["removed"]
            document.text = record["text"]
            document.metadata["cleaner"] = found
            self.stat_update("forwarded")
            yield document
