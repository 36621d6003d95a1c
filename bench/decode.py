"""Decode many fine-tunes with and without events; prints CPU seconds, in turns, or bytes held.

Arguments: "seconds" or "bytes", the number of jobs, events of each, the number of turns, the sides.
"""

import json
import sys
import time
import tracemalloc

import httpx

what = sys.argv[1]
jobs, events, turns = map(int, sys.argv[2:5])
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


KEY = "key-of-the-benchmark"


def plain():
    return json.loads(BODY)


def generated():
    from finetunes_openapi.together.client.models import FinetuneTruncatedList

    return FinetuneTruncatedList.from_dict(json.loads(BODY))


def untouched():
    from untouched.models import FinetuneTruncatedList

    return FinetuneTruncatedList.from_dict(json.loads(BODY))


def answer(_):
    return httpx.Response(200, headers={"content-type": "application/json"}, content=BODY)


def list_finetunes():
    from finetunes import Client

    with Client("together", api_key=KEY, transport=httpx.MockTransport(answer)) as client:
        return [(job.id, job.status, job.price) for job in client.list()]


def list_httpx():
    with httpx.Client(
        headers={"authorization": f"Bearer {KEY}"}, transport=httpx.MockTransport(answer)
    ) as client:
        found = client.request("GET", "https://api.invalid/v1/fine-tunes").json()["data"]
        return [(job["id"], job["status"], job["total_price"]) for job in found]


def list_together():
    from together import Together

    with httpx.Client(transport=httpx.MockTransport(answer)) as transport:
        found = Together(api_key=KEY, http_client=transport).fine_tuning.list().data
        return [(job.id, job.status, job.total_price) for job in found]


def seconds(call):
    start = time.process_time()
    call()
    return time.process_time() - start


def held(call):
    call()  # loads what is loaded once
    tracemalloc.start()
    kept = call()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del kept
    return size


known = {
    "json.loads": plain,
    "generated code": generated,
    "openapi-python-client": untouched,
    "list: finetunes": list_finetunes,
    "list: httpx": list_httpx,
    "list: together": list_together,
}
sides = {name: known[name] for name in sys.argv[5:]}
if what == "bytes":
    found = {name: [held(call)] for name, call in sides.items()}
else:
    found = {name: [] for name in sides}
    for turn in range(turns + 1):  # the first warms up
        for name in list(sides)[:: -1 if turn % 2 else 1]:
            found[name].append(seconds(sides[name]))
    found = {name: times[1:] for name, times in found.items()}
print(json.dumps(found))
