"""List many fine-tunes that come on pages of 100; prints seconds and the peak of bytes held.

Argument: how many. The peak of two pages alone is printed beside it.
"""

import json
import sys
import time
import tracemalloc

import httpx
from finetunes import Client

total, PAGE = int(sys.argv[1]), 100


def page(request):
    start = int(request.url.params.get("page_token") or 0)
    models = [
        {
            "id": f"{n:08}-0000-0000-0000-000000000000",
            "name": f"model {n}",
            "status": "STATUS_READY",
            "created_at": "2025-01-01T00:00:00Z",
            "updated_at": "2025-01-01T00:00:00Z",
            "settings": {"base_model": {"base_type": "BASE_TYPE_CHAT"}, "dataset_id": "d"},
        }
        for n in range(start, min(start + PAGE, total_now))
    ]
    token = str(start + PAGE) if start + PAGE < total_now else ""
    return httpx.Response(200, json={"finetuned_models": models, "next_page_token": token})


def run(count):
    global total_now
    total_now = count
    with Client("cohere", api_key="key", transport=httpx.MockTransport(page)) as client:
        tracemalloc.start()
        start = time.process_time()
        found = sum(1 for _ in client.list())
        seconds, peak = time.process_time() - start, tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert found == count
    return seconds, peak


import warnings

warnings.simplefilter("ignore")
run(PAGE)  # loads what is loaded once
two = run(2 * PAGE)[1]
seconds, peak = run(total)
print(json.dumps({"seconds": seconds, "peak": peak, "two_pages": two}))
