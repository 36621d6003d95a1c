"""List many fine-tunes that come on pages of 100; prints CPU seconds, in turns, and peaks of bytes.

Arguments: how many, the number of turns, the sides. The pages are made before anything is measured.
"""

import gc
import json
import statistics
import sys
import time
import tracemalloc
import warnings

import httpx

total, turns = map(int, sys.argv[1:3])
PAGE = 100
KEY = "key-of-the-benchmark"
BODIES = {}


def bodies(count):
    """Return the pages of a list, by their token."""
    made = {}
    for start in range(0, count, PAGE):
        models = [
            {
                "id": f"{n:08}-0000-0000-0000-000000000000",
                "name": f"model {n}",
                "status": "STATUS_READY",
                "created_at": "2025-01-01T00:00:00Z",
                "updated_at": "2025-01-01T00:00:00Z",
                "settings": {"base_model": {"base_type": "BASE_TYPE_CHAT"}, "dataset_id": "d"},
            }
            for n in range(start, start + PAGE)
        ]
        token = str(start + PAGE) if start + PAGE < count else ""
        page = {"finetuned_models": models, "next_page_token": token}
        made[str(start)] = json.dumps(page).encode()
    return made


def answer(request):
    body = BODIES[request.url.params.get("page_token") or "0"]
    return httpx.Response(200, headers={"content-type": "application/json"}, content=body)


def of_finetunes():
    import finetunes

    transport = httpx.MockTransport(answer)
    with finetunes.Client("cohere", api_key=KEY, transport=transport) as client:
        return sum(1 for _ in client.list())


def of_httpx():
    url, found, token = "https://api.invalid/v1/finetuning/finetuned-models", 0, None
    with httpx.Client(
        headers={"authorization": f"Bearer {KEY}"}, transport=httpx.MockTransport(answer)
    ) as client:
        while token != "":
            parameters = {"page_size": PAGE} | ({"page_token": token} if token else {})
            page = client.request("GET", url, params=parameters).json()
            found, token = found + len(page["finetuned_models"]), page["next_page_token"]
    return found


def of_cohere():
    import cohere

    found, token = 0, None
    with httpx.Client(transport=httpx.MockTransport(answer)) as transport:
        client = cohere.Client(KEY, httpx_client=transport)
        while token != "":
            page = client.finetuning.list_finetuned_models(page_size=PAGE, page_token=token)
            found, token = found + len(page.finetuned_models), page.next_page_token
    return found


def seconds(call):
    start = time.process_time()
    assert call() == total
    return time.process_time() - start


def peak(call):
    found = []
    for _ in range(3):  # when garbage is collected is a matter of chance
        gc.collect()
        tracemalloc.start()
        call()
        found.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return statistics.median(found)


warnings.simplefilter("ignore")
known = {"finetunes": of_finetunes, "httpx": of_httpx, "cohere": of_cohere}
sides = {name: known[name] for name in sys.argv[3:]}
BODIES = bodies(2 * PAGE)
for call in sides.values():
    call()  # loads what is loaded once
two_pages = {name: peak(call) for name, call in sides.items()}
BODIES = bodies(total)
times = {name: [] for name in sides}
for turn in range(turns):
    for name in list(sides)[:: -1 if turn % 2 else 1]:
        times[name].append(seconds(sides[name]))
peaks = {name: peak(call) for name, call in sides.items()}
print(json.dumps({"seconds": times, "peak": peaks, "two_pages": two_pages}))
