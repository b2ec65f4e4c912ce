"""Adds up the trades of a CSV with fractions: numbers that come from no code of the product.

    python3 exact_totals.py FILE INTERVAL_MS STEP

FILE has the columns time (ms), price, size and side, in order of time. Prints JSON: rows [start, edge, buy, sell,
unknown] and intervals [start, notional, quantity, count, open, high, low, close]; numbers are exact fractions.
"""

import csv
import json
import sys
from fractions import Fraction


def main(path, interval, step):
    rows, intervals = {}, {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            time, price, size = int(row["time"]), Fraction(row["price"]), Fraction(row["size"])
            start = time // interval * interval
            cell = rows.setdefault((start, price // step * step), [0, 0, 0])
            cell[("buy", "sell").index(row["side"]) if row["side"] in ("buy", "sell") else 2] += size
            intervals.setdefault(start, []).append((price, size))
    return {
        "rows": [[start, str(edge), *map(str, cell)] for (start, edge), cell in sorted(rows.items())],
        "intervals": [
            [
                start,
                str(sum(price * size for price, size in trades)),
                str(sum(size for _, size in trades)),
                len(trades),
                str(trades[0][0]),
                str(max(price for price, _ in trades)),
                str(min(price for price, _ in trades)),
                str(trades[-1][0]),
            ]
            for start, trades in sorted(intervals.items())
        ],
    }


if __name__ == "__main__":
    _, path, interval, step = sys.argv
    json.dump(main(path, int(interval), Fraction(step)), sys.stdout)
