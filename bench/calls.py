"""Calls over kept connections, the sides in turns; prints CPU seconds a call of each side.

Arguments: "sync" or "async", the server's address, the number of turns, calls in a turn, the sides.
"""

import asyncio
import inspect
import json
import sys
import time

kind, address = sys.argv[1:3]
turns, size = map(int, sys.argv[3:5])
KEY = "key-of-the-benchmark"
IS_ASYNC = kind == "async"
PREFIX = "Async" if IS_ASYNC else ""


def finetunes():
    import finetunes

    client = getattr(finetunes, f"{PREFIX}Client")("together", api_key=KEY, base_url=address)
    yield "delete", lambda: client.delete("ft-1")
    yield "cancel", lambda: client.cancel("ft-1")


def httpx():
    import httpx

    client = getattr(httpx, f"{PREFIX}Client")(headers={"authorization": f"Bearer {KEY}"})

    def sender(method, url):
        def call():
            return client.request(method, url).json()

        async def acall():
            return (await client.request(method, url)).json()

        return acall if IS_ASYNC else call

    yield "delete", sender("DELETE", f"{address}/fine-tunes/ft-1")
    yield "cancel", sender("POST", f"{address}/fine-tunes/ft-1/cancel")


def of_package(make, cancel, delete):
    client = make(base_url=address, token=KEY)
    name = "asyncio" if IS_ASYNC else "sync"
    delete, cancel = getattr(delete, name), getattr(cancel, name)
    yield "delete", lambda: delete("ft-1", client=client)
    yield "cancel", lambda: cancel("ft-1", client=client)


def generated():
    from finetunes_openapi.together.client import AuthenticatedClient
    from finetunes_openapi.together.client.api.fine_tuning import cancel_fine_tune, delete_fine_tune

    return of_package(AuthenticatedClient, cancel_fine_tune, delete_fine_tune)


def untouched():
    from untouched import AuthenticatedClient
    from untouched.api.fine_tuning import cancel_fine_tune, delete_fine_tune

    return of_package(AuthenticatedClient, cancel_fine_tune, delete_fine_tune)


def together():
    import together

    client = getattr(together, f"{PREFIX}Together")(api_key=KEY, base_url=address)
    yield "delete", lambda: client.fine_tuning.delete("ft-1")
    yield "cancel", lambda: client.fine_tuning.cancel("ft-1")


def cohere():
    import cohere

    client = getattr(cohere, f"{PREFIX}Client")(KEY, base_url=address)
    yield "delete", lambda: client.finetuning.delete_finetuned_model("ft-1")


def openai():
    import openai

    client = getattr(openai, f"{PREFIX}OpenAI")(api_key=KEY, base_url=address)
    yield "cancel", lambda: client.fine_tuning.jobs.cancel("ft-1")


SIDES = {
    "finetunes": finetunes,
    "httpx": httpx,
    "generated code": generated,
    "openapi-python-client": untouched,
    "together": together,
    "cohere": cohere,
    "openai": openai,
}


async def main():
    calls = {f"{side}/{name}": call for side in sys.argv[5:] for name, call in SIDES[side]()}
    times = {name: [] for name in calls}
    for turn in range(turns + 1):  # the first warms up
        for name in list(calls)[:: -1 if turn % 2 else 1]:
            start = time.process_time()
            for _ in range(size):
                found = calls[name]()
                if inspect.isawaitable(found):
                    await found
            times[name].append((time.process_time() - start) / size)
    print(json.dumps({name: found[1:] for name, found in times.items()}))


asyncio.run(main())
