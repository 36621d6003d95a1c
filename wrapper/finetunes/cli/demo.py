"""``demo``: cancel and delete at every provider, on loopback, and check what comes of it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import finetunes
from finetunes.testing import EmbeddedServer

from . import terminal
from .exits import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from finetunes.testing import Received

_KEY_ERRORS = {401: "AuthenticationError", 403: "PermissionDeniedError"}


@dataclass(frozen=True, slots=True)
class Step:
    """One call, with what must come of it."""

    operation: str
    tried: str
    """What is tried, in a word or two."""
    provider: str
    id: str
    expected: str
    """The outcome, or the name of the error."""
    status: int | None
    """The HTTP status the server must record, or None if nothing may be sent."""
    key: str | None = None
    """The API key; the right one where None."""


@dataclass(frozen=True, slots=True)
class Done:
    """One call that was made, with what the client said and what the server recorded."""

    kind: str
    step: Step
    answer: str
    recorded: tuple[Received, ...]

    @property
    def as_expected(self) -> bool:
        """Whether client and server both say what they must."""
        step = self.step
        # A request with a wrong key is turned away before the server looks at the item.
        item = None if step.key else step.id
        wanted = [] if step.status is None else [(step.provider, item, step.status)]
        seen = [(request.provider, request.item, request.status) for request in self.recorded]
        return self.answer == step.expected and seen == wanted

    def row(self) -> tuple[str, ...]:
        """Return the call as a line of the table."""
        seen = ", ".join(f"{request.method} {request.status}" for request in self.recorded)
        right = "ok" if self.as_expected else f"NO, expected {self.step.expected}"
        tried = f"{self.step.provider}: {self.step.tried}"
        return (self.kind, tried, self.answer, seen or "nothing", right)


def run(server: EmbeddedServer | None = None) -> ExitCode:
    """Play every step through both clients, print the table, and compare with the server.

    Neither the environment nor anything outside loopback is used.

    Args:
        server: The server to talk to, not started yet; by default a new one.

    Returns:
        0 if everything was as it must be, else 1.
    """
    with server or EmbeddedServer() as running:
        bystanders = {name: (service.add(),) for name, service in running.services.items()}
        calls = [
            Done(kind, step, *_watch(running, play, step))
            for kind, play in (("sync", _play), ("async", _aplay))
            for step in _steps(running)
        ]
        kept = {name: service.ids() for name, service in running.services.items()}
    terminal.print_table(
        ("client", "tried", "answer", "server saw", ""), [done.row() for done in calls]
    )
    wrong = sum(not done.as_expected for done in calls)
    found = f"{wrong} NOT as they must be" if wrong else "all as they must be"
    others = "are all there" if kept == bystanders else "ARE MISSING"
    terminal.print_text(
        f"{len(calls)} calls to imitations of the providers on this machine, {found}.\n"
        "Refusals belong to it: a wrong key, a second delete, a cancel nobody offers.\n"
        f"Fine-tunes that were not named {others}."
    )
    return ExitCode.OTHER if wrong or kept != bystanders else ExitCode.OK


def _steps(server: EmbeddedServer) -> Iterator[Step]:
    """Say what to do with a fresh item at each provider, and what must come of it."""
    for name, service in server.services.items():
        item = service.add()
        if "cancel" in finetunes.providers()[name].operations:
            yield Step("cancel", "cancel", name, item, "cancelling", 200)
        else:
            yield Step("cancel", "cancel", name, item, "UnsupportedOperationError", None)
        status, _ = service.key_refusal
        refused = _KEY_ERRORS[status]
        yield Step("delete", "wrong key", name, item, refused, status, key="a-wrong-key")
        yield Step("delete", "delete", name, item, "deleted", 200)
        yield Step("delete", "delete again", name, item, "NotFoundError", 404)


def _watch(
    server: EmbeddedServer, play: Callable[[Step, str, str], str], step: Step
) -> tuple[str, tuple[Received, ...]]:
    """Make one call, and return what the client said and what the server recorded of it."""
    before = len(server.requests)
    key = step.key or server.key(step.provider)
    answer = play(step, key, server.base_url(step.provider))
    return answer, server.requests[before:]


def _play(step: Step, key: str, base_url: str) -> str:
    with finetunes.Client(step.provider, api_key=key, base_url=base_url) as client:
        try:
            result = getattr(client, step.operation)(step.id)
        except finetunes.FinetunesError as error:
            return type(error).__name__
    return str(result.outcome)


def _aplay(step: Step, key: str, base_url: str) -> str:
    async def play() -> Any:
        async with finetunes.AsyncClient(step.provider, api_key=key, base_url=base_url) as client:
            return await getattr(client, step.operation)(step.id)

    # In a thread of its own, because CPython 3.11 does not tell a tracer of exceptions thrown
    # into a coroutine, as asyncio does to cancel: coverage and debuggers lose their place.
    with ThreadPoolExecutor(max_workers=1) as thread:
        try:
            result = thread.submit(asyncio.run, play()).result()
        except finetunes.FinetunesError as error:
            return type(error).__name__
    return str(result.outcome)
