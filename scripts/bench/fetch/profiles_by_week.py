"""Volume profiles as a short script gathers them, week after week: `python profiles_by_week.py ORDER`.

ORDER is JSON: `url`, `params` without a range, `from` in epoch seconds and how many `weeks`. Prints what it took as JSON.
"""
import json
import resource
import sys
import time

import requests

WEEK = 7 * 24 * 3_600

order = json.loads(sys.argv[1])
headers = {"X-Kiyotaka-Key": order["key"]}
began = time.perf_counter()
points = []
for week in range(order["weeks"]):
    params = {**order["params"], "from": order["from"] + week * WEEK, "period": WEEK}
    answer = requests.get(order["url"], headers=headers, params=params)
    answer.raise_for_status()
    for series in answer.json()["series"]:
        points += series["points"]
took = (time.perf_counter() - began) * 1_000
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"ms": took, "rows": len(points), "peakMb": peak / (1_048_576 if sys.platform == "darwin" else 1_024)}))
