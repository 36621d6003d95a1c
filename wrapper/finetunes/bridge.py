"""The generated client on our transport: our key, our deadline, our errors.

The generated functions call `httpx.Client.request`; the transports here are what that
client sends through. Each request becomes a step of a flow like any other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx

from .calls import Call, deliver
from .errors import ConfigurationError
from .exchange.deadline import Deadline
from .exchange.flow import LISTING_LIMIT, Flow, Send, arun, run
from .exchange.transport import AsyncChannel, Channel

if TYPE_CHECKING:
    from .adapters.base import Adapter
    from .exchange.auth import Sealed
    from .exchange.replies import Reply

# What httpx adds by itself, or what the wrapper sets; all else is a parameter of the operation.
_NOT_PARAMETERS = {
    "accept-encoding", "authorization", "connection", "content-length", "cookie", "host",
    "transfer-encoding", "user-agent",
}  # fmt: skip


def _flow(adapter: Adapter, request: httpx.Request) -> Flow[httpx.Response]:
    destructive = not adapter.only_reads(request.method, str(request.url))
    operation = f"{request.method} {request.url.raw_path.decode('ascii')}"
    call = Call(adapter, operation, destructive=destructive)
    dropped = {*_NOT_PARAMETERS, adapter.auth_header}
    headers = {name: value for name, value in request.headers.items() if name not in dropped}
    send = Send(request.method, str(request.url), headers=headers, body=_sealed(adapter, request))
    if not destructive:
        send = send._replace(limit=LISTING_LIMIT)
    if send.body is None:
        send = send._replace(content=request.content or None)
    reply: Reply = yield from deliver(call, send)
    # The generated code would crash on a half body, or take it for a whole one.
    if reply.problem or (destructive and reply.status_code != 204 and not reply.is_json):
        raise call.unclear(reply.problem or "the body is no JSON", reply)
    media_type = reply.header("content-type") or "application/octet-stream"
    content = reply.content
    if reply.is_json and b"\\" in content:  # an escape may hide an echoed key; the body is clean
        content = json.dumps(reply.body).encode()
    return httpx.Response(
        reply.status_code, headers={"content-type": media_type}, content=content, request=request
    )


def _sealed(adapter: Adapter, request: httpx.Request) -> Sealed | None:
    """Take a JSON object over with what is secret in it; anything else is sent as it is."""
    if request.headers.get("content-type") != "application/json":
        return None
    try:
        return adapter.sealed(json.loads(request.content))
    except ValueError:
        return None


class Bridge(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Sends what the generated code wants to send, the way the client does: blocking or not.

    Args:
        adapter: The provider's adapter.
        channel: The client's channel.
        timeout: Seconds a call may take in all.
    """

    def __init__(self, adapter: Adapter, channel: Channel | AsyncChannel, timeout: float) -> None:
        self._adapter = adapter
        self._channel = channel
        self._timeout = timeout

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send, and return a reply with status 2xx."""
        if not isinstance(self._channel, Channel):
            raise self._wrong_colour("the asyncio functions")
        request.read()
        flow = _flow(self._adapter, request)
        return run(flow, self._channel, Deadline.after(self._timeout))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send, and return a reply with status 2xx."""
        if not isinstance(self._channel, AsyncChannel):
            raise self._wrong_colour("the sync functions")
        await request.aread()
        flow = _flow(self._adapter, request)
        return await arun(flow, self._channel, Deadline.after(self._timeout))

    def _wrong_colour(self, instead: str) -> ConfigurationError:
        name = self._adapter.name
        return ConfigurationError(f"{name}: nothing was sent; use {instead}", provider=name)
