"""``demo``: the whole life of a fine-tune at every provider, on loopback, checked on both sides."""

from __future__ import annotations

import asyncio
import re
import tempfile
import warnings
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import finetunes
from finetunes.testing import EmbeddedServer

from . import terminal
from .exits import ExitCode

if TYPE_CHECKING:
    from finetunes.testing import Received

_SPEED = 300  # a job takes about a second
_CANCEL_SECONDS = 60 * _SPEED  # a cancel never takes effect while the demo looks
_LONGEST = 20.0  # seconds to wait for a job
_NOT_OFFERED = "not offered"
_KEY_ERRORS = {401: "AuthenticationError", 403: "PermissionDeniedError"}
_LISTED = "[1-9][0-9]* listed"
_UPLOAD = "302, 200, 200"


@dataclass(frozen=True, slots=True)
class Step:
    """One call, with what must come of it where the provider offers it."""

    operation: str
    act: Callable[[Any], Any]
    """Makes the call, on either client."""
    expected: str
    """A pattern of the answer."""
    seen: str = "[A-Z]+ 200"
    """A pattern of what the server must record."""
    id: str | None = None
    """The item that the server must record."""
    key: str | None = None
    """The API key; the right one where None."""
    remark: str = ""
    """What is special about it, in a word or two."""


Story: TypeAlias = Generator[Step, Any, None]
Perform: TypeAlias = Callable[[str, str, str, Callable[[Any], Any]], Any]
"""Makes a call through one of the clients: provider, key, base URL, call."""


@dataclass(frozen=True, slots=True)
class Done:
    """One call that was made, with what the client said and what the server recorded."""

    kind: str
    provider: str
    step: Step
    answer: str
    recorded: tuple[Received, ...]

    @property
    def tried(self) -> str:
        """What was tried, in words."""
        return f"{self.provider}: {self.step.remark or self.step.operation}"

    @property
    def seen(self) -> str:
        """What the server recorded, each kind of request once."""
        kinds = dict.fromkeys((request.method, request.status) for request in self.recorded)
        if len(kinds) == 1:
            return "{} {}".format(*kinds.popitem()[0])
        return ", ".join(str(status) for _, status in kinds) or "nothing"

    @property
    def as_expected(self) -> bool:
        """Whether client and server both say what they must."""
        step, offered = self.step, finetunes.providers()[self.provider].operations
        if step.operation not in offered:
            return (self.answer, self.seen) == (_NOT_OFFERED, "nothing")
        items = {request.item for request in self.recorded}
        # Uploads go through a second address, which is nobody's: no key may come there.
        elsewhere = [request for request in self.recorded if request.provider is None]
        return (
            re.fullmatch(step.expected, self.answer) is not None
            and re.fullmatch(step.seen, self.seen) is not None
            and (step.id is None or items == {step.id})
            and not any(request.key_sent for request in elsewhere)
        )

    def row(self) -> tuple[str, ...]:
        """Return the call as a line of the table."""
        right = "ok" if self.as_expected else f"NO, expected {self.step.expected}"
        return (self.tried, self.answer, self.seen, right)


def run(server: EmbeddedServer | None = None) -> ExitCode:
    """Play every story through both clients, print the table, and compare with the server.

    Neither the environment nor anything outside loopback is used.

    Args:
        server: The server to talk to, not started yet; by default a new, fast one.

    Returns:
        0 if everything was as it must be, else 1.
    """
    with (
        server or EmbeddedServer(speed=_SPEED, cancel_seconds=_CANCEL_SECONDS) as running,
        tempfile.TemporaryDirectory() as folder,
        warnings.catch_warnings(),
    ):
        # A retired service is played like the others.
        warnings.simplefilter("ignore", finetunes.ProviderRetiredWarning)
        stages = [_Stage(running, name, Path(folder)) for name in running.services]
        calls: list[Done] = []
        for kind, perform in (("sync", _perform), ("async", _aperform)):
            with ThreadPoolExecutor() as pool:
                for told in pool.map(_Stage.play, stages, repeat(kind), repeat(perform)):
                    calls += told
        others_are_there = all(stage.kept_all() for stage in stages)
    terminal.print_table(("", "tried", "answer", "server saw", ""), _rows(calls))
    wrong = sum(not done.as_expected for done in calls)
    found = f"{wrong} NOT as they must be" if wrong else "all as they must be"
    others = "are all there" if others_are_there else "ARE MISSING"
    terminal.print_text(
        f"{len(calls)} calls to imitations of the providers on this machine, {found}.\n"
        "Refusals belong to it: a wrong key, a second delete, what is not offered.\n"
        f"Fine-tunes that were not to be deleted {others}."
    )
    return ExitCode.OTHER if wrong or not others_are_there else ExitCode.OK


class _Stage:
    """One provider's part of the server, and the fine-tunes that nobody may touch there."""

    def __init__(self, server: EmbeddedServer, name: str, folder: Path) -> None:
        self._server = server
        self._service = server.services[name]
        self._name = name
        self._folder = folder
        self._kept = {self._service.add()}

    def kept_all(self) -> bool:
        """Say whether exactly those fine-tunes are there that must be."""
        return set(self._service.ids()) == self._kept

    def play(self, kind: str, perform: Perform) -> list[Done]:
        """Tell the story to one of the clients; it breaks off where something is wrong."""
        calls: list[Done] = []
        story = self._story(kind)
        result: Any = None
        while True:
            try:
                step = story.send(result)
            except StopIteration:
                return calls
            before = len(self._server.received)
            key = step.key or self._server.key(self._name)
            try:
                result = perform(self._name, key, self._server.base_url(self._name), step.act)
                answer = _words(result)
            except finetunes.UnsupportedOperationError:
                result, answer = None, _NOT_OFFERED
            except finetunes.FinetunesError as error:
                result, answer = None, type(error).__name__
            calls.append(Done(kind, self._name, step, answer, self._recorded(before)))
            if not calls[-1].as_expected:
                return calls

    def _recorded(self, before: int) -> tuple[Received, ...]:
        """Return what the server has received of this provider since; others are at it as well."""
        requests = self._server.received[before:]
        items = {request.item for request in requests if request.provider == self._name}
        return tuple(
            request
            for request in requests
            if request.provider == self._name
            or (request.provider is None and request.item in items)
        )

    def _story(self, kind: str) -> Story:
        """Say what to do with a fine-tune, from the training file to its end."""
        file = self._folder / f"{self._name}-{kind}.jsonl"
        file.write_text(f'{{"text": "{kind}"}}\n', encoding="utf-8")
        yield Step("upload", lambda client: client.upload(file), "uploaded", _UPLOAD)
        body = self._service.example()
        made = yield Step("create", lambda client: client.create(**body), "queued")
        id = made.id if made else self._service.add()
        count = len(self._service.ids())
        yield Step("list", lambda client: client.list(), f"{count} listed")
        yield Step("wait", lambda client: client.wait(id, timeout=_LONGEST), "succeeded", id=id)
        yield Step("retrieve", lambda client: client.retrieve(id), "succeeded", id=id)
        yield Step("list_events", lambda client: client.list_events(id), _LISTED, id=id)
        yield Step("list_checkpoints", lambda client: client.list_checkpoints(id), _LISTED, id=id)
        yield Step("list_metrics", lambda client: client.list_metrics(id), _LISTED, id=id)
        yield Step(
            "download", lambda client: client.download(id, self._folder), "[0-9,]+ bytes", id=id
        )
        other = self._service.add()
        self._kept.add(other)
        yield Step("cancel", lambda client: client.cancel(other), "cancelling", id=other)
        status, _ = self._service.key_refusal
        yield Step(
            "delete",
            lambda client: client.delete(id),
            _KEY_ERRORS[status],
            f"[A-Z]+ {status}",
            key="a-wrong-key",
            remark="wrong key",
        )
        yield Step("delete", lambda client: client.delete(id), "deleted", id=id)
        yield Step(
            "delete",
            lambda client: client.delete(id),
            "NotFoundError",
            "[A-Z]+ 404",
            id=id,
            remark="delete again",
        )


def _words(result: Any) -> str:
    """Say in a word or two what a call came to."""
    match result:
        case [*items]:
            return f"{len(items)} listed"
        case finetunes.FineTune():
            return str(result.status)
        case finetunes.Download():
            return f"{result.size:,} bytes"
        case finetunes.UploadedFile():
            return "there already" if result.existed else "uploaded"
        case _:
            return str(result.outcome)


def _rows(calls: list[Done]) -> list[tuple[str, ...]]:
    """Return the lines of the table; what both clients say alike takes one."""
    alike: dict[tuple[str, ...], list[Done]] = {}
    for done in calls:
        alike.setdefault(done.row(), []).append(done)
    return [("both" if len(told) > 1 else told[0].kind, *row) for row, told in alike.items()]


def _perform(name: str, key: str, base_url: str, act: Callable[[Any], Any]) -> Any:
    with finetunes.Client(name, api_key=key, base_url=base_url) as client:
        result = act(client)
        return list(result) if hasattr(result, "__next__") else result


def _aperform(name: str, key: str, base_url: str, act: Callable[[Any], Any]) -> Any:
    async def perform() -> Any:
        async with finetunes.AsyncClient(name, api_key=key, base_url=base_url) as client:
            result = act(client)
            if hasattr(result, "__anext__"):
                return [item async for item in result]
            return await result

    # In a thread of its own, because CPython 3.11 does not tell a tracer of exceptions thrown
    # into a coroutine, as asyncio does to cancel: coverage and debuggers lose their place.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, perform()).result()
