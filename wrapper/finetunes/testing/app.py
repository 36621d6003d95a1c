"""The ASGI application: one prefix per provider, routes from the documents."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

import finetunes

from .connection import keep_silent, reset
from .faults import Fault, Refusal
from .files import form_fields
from .service import Call, RefusalError, Reply, Service, without_secrets
from .state import Received, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from .contract.document import Operation

_KEY_HEADERS = frozenset({"authorization", "x-key", "x-api-key", "proxy-authorization"})


def application(state: State | None = None) -> ASGIApp:
    """Make the ASGI application that plays the provider APIs.

    Args:
        state: What it knows and changes; a fresh one where none is given.

    Returns:
        An ASGI 3 application. Each provider's API lies under ``/<provider>`` followed by
        the path of the server that its document names. What arrives at the port of the
        state's storage goes there.
    """
    state = state or State()
    routes: list[Route] = []
    for service in state.services.values():
        operations = state.documents[service.name].operations.values()
        for prefix, region in service.prefixes.items():
            base = state.base_url(service.name, "", region)
            for one in operations:
                endpoint = _Endpoint(state, service, region, one)
                routes.append(Route(f"{base}{one.path}", endpoint, methods=[one.method]))
            for path in dict.fromkeys(one.path for one in operations):
                methods = [one.method.upper() for one in operations if one.path == path]
                refusal = _Endpoint(state, service, region, None, allowed=methods)
                routes.append(Route(f"{base}{path}", refusal))
            nothing = _Endpoint(state, service, region, None)
            routes.append(Route(f"/{prefix}/{{rest:path}}", nothing))
    routes.append(Route("/{rest:path}", _Endpoint(state, None, None, None)))
    router = Router(routes, redirect_slashes=False)
    storage = _StorageEndpoint(state)

    async def route_undecoded(scope: Scope, receive: Receive, send: Send) -> None:
        # Routed by the path as it was sent: an id with an encoded slash is one segment.
        raw: bytes = scope["raw_path"]
        there = urlsplit(state.storage.url)
        inner = storage if tuple(scope["server"]) == (there.hostname, there.port) else router
        await inner({**scope, "path": raw.decode("latin-1")}, receive, send)

    return route_undecoded


class _Endpoint:
    """Answers one operation, or everything else under a prefix, and records it."""

    def __init__(
        self,
        state: State,
        service: Service[Any] | None,
        region: str | None,
        operation: Operation | None,
        allowed: Sequence[str] = (),
    ) -> None:
        self._state = state
        self._service = service
        self._region = region
        self._operation = operation
        self._allowed = ", ".join(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        answer = self._answer(request, body)
        self._state.record(
            Received(
                method=request.method,
                path=scope["path"],
                provider=self._service.name if self._service else None,
                operation=self._operation.id if self._operation else None,
                item=answer.item,
                status=None if answer.reply is None else answer.reply.status,
                query=_query(request),
                key_sent=_carries_key(request, self._state),
                body=self._readable(request.headers.get("content-type", ""), body),
                applied=answer.applied,
                fault=answer.fault,
                headers=tuple(request.headers),
            )
        )
        await answer.deliver(scope, receive, send)

    def _answer(self, request: Request, body: bytes) -> _Answer:
        if self._service is None:
            prefixes = ", ".join(f"/{name}" for name in self._state.services)
            nothing = {"message": f"nothing is here; the prefixes are {prefixes}"}
            return _Answer(Reply(404, nothing), None)
        if self._operation is None:
            return _Answer(self._nothing(self._service), None)
        path = {name: unquote(value) for name, value in request.path_params.items()}
        about = (self._region, self._service.name, self._operation.id)
        call = Call(path, body, _parameters(request), request.headers, *about)
        item = self._service.item(call)
        fault = self._state.faults.next(self._service.name, self._operation.id, item)
        if isinstance(fault, Refusal) or (fault and not fault.is_after_commit):
            return _Answer(fault.instead(self._service.error), item, fault=fault)
        reply = _carry_out(self._service, self._operation, call)
        applied = reply.is_success
        reply = self._state.faults.drifted(self._service.name, self._operation.id, reply)
        if fault is None:
            return _Answer(reply, reply.item, applied=applied)
        told = None if fault.is_silent else fault.instead(self._service.error) or reply
        return _Answer(told, reply.item, applied=applied, fault=fault)

    def _nothing(self, service: Service[Any]) -> Reply:
        """Say that no operation is here, or none with this method (RFC 9110, section 15.5.6)."""
        if self._allowed:
            refusal = service.error(405, "Method Not Allowed")
            return replace(refusal, headers={"allow": self._allowed})
        return service.error(404, "Not Found")

    def _readable(self, content_type: str, body: bytes) -> Any:
        """Return a body as the record keeps it: only what can be looked through for secrets."""
        if self._service is None:
            return None
        try:
            if "form" in content_type:
                fields = form_fields(content_type, body)
                content: Any = {name: text.decode() for name, text in fields.items()}
            else:
                content = json.loads(body)
        except (ValueError, RecursionError, RefusalError):
            return None
        return without_secrets(content, finetunes.providers()[self._service.name].secrets)


def _carry_out(service: Service[Any], operation: Operation, call: Call) -> Reply:
    if operation.security and not service.accepts(call.headers):
        return service.error(*service.key_refusal)
    return service.answer(operation.id, call)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is answered to a request, and what is recorded of it."""

    reply: Reply | None
    """None for no reply at all."""
    item: str | None
    applied: bool = False
    fault: Fault | Refusal | None = None

    async def deliver(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, as far as the fault lets it go."""
        if self.fault is Fault.STALL:
            await keep_silent(scope, receive)
        elif self.reply is None:
            await reset(scope, receive)
        elif self.fault is Fault.DROP_MID_REPLY:
            await _response(self.reply)(scope, receive, _first_half_to(send))
            await reset(scope, receive)
        else:
            await _response(self.reply)(scope, receive, send)


def _first_half_to(send: Send) -> Send:
    """Let the head of a reply through, and half of its body."""

    async def send_half(message: Message) -> None:
        body: bytes = message.get("body", b"")
        cut = {"body": body[: len(body) // 2], "more_body": True} if body else {}
        await send({**message, **cut})

    return send_half


class _StorageEndpoint:
    """Answers for the object store, and records it."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        path, query = scope["path"], _parameters(request)
        key_sent = _carries_key(request, self._state)
        reply = self._state.storage.answer(
            request.method, path, query, request.headers, body, key_sent=key_sent
        )
        self._state.record(
            Received(
                request.method,
                path,
                provider=None,
                operation="storage",
                item=reply.item,
                status=reply.status,
                query=_query(request),
                key_sent=key_sent,
                applied=reply.is_success,
                headers=tuple(request.headers),
            )
        )
        await _response(reply)(scope, receive, send)


def _query(request: Request) -> str:
    # Not from `request.url`, which is made with the Host header that came, and so may fail.
    raw: bytes = request.scope["query_string"]
    return raw.decode("latin-1")


def _parameters(request: Request) -> Mapping[str, str]:
    return dict(parse_qsl(_query(request), keep_blank_values=True))


def _carries_key(request: Request, state: State) -> bool:
    """Whether a request has a key in a header that is for keys, or one of ours anywhere."""
    sent = (request.scope["path"], _query(request), *request.headers.values())
    text = " ".join(sent)
    return not _KEY_HEADERS.isdisjoint(request.headers) or any(
        key in text for key in state.keys.values()
    )


def _response(reply: Reply) -> Response:
    content, headers = reply.content, dict(reply.headers)
    if content is None:
        content = json.dumps(reply.body).encode()  # ASCII, so that any id a client may send fits
        headers.setdefault("content-type", "application/json")
    return Response(content, reply.status, headers)
