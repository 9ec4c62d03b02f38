"""Clean JSON lines with datatrove on this machine: its Slurm and Ray executors take the same pipeline.

usage: python examples/with_datatrove.py IN/ OUT/     (pip install 'naqi[datatrove]')
"""

import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from cleaner.datatrove import CleanerStep

if __name__ == "__main__":
    source, target = sys.argv[1:]
    pipeline = [
        JsonlReader(source, text_key="text", id_key="id"),
        CleanerStep(),  # options are those of Cleaner; html=True for raw pages
        JsonlWriter(target),
    ]
    LocalPipelineExecutor(pipeline=pipeline, tasks=2, workers=2, logging_dir=f"{target}/logs").run()
