"""Checks an archive of annual reports with Spark: each partition is piped through `gouji check --ndjson`.

    spark-submit examples/spark/check.py REPORTS OUT [COMMAND]

REPORTS holds JSON lines, {"source": …, "text": …} each; OUT becomes a folder of JSON lines, a report each (docs/report.schema.json,
without the text). COMMAND is the gouji that every worker has (`gouji` on its path, if none is said).
"""

import shlex
import sys

from pyspark.sql import SparkSession


def check(spark, reports, out, command="gouji"):
    """Writes what was found; gives how many reports there are by what became of them."""
    lines = spark.sparkContext.textFile(reports)
    # A report that cannot be read has its line as well, and its exit status must not end the job. A core is a task's.
    pipe = f"{shlex.quote(command)} check --ndjson --no-text --jobs 1 --exit-zero"
    checked = lines.pipe(pipe, checkCode=True)
    checked.saveAsTextFile(out)
    found = spark.read.json(spark.sparkContext.textFile(out), schema="source STRING, kind STRING, findings ARRAY<STRUCT<rule: STRING, severity: STRING>>")
    wrong = "exists(findings, f -> f.severity = 'error')"
    groups = found.selectExpr(f"CASE WHEN kind = 'neither' THEN 'not checked' WHEN {wrong} THEN 'errors' ELSE 'no errors' END AS what")
    return {row["what"]: row["count"] for row in groups.groupBy("what").count().collect()}


if __name__ == "__main__":
    if not 3 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    session = SparkSession.builder.appName("gouji").getOrCreate()
    for what, count in sorted(check(session, *sys.argv[1:]).items()):
        print(f"{count:>9} {what}")
    session.stop()
