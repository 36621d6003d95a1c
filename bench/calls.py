"""Calls over kept connections, the sides in turns; prints the seconds of a call of each side.

Arguments: "sync" or "async", the server's address, the number of turns, calls in a turn.
"""

import asyncio
import importlib
import inspect
import json
import sys
import time

import finetunes
import httpx
from finetunes_openapi.together.client import AuthenticatedClient
from finetunes_openapi.together.client.api.fine_tuning import cancel_fine_tune, delete_fine_tune

kind, address, turns, size = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
KEY = "key-of-the-benchmark"
IS_ASYNC = kind == "async"


def present(name):
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


def ours():
    make = finetunes.AsyncClient if IS_ASYNC else finetunes.Client
    client = make("together", api_key=KEY, base_url=address)
    yield "finetunes delete", lambda: client.delete("ft-1")
    yield "finetunes cancel", lambda: client.cancel("ft-1")


def bare():
    make = httpx.AsyncClient if IS_ASYNC else httpx.Client
    client = make(headers={"authorization": f"Bearer {KEY}"})
    url = f"{address}/fine-tunes/ft-1"

    def call():
        return client.request("DELETE", url).json()

    async def acall():
        return (await client.request("DELETE", url)).json()

    yield "httpx delete", acall if IS_ASYNC else call


def generated():
    client = AuthenticatedClient(base_url=address, token=KEY)
    name = "asyncio" if IS_ASYNC else "sync"
    delete, cancel = getattr(delete_fine_tune, name), getattr(cancel_fine_tune, name)
    yield "generated client delete", lambda: delete("ft-1", client=client)
    yield "generated client cancel", lambda: cancel("ft-1", client=client)


def peers():
    prefix = "Async" if IS_ASYNC else ""
    if together := present("together"):
        client = getattr(together, f"{prefix}Together")(api_key=KEY, base_url=address)
        yield "together delete", lambda: client.fine_tuning.delete("ft-1")
        yield "together cancel", lambda: client.fine_tuning.cancel("ft-1")
    if cohere := present("cohere"):
        other = getattr(cohere, f"{prefix}Client")(KEY, base_url=address)
        yield "cohere delete", lambda: other.finetuning.delete_finetuned_model("ft-1")
    if openai := present("openai"):
        third = getattr(openai, f"{prefix}OpenAI")(api_key=KEY, base_url=address)
        yield "openai cancel", lambda: third.fine_tuning.jobs.cancel("ft-1")


async def main():
    sides = {name: call for group in (ours, bare, generated, peers) for name, call in group()}
    times = {name: [] for name in sides}
    for _ in range(turns + 1):  # the first warms up
        for name, call in sides.items():
            start = time.perf_counter()
            for _ in range(size):
                found = call()
                if inspect.isawaitable(found):
                    await found
            times[name].append((time.perf_counter() - start) / size)
    print(json.dumps({name: found[1:] for name, found in times.items()}))


asyncio.run(main())
