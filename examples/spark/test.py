"""Runs the example in Spark's local mode: reports in several partitions, among them a slip, a line that is no JSON, and one that is
no report. `make spark` calls it; it needs pyspark and a Java runtime."""

import json
import pathlib
import sys
import tempfile

try:
    from pyspark.sql import SparkSession
except ImportError:
    print("not run: pyspark is not installed (pip install pyspark; it needs a Java runtime)")
    sys.exit(0)

from check import check

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLIP = (ROOT / "tests/data/slip.txt").read_text(encoding="utf-8")
RIGHT = SLIP.replace("申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 0 |", "申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |")
REPORTS = 1000

with tempfile.TemporaryDirectory() as folder:
    source = pathlib.Path(folder) / "reports"
    source.mkdir()
    expected = {"errors": 0, "no errors": 0, "not checked": 0}
    for part in range(4):
        with open(source / f"part-{part}.ndjson", "w", encoding="utf-8") as file:
            for at in range(part, REPORTS, 4):
                if at == 500:
                    file.write("{ no JSON\n")
                    expected["not checked"] += 1
                    continue
                text, what = (SLIP, "errors") if at % 10 == 3 else (RIGHT, "no errors")
                if at == 501:
                    text, what = "会议通知", "not checked"
                file.write(json.dumps({"source": f"第{at}份", "text": text}, ensure_ascii=False) + "\n")
                expected[what] += 1
    spark = SparkSession.builder.master("local[2]").appName("gouji").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    out = pathlib.Path(folder) / "out"
    counts = check(spark, str(source), str(out), str(ROOT / "target/release/gouji"))
    spark.stop()
    assert counts == expected, (counts, expected)
    lines = [json.loads(line) for part in sorted(out.glob("part-*")) for line in part.read_text("utf-8").splitlines()]
    assert len(lines) == REPORTS, len(lines)
    assert sum(line["source"].startswith("第") for line in lines) == REPORTS - 1
    assert len(list(out.glob("part-*"))) >= 4, "several partitions"
    print(f"{REPORTS} reports in {len(list(out.glob('part-*')))} partitions: {counts}")
