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
# As full as the provider sends them: with a short job, the text is read in no time.
EVENT = {
    "object": "fine-tune-event",
    "created_at": "2026-01-01T09:00:00.772+00:00",
    "level": "info",
    "message": "Fine-tune request created",
    "type": "job_pending",
    "param_count": 8030261248,
    "token_count": 0,
    "total_steps": 90,
    "wandb_url": "",
    "step": 0,
    "checkpoint_path": "",
    "model_path": "",
    "training_offset": 0,
    "hash": "",
}
JOB = {
    "status": "completed",
    "created_at": "2026-01-01T09:00:00.772+00:00",
    "updated_at": "2026-01-01T09:05:30.772+00:00",
    "started_at": "2026-01-01T09:01:00.772+00:00",
    "user_id": "user-1",
    "owner_address": "owner-1",
    "total_price": 1350000000,
    "token_count": 368640,
    "model": "meta-llama/Meta-Llama-3.1-8B-Instruct-Reference",
    "model_output_name": "owner/Meta-Llama-3.1-8B-Instruct-Reference-00000001",
    "training_file": "file-00000000-0000-4000-8000-000000000000",
    "packing": True,
    "n_epochs": 3,
    "n_evals": 0,
    "n_checkpoints": 1,
    "batch_size": 8,
    "learning_rate": 1e-05,
    "warmup_ratio": 0.0,
    "max_grad_norm": 1.0,
    "weight_decay": 0.0,
    "random_seed": 42,
    "training_type": {
        "type": "Lora",
        "lora_r": 8,
        "lora_alpha": 16,
        "lora_dropout": 0.0,
        "lora_trainable_modules": "all-linear",
    },
    "training_method": {"method": "sft", "train_on_inputs": "auto"},
    "lr_scheduler": {"lr_scheduler_type": "linear", "lr_scheduler_args": {"min_lr_ratio": 0.0}},
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
