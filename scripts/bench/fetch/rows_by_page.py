"""VWAP rows as a short script gathers them, page after page: `python rows_by_page.py ORDER`.

ORDER is JSON: `url`, `params` of the first request, and `most`, the rows after which it stops. Prints what it took as JSON.
"""
import json
import resource
import sys
import time

import requests

order = json.loads(sys.argv[1])
headers = {"Accept": "application/json", "X-Api-Key": order["key"]}
began = time.perf_counter()
answer = requests.get(order["url"], headers=headers, params=order["params"])
answer.raise_for_status()
page = answer.json()
rows = page["data"]
while page.get("next_url") and len(rows) < order["most"]:
    answer = requests.get(page["next_url"], headers=headers)
    answer.raise_for_status()
    page = answer.json()
    rows += page["data"]
took = (time.perf_counter() - began) * 1_000
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
# Linux counts in kilobytes, macOS in bytes.
print(json.dumps({"ms": took, "rows": len(rows), "peakMb": peak / (1_048_576 if sys.platform == "darwin" else 1_024)}))
