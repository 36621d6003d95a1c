"""Delete many fine-tunes, each read before; prints what it took, and what the server did.

Arguments: the side, the server's address, the number of items, how many at a time, least and most
milliseconds of an answer.
"""

import asyncio
import json
import os
import resource
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

side, address = sys.argv[1:3]
count, concurrency, least, most = map(int, sys.argv[3:])
KEY = "key-of-the-benchmark"
base = f"{address}/slow/{least}/{most}"


def seen():
    with urllib.request.urlopen(f"{address}/seen") as reply:
        return json.load(reply)


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measured(work):
    before, memory = seen(), peak()
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory, after = peak() - memory, seen()
    print(
        json.dumps(
            {
                "wall": wall,
                "cpu": cpu / count,
                "connections": after["connections"] - before["connections"] - 1,  # one asked this
                "requests": (after["requests"] - before["requests"]) / count,
                "floor": (after["waited"] - before["waited"]) / concurrency,
                "kB": memory,
            }
        )
    )


def plan_of(finetunes):
    """Write a plan of all items, and return how to apply it."""
    import attrs
    from finetunes import cleanup

    os.environ["TOGETHER_API_KEY"] = KEY
    os.environ["TOGETHER_BASE_URL"] = base
    with finetunes.Client("together", base_url=address) as client:
        job = client.retrieve("ft-0")
    now = datetime.now(UTC)
    plan = cleanup.Plan(
        operation="delete",
        created_at=now,
        expires_at=now + timedelta(hours=1),
        addresses={"together": base},
        key_marks={"together": None},
        selection=cleanup.Selection(),
        by_reference=True,
        items=tuple(
            cleanup.PlanItem.of(attrs.evolve(job, id=f"ft-{number}")) for number in range(count)
        ),
        skipped=(),
    )
    path = Path(folder) / "plan.json"
    plan.write(path)

    def apply():
        report = cleanup.apply(path, concurrency=concurrency)
        assert report.counts["deleted"] == count, report.counts

    return apply


def by_workers(make):
    """Return the work of workers that take one item after the other and share a client."""

    async def run():
        read, delete = make()
        waiting = iter(range(count))

        async def worker():
            for number in waiting:
                await read(f"ft-{number}")
                await delete(f"ft-{number}")

        await asyncio.gather(*(worker() for _ in range(concurrency)))

    return lambda: asyncio.run(run())


def httpx_client():
    import httpx

    limits = httpx.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
    client = httpx.AsyncClient(headers={"authorization": f"Bearer {KEY}"}, limits=limits)

    def sender(method):
        async def send(name):
            return (await client.request(method, f"{base}/fine-tunes/{name}")).json()

        return send

    return sender("GET"), sender("DELETE")


def together_client():
    import together

    tuning = together.AsyncTogether(api_key=KEY, base_url=base).fine_tuning
    return tuning.retrieve, tuning.delete


with tempfile.TemporaryDirectory() as folder:
    match side:
        case "finetunes":
            import finetunes

            measured(plan_of(finetunes))
        case "httpx":
            import httpx  # noqa: F401 # loaded before the clock runs, as ours is

            measured(by_workers(httpx_client))
        case "together":
            import together  # noqa: F401

            measured(by_workers(together_client))
