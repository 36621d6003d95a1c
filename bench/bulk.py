"""Apply a plan of many deletes; prints seconds, CPU seconds, connections, and kB that it took.

Arguments: the server's address, the number of items, how many at a time, least and most
milliseconds of an answer.
"""

import json
import os
import resource
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
import finetunes
from finetunes import cleanup

address = sys.argv[1]
count, concurrency, least, most = map(int, sys.argv[2:])
os.environ["TOGETHER_API_KEY"] = "key-of-the-benchmark"
os.environ["TOGETHER_BASE_URL"] = base = f"{address}/slow/{least}/{most}"


def seen():
    with urllib.request.urlopen(f"{address}/seen") as reply:
        return json.load(reply)["connections"]


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


with finetunes.Client("together", base_url=address) as client:
    job = client.retrieve("ft-0")
now = datetime.now(UTC)
plan = cleanup.Plan(
    operation="delete",
    created_at=now,
    expires_at=now + timedelta(hours=1),
    addresses={"together": base},
    selection=cleanup.Selection(),
    by_reference=True,
    items=tuple(
        cleanup.PlanItem.of(attrs.evolve(job, id=f"ft-{number}")) for number in range(count)
    ),
    skipped=(),
)
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "plan.json"
    plan.write(path)
    connections, memory = seen(), peak()
    wall, cpu = time.perf_counter(), time.process_time()
    report = cleanup.apply(path, concurrency=concurrency)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
assert report.counts["deleted"] == count, report.counts
figures = {"wall": wall, "cpu": cpu, "connections": seen() - connections - 1}
print(json.dumps(figures | {"kB": peak() - memory}))
