"""Flows of transfers on real channels: blocking, asyncio and trio."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import anyio
import pytest
from finetunes.calls import Call
from finetunes.errors import BY_STATUS, APIStatusError
from finetunes.exchange.addresses import Address, check_base_url
from finetunes.exchange.auth import APIKey, KeySource
from finetunes.exchange.deadline import Deadline
from finetunes.exchange.flow import Flow, Send, arun, run
from finetunes.exchange.transport import AsyncChannel, Channel, Route
from finetunes.transfers.download import download
from finetunes.transfers.upload import Handshake, Uploaded, upload

from ..core import canary
from ..core.conftest import pauses, wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from finetunes.exchange.replies import Reply
    from finetunes.records import Download

T = TypeVar("T")
KEY = canary.CANARY
FILE = Send("GET", "/files/1", {"part": "all"})

__all__ = ["pauses", "wire"]


class Maker:
    """A provider that takes and gives files."""

    name = "maker"
    regions: ClassVar[Mapping[str, str]] = {}

    def __init__(self, max_retries: int) -> None:
        self.max_retries = max_retries

    def hint(self, kind: type[Exception], id: str | None) -> str | None:
        if not issubclass(kind, APIStatusError):
            return "check the network"
        return "check the key" if kind is BY_STATUS[403] else None

    def error_class(self, status_code: int, message: str) -> type[APIStatusError]:
        return BY_STATUS.get(status_code, APIStatusError)

    def is_own_error(self, body: Any) -> bool:
        return True

    def guard(self, call: Call, send: Send) -> Flow[None]:
        yield from ()


def _client(url: str) -> tuple[Address, Route, KeySource]:
    own = check_base_url(url, provider="maker")
    keys = KeySource(APIKey(KEY), provider="maker", variables=())
    return own, Route("maker", own, "authorization", "Bearer "), keys


async def adownload(url: str, target: Path, *, progress: Any = None) -> Download:
    """Download a file within an event loop that is running."""
    own, route, keys = _client(url)
    call = Call(Maker(2), "download", "ft-1", destructive=False)
    channel = AsyncChannel(route, keys, None)
    try:
        flow = download(call, FILE, target, own=own, progress=progress)
        return await arun(flow, channel, Deadline.after(60.0))
    finally:
        await channel.aclose()


class Runner:
    """Runs flows the way a client of one colour does."""

    def __init__(self, colour: str) -> None:
        self.colour = colour

    def run(
        self,
        make: Callable[[Call, Address], Flow[T]],
        url: str,
        *,
        operation: str = "download",
        max_retries: int = 2,
        timeout: float = 60.0,
        transport: Any = None,
    ) -> T:
        """Run a flow to its end against a server."""
        own, route, keys = _client(url)
        id = "ft-1" if operation == "download" else None
        call = Call(Maker(max_retries), operation, id, destructive=False)
        if self.colour == "sync":
            channel = Channel(route, keys, transport)
            try:
                return run(make(call, own), channel, Deadline.after(timeout))
            finally:
                channel.close()

        async def main() -> T:
            channel = AsyncChannel(route, keys, transport)
            try:
                return await arun(make(call, own), channel, Deadline.after(timeout))
            finally:
                await channel.aclose()

        result: T = anyio.run(main, backend=self.colour)
        return result

    def download(
        self,
        url: str,
        target: Path,
        *,
        send: Send = FILE,
        overwrite: bool = False,
        progress: Any = None,
        **options: Any,
    ) -> Download:
        """Download a file."""

        def make(call: Call, own: Address) -> Flow[Download]:
            return download(call, send, target, own=own, progress=progress, overwrite=overwrite)

        return self.run(make, url, **options)

    def upload(
        self, url: str, path: Path, *, largest: int = 10**9, progress: Any = None, **options: Any
    ) -> Uploaded:
        """Upload a file the way `HANDSHAKE` says."""

        def make(call: Call, own: Address) -> Flow[Uploaded]:
            handshake = HANDSHAKE._replace(largest=largest)
            return upload(call, path, handshake, own=own, progress=progress)

        return self.run(make, url, operation="upload", **options)


def _start(name: str, size: int, checksum: str) -> Send:
    return Send("POST", "/files", json=[name, size, checksum])


def _finish(id: str) -> Send:
    return Send("POST", f"/files/{id}/process")


def _retrieve(id: str) -> Send:
    return Send("GET", f"/files/{id}")


def _file_id(reply: Reply) -> str | None:
    return reply.header("x-file-id")


HANDSHAKE = Handshake(_start, _file_id, _finish, _retrieve, largest=10**9)


class Seen(list[tuple[int, int | None]]):
    """What progress was told, in order."""

    def __call__(self, done: int, total: int | None) -> None:
        self.append((done, total))


@pytest.fixture(autouse=True)
def own_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search for the key leaves out the frames of these tests, which hold it."""
    monkeypatch.setattr(canary, "TESTS", str(Path(__file__).parents[1]))


@pytest.fixture(params=["sync", "asyncio", "trio"])
def runner(request: pytest.FixtureRequest) -> Runner:
    """A test that uses this runs three times, and states its fact for all three."""
    return Runner(request.param)


@pytest.fixture
def blocking() -> Runner:
    """A test uses this where the fact has nothing to do with how calls are made."""
    return Runner("sync")
