"""Replies of any status with any body, to one of the requests that an operation consists of."""

from __future__ import annotations

import asyncio
import functools
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx
from finetunes import AsyncClient, Client, FinetunesError

from . import documents
from .any_body import JSON, named, resolved
from .any_deviation import smallest
from .asked import TRAINING_FILE

if TYPE_CHECKING:
    from collections.abc import Callable

STORAGE = "storage"
"""The request of an upload that goes to where the provider leads; no document has it."""
ID = "x"  # what `smallest` says in every text, so that an answer is about the item that was asked
KEY = "canary-key-of-the-property-tests"

CALLS: dict[str, dict[str, dict[str, Any]]] = {
    "together": {
        "create": {"model": "m", "training_file": "file-1"},
        "retrieve": {"id": ID},
        "cancel": {"id": ID},
        "delete": {"id": ID},
        "list_events": {"id": ID},
        "list_checkpoints": {"id": ID},
        "list_metrics": {"id": ID},
        "list": {},
        # So little that it looks once only: waiting for long is tested in tests/core.
        "wait": {"id": ID, "timeout": 0.9},
        "download": {"id": ID, "path": "got.tar.zst", "overwrite": True},
        "upload": {"path": TRAINING_FILE},
    },
    "bfl": {"retrieve": {"id": ID}, "list": {}, "delete": {"id": ID}},
    "cohere": {
        "create": {
            "name": "n",
            "settings": {"base_model": {"base_type": "BASE_TYPE_CHAT"}, "dataset_id": "d"},
        },
        "retrieve": {"id": ID},
        "delete": {"id": ID},
        "list_events": {"id": ID},
        "list_metrics": {"id": ID},
        "list": {},
        "wait": {"id": ID, "timeout": 0.9},
    },
}
"""The arguments of every operation of the common interface."""


class Odd(NamedTuple):
    """A reply."""

    status: int
    content: bytes
    media_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()

    def response(self) -> httpx.Response:
        """Make the reply; one that was read cannot be sent again."""
        headers = [("content-type", self.media_type), *self.headers]
        return httpx.Response(self.status, headers=headers, content=self.content)


def _json(status: int, value: Any) -> Odd:
    return Odd(status, json.dumps(value).encode())


@functools.cache
def good(provider: str, asked: str) -> Odd:
    """Return the documented success of a request, about a job that has failed."""
    if asked == STORAGE:
        return Odd(200, b"", "text/plain")
    responses = documents.read(provider).operations[asked].definition["responses"]
    status, response = next(iter(responses.items()))
    content = resolved(provider, response).get("content", {})
    if JSON not in content:
        place = (("location", "https://files.example.com/put"), ("x-together-file-id", ID))
        return Odd(int(status), b"weights", "application/octet-stream", place)
    body = smallest(provider, content[JSON]["schema"])
    failed = {"together": "user_error", "bfl": "Error", "cohere": "STATUS_FAILED"}[provider]
    if body.get("status", ID) != ID:  # a word of an enumeration, of which the first was taken
        body["status"] = failed
    if asked in {"GetFinetunedModel", "CreateFinetunedModel"}:
        model = smallest(provider, named(provider, "FinetunedModel"))
        body = {"finetuned_model": {**model, "id": ID, "status": failed}}
    return _json(int(status), body)


@functools.cache
def _operation(provider: str, method: str, url: str) -> str:
    try:
        return documents.read(provider).operation_of(method, url).id
    except LookupError:
        return STORAGE


class Replying(httpx.MockTransport):
    """Answers one seat as told and all else well; without a socket, for there are many calls."""

    def __init__(self, provider: str) -> None:
        self.provider = provider
        self.seat = ""
        self.odd: Odd | None = None
        self.asked: list[str] = []
        self.requests: list[httpx.Request] = []
        super().__init__(self._handle)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        url = str(request.url.copy_with(query=None))
        asked = _operation(self.provider, request.method, url)
        self.asked.append(asked)
        self.requests.append(request)
        if self.odd is not None and asked == self.seat:
            return self.odd.response()
        return good(self.provider, asked).response()


class Caller:
    """Calls one operation of a provider again and again, blocking or not."""

    def __init__(
        self, provider: str, *, blocking: bool, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.transport = Replying(provider)
        options: dict[str, Any] = {"api_key": KEY, "max_retries": 0}
        options["transport"] = transport or self.transport
        kind: Any = Client if blocking else AsyncClient
        self._client = kind(provider, **options)
        self._blocking = blocking
        self._loop: Any = None if blocking else asyncio.Runner()

    def __call__(self, name: str, /, **arguments: Any) -> Any:
        """Call a method; a listing is read to its end. Returns what it returns or raises."""
        return self.run(lambda: getattr(self._client, name)(**arguments))

    def answered(self, asked: str, odd: Odd, name: str) -> Any:
        """Call a method of which one request is answered oddly."""
        self.transport.seat, self.transport.odd = asked, odd
        return self(name, **CALLS[self.transport.provider][name])

    def generated(self, module: Any, /, **arguments: Any) -> Any:
        """Call a generated function through the client."""
        function = module.sync_detailed if self._blocking else module.asyncio_detailed
        return self.run(lambda: function(client=self._client.generated, **arguments))

    def run(self, begin: Callable[[], Any]) -> Any:
        """Run what a callable begins; errors of this library are returned."""
        try:
            if self._blocking:
                found = begin()
                return list(found) if hasattr(found, "__next__") else found
            return self._loop.run(_awaited(begin))
        except FinetunesError as error:
            return error

    def close(self) -> None:
        """Let go of the loop and the client."""
        if self._blocking:
            self._client.close()
        else:
            self._loop.run(self._client.aclose())
            self._loop.close()


async def _awaited(begin: Callable[[], Any]) -> Any:
    found = begin()
    if hasattr(found, "__anext__"):
        return [item async for item in found]
    return await found


def requests_of(caller: Caller, name: str) -> list[str]:
    """Return the requests that a call consists of when all goes well, each once, in order."""
    caller.transport.asked.clear()
    caller.transport.odd = None
    caller(name, **CALLS[caller.transport.provider][name])
    return list(dict.fromkeys(caller.transport.asked))
