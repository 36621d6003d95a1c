"""Decode many fine-tunes with and without events; prints seconds, in turns, and bytes held.

Arguments: the number of jobs, events of each, the number of turns.
"""

import json
import sys
import time
import tracemalloc

import httpx
from finetunes import Client
from finetunes_openapi.together.client.models import FinetuneTruncatedList

jobs, events, turns = map(int, sys.argv[1:])
EVENT = {
    "object": "fine-tune-event",
    "created_at": "2025-01-01T00:00:00Z",
    "level": "info",
    "message": "step",
    "type": "job_pending",
    "param_count": 0,
    "token_count": 0,
    "total_steps": 10,
    "wandb_url": "",
    "step": 1,
    "checkpoint_path": "",
    "model_path": "",
    "training_offset": 0,
    "hash": "abc",
}
JOB = {
    "status": "completed",
    "model": "meta-llama/Llama-3-8b",
    "created_at": "2025-01-01T00:00:00Z",
    "updated_at": "2025-01-01T01:00:00Z",
    "training_file": "file-1",
    "training_type": {"type": "Lora", "lora_r": 8, "lora_alpha": 16},
    "n_epochs": 3,
    "batch_size": 8,
    "learning_rate": 1e-5,
    "total_price": 1000000000,
}
BODY = json.dumps(
    {"data": [JOB | {"id": f"ft-{n}", "events": [EVENT] * events} for n in range(jobs)]}
).encode()


def plain():
    return json.loads(BODY)


def generated():
    return FinetuneTruncatedList.from_dict(json.loads(BODY))


def answer(_):
    return httpx.Response(200, headers={"content-type": "application/json"}, content=BODY)


def ours():
    with Client("together", api_key="key", transport=httpx.MockTransport(answer)) as client:
        return [(job.id, job.status, job.price) for job in client.list()]


def held(call):
    tracemalloc.start()
    kept = call()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del kept
    return size


sides = {"json.loads": plain, "generated": generated, "finetunes list": ours}
times = {name: [] for name in sides}
for _ in range(turns + 1):
    for name, call in sides.items():
        start = time.process_time()
        call()
        times[name].append(time.process_time() - start)
memory = {name: held(call) for name, call in sides.items()}
print(json.dumps({"seconds": {n: t[1:] for n, t in times.items()}, "bytes": memory}))
