"""Both results from a CSV as pandas users make them: `python pandas_sums.py FILE`."""
import json
import sys
import time

started = time.perf_counter()
import resource

import pandas

rows = pandas.read_csv(
    sys.argv[1],
    header=None,
    names=["id", "price", "qty", "quote_qty", "time", "is_buyer_maker"],
    usecols=["price", "qty", "time", "is_buyer_maker"],
)
rows["row"] = (rows.price // 10).astype("int64")
rows["hour"] = rows.time // 3_600_000
rows["minute"] = rows.time // 60_000
rows["sell"] = rows.qty.where(rows.is_buyer_maker, 0.0)
rows["buy"] = rows.qty - rows.sell
rows["notional"] = rows.price * rows.qty
profile = rows.groupby(["hour", "row"])[["buy", "sell"]].sum()
minutes = rows.groupby("minute")[["notional", "qty"]].sum()
vwap = minutes.notional / minutes.qty
wall = (time.perf_counter() - started) * 1_000
used = resource.getrusage(resource.RUSAGE_SELF)


def peak_kb():
    # Linux counts the memory of whoever began a process into ru_maxrss.
    try:
        with open("/proc/self/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return used.ru_maxrss / 1_000 if sys.platform == "darwin" else used.ru_maxrss


print(
    json.dumps(
        {
            "wallMs": wall,
            "cpuMs": (used.ru_utime + used.ru_stime) * 1_000,
            "peakMb": peak_kb() / 1_000,
            "volume": float((profile.buy + profile.sell).sum()),
            "vwapSum": float(vwap.sum()),
            "minutes": len(vwap),
        }
    )
)
