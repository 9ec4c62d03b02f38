"""Clean JSON lines with Spark, on this machine or with spark-submit on a cluster.

usage: python examples/with_spark.py IN/ OUT/     (pip install 'naqi[parquet]' pyspark pandas; needs Java)
"""

import sys

from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructField, StructType

from cleaner.arrow import COLUMNS, clean_batch


def clean_batches(batches):
    """Clean the batches of a partition as they come."""
    return map(clean_batch, batches)


if __name__ == "__main__":
    source, target = sys.argv[1:]
    spark = SparkSession.builder.appName("cleaner").getOrCreate()
    rows = spark.read.json(source)
    schema = StructType([*rows.schema.fields, *(StructField(name, StringType()) for name in COLUMNS)])
    rows.mapInArrow(clean_batches, schema).write.parquet(target)  # or mapInPandas, which takes the same function
