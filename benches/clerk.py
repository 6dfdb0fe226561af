"""What a clerk's script would be: reads the tables of a report's page, and adds up the rows and columns of table 3.

Prints the median time of one reading, in milliseconds, and the versions it was measured with.
"""

import json
import platform
import statistics
import sys
import time
from io import StringIO


def check(html):
    import pandas
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "lxml")
    wrong = []
    for table in soup.find_all("table"):
        if "自然人" not in table.get_text() or table.find("table"):
            continue
        frame = pandas.read_html(StringIO(str(table)))[0]
        numbers = frame.apply(pandas.to_numeric, errors="coerce")
        rows = numbers.dropna(thresh=7)
        for index, row in rows.iterrows():
            values = row.dropna().tolist()[-7:]
            if sum(values[:6]) != values[6]:
                wrong.append(("row", index))
        if len(rows) > 3:
            values = rows.iloc[:, -7:]
            balance = values.iloc[0] + values.iloc[1] - values.iloc[-2] - values.iloc[-1]
            wrong.extend(("column", i) for i, one in enumerate(balance) if one)
    return wrong


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        html = file.read()
    if len(sys.argv) > 2:
        check(html)
        return
    times = []
    for _ in range(15):
        start = time.perf_counter()
        check(html)
        times.append((time.perf_counter() - start) * 1000)
    import bs4
    import pandas

    versions = f"Python {platform.python_version()}, bs4 {bs4.__version__}, pandas {pandas.__version__}"
    print(json.dumps({"ms": statistics.median(times), "python": versions}))


main()
