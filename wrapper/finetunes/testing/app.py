"""The ASGI application: one prefix per provider, routes from the documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from .service import Call, Reply, Service
from .state import Received, State

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


def application(state: State | None = None) -> ASGIApp:
    """Make the ASGI application that plays the three provider APIs.

    Args:
        state: What it knows and changes; a fresh one where none is given.

    Returns:
        An ASGI 3 application. Each provider's API lies under ``/<provider>`` followed by
        the path of the server that its document names.
    """
    state = state or State()
    routes: list[Route] = []
    for service in state.services.values():
        document = state.documents[service.name]
        for route in document.routes:
            endpoint = _Endpoint(state, service, route.operation)
            path = f"/{service.name}{document.base_path}{route.path}"
            routes.append(Route(path, endpoint, methods=[route.method]))
        routes.append(Route(f"/{service.name}/{{rest:path}}", _Endpoint(state, service, None)))
    routes.append(Route("/{rest:path}", _Endpoint(state, None, None)))
    router = Router(routes, redirect_slashes=False)

    async def route_undecoded(scope: Scope, receive: Receive, send: Send) -> None:
        # Routed by the path as it was sent: an id with an encoded slash is one segment.
        raw: bytes = scope["raw_path"]
        await router({**scope, "path": raw.decode("latin-1")}, receive, send)

    return route_undecoded


class _Endpoint:
    """Answers one operation, or everything else under a prefix, and records it."""

    def __init__(self, state: State, service: Service[Any] | None, operation: str | None) -> None:
        self._state = state
        self._service = service
        self._operation = operation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        reply = self._reply(request, await request.body())
        self._state.record(
            Received(
                method=request.method,
                path=scope["path"],
                provider=self._service.name if self._service else None,
                operation=self._operation,
                item=reply.item,
                status=reply.status,
            )
        )
        content = json.dumps(reply.body)  # ASCII, so that any id a client may send fits
        response = Response(content, reply.status, media_type="application/json")
        await response(scope, receive, send)

    def _reply(self, request: Request, body: bytes) -> Reply:
        if self._service is None:
            prefixes = ", ".join(f"/{name}" for name in self._state.services)
            return Reply(404, {"message": f"nothing is here; the prefixes are {prefixes}"})
        if self._operation is None:
            return self._service.error(404, "Not Found")
        if not self._service.accepts(request.headers):
            return self._service.error(*self._service.key_refusal)
        path = {name: unquote(value) for name, value in request.path_params.items()}
        return self._service.answer(self._operation, Call(path, body))
