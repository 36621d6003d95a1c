"""The ASGI application: one prefix per provider, routes from the documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from .files import form_fields
from .service import Call, RefusalError, Reply, Service, without_secrets
from .state import Received, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    from .document import Route as Operation

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
        document = state.documents[service.name]
        for prefix, region in service.prefixes.items():
            for route in document.routes:
                endpoint = _Endpoint(state, service, region, route)
                path = f"/{prefix}{document.base_path}{route.path}"
                routes.append(Route(path, endpoint, methods=[route.method]))
            nothing = _Endpoint(state, service, region, None)
            routes.append(Route(f"/{prefix}/{{rest:path}}", nothing))
    routes.append(Route("/{rest:path}", _Endpoint(state, None, None, None)))
    router = Router(routes, redirect_slashes=False)
    storage = _StorageEndpoint(state)

    async def route_undecoded(scope: Scope, receive: Receive, send: Send) -> None:
        # Routed by the path as it was sent: an id with an encoded slash is one segment.
        raw: bytes = scope["raw_path"]
        _, port = scope["server"]
        stored = port is not None and port == urlsplit(state.storage.url).port
        inner = storage if stored else router
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
    ) -> None:
        self._state = state
        self._service = service
        self._region = region
        self._operation = operation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        reply = self._reply(request, body)
        self._state.record(
            Received(
                method=request.method,
                path=scope["path"],
                provider=self._service.name if self._service else None,
                operation=self._operation.operation if self._operation else None,
                item=reply.item,
                status=reply.status,
                query=_query(request),
                key_sent=_carries_key(request, self._state),
                body=self._readable(request.headers.get("content-type", ""), body),
            )
        )
        await _response(reply)(scope, receive, send)

    def _reply(self, request: Request, body: bytes) -> Reply:
        if self._service is None:
            prefixes = ", ".join(f"/{name}" for name in self._state.services)
            return Reply(404, {"message": f"nothing is here; the prefixes are {prefixes}"})
        if self._operation is None:
            return self._service.error(404, "Not Found")
        operation = self._operation.operation
        if fault := self._state.fault(self._service.name, operation):
            return fault
        if self._operation.needs_key and not self._service.accepts(request.headers):
            return self._service.error(*self._service.key_refusal)
        path = {name: unquote(value) for name, value in request.path_params.items()}
        call = Call(path, body, _parameters(request), request.headers, self._region)
        return self._service.answer(operation, call)

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
        return without_secrets(content, self._state.documents[self._service.name].secrets)


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
