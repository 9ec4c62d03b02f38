"""Clean JSON lines with Ray Data, on this machine or on the cluster that Ray finds.

usage: python examples/with_ray.py IN/ OUT/     (pip install 'naqi[parquet]' 'ray[data]')
"""

import sys

import ray

from cleaner.arrow import clean_batch

if __name__ == "__main__":
    source, target = sys.argv[1:]
    rows = ray.data.read_json(source, file_extensions=["jsonl"])
    # Another column, HTML or rules of one's own: functools.partial(clean_batch, html="page", cleaner=Cleaner(...)).
    rows.map_batches(clean_batch, batch_format="pyarrow").write_parquet(target)
