"""The operations of `AsyncClient`; what they do stands at those of `Client`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from ..exchange.auth import Sealed
from ..exchange.flow import arun
from ..settings import LONGEST_TIMEOUT
from .common import LONGEST_WAIT, A_co, Operations

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from os import PathLike

    from ..adapters import protocols as has
    from ..exchange.transport import AsyncChannel
    from ..models import FineTune, Result
    from ..records import Download, UploadedFile
    from .common import Progress
    from .listing import AsyncListing, Pager

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class AwaitedOperations(Operations[A_co]):
    """One method per operation; each is awaited, or iterated over with ``async for``."""

    _channel: AsyncChannel

    def _list(self, timeout: float | None, pager: Pager[T]) -> AsyncListing[T]:
        from .listing import AsyncListing

        return AsyncListing(pager, self._channel, partial(self._deadline, timeout))

    async def create(
        self: AwaitedOperations[has.Creates[P, R]], *args: P.args, **kwargs: P.kwargs
    ) -> FineTune[R]:
        """Create a fine-tune; see `Client.create`."""
        body: Any = kwargs
        sealed = Sealed(body)  # empties kwargs, which a traceback could print
        flow = self._creation(args, sealed)
        return await arun(flow, self._channel, self._deadline(None))

    async def retrieve(
        self: AwaitedOperations[has.Retrieves[R]], id: str, *, timeout: float | None = None
    ) -> FineTune[R]:
        """Read one fine-tune; see `Client.retrieve`."""
        return await arun(self._flow("retrieve", id), self._channel, self._deadline(timeout))

    def list(
        self: AwaitedOperations[has.Lists[R]], *, timeout: float | None = None
    ) -> AsyncIterator[FineTune[R]]:
        """List all fine-tunes, page by page; see `Client.list`."""
        return self._list(timeout, self._pager("list"))

    def list_events(
        self: AwaitedOperations[has.ListsEvents[R]], id: str, *, timeout: float | None = None
    ) -> AsyncIterator[R]:
        """List what happened to a fine-tune; see `Client.list_events`."""
        return self._list(timeout, self._pager("list_events", id))

    def list_checkpoints(
        self: AwaitedOperations[has.ListsCheckpoints[R]], id: str, *, timeout: float | None = None
    ) -> AsyncIterator[R]:
        """List the states of the weights that the provider kept; see `Client.list_checkpoints`."""
        return self._list(timeout, self._pager("list_checkpoints", id))

    def list_metrics(
        self: AwaitedOperations[has.ListsMetrics[R]], id: str, *, timeout: float | None = None
    ) -> AsyncIterator[R]:
        """List what was measured while training; see `Client.list_metrics`."""
        return self._list(timeout, self._pager("list_metrics", id))

    async def wait(
        self: AwaitedOperations[has.Waits[R]],
        id: str,
        *,
        timeout: float | None = None,
        progress: Callable[[FineTune[Any]], None] | None = None,
    ) -> FineTune[R]:
        """Wait until a job has ended; see `Client.wait`."""
        flow = self._flow("wait", id, progress, self._timeout)
        deadline = self._deadline(LONGEST_TIMEOUT if timeout is None else timeout)
        return await arun(flow, self._channel, deadline)

    async def cancel(
        self: AwaitedOperations[has.Cancels[R]],
        id: str,
        *,
        wait: bool = False,
        timeout: float | None = None,
    ) -> Result[R]:
        """Ask the provider to stop a job; see `Client.cancel`."""
        flow = self._cancellation(id, wait=wait)
        patience = LONGEST_WAIT if wait and timeout is None else timeout
        return await arun(flow, self._channel, self._deadline(patience))

    async def delete(
        self: AwaitedOperations[has.Deletes[R]],
        id: str,
        *,
        missing_ok: bool = False,
        timeout: float | None = None,
    ) -> Result[R]:
        """Delete a fine-tune for good; see `Client.delete`."""
        flow = self._deletion(id, missing_ok=missing_ok)
        return await arun(flow, self._channel, self._deadline(timeout))

    async def download(
        self: AwaitedOperations[has.Downloads],
        id: str,
        path: str | PathLike[str],
        *,
        step: int | None = None,
        checkpoint: str | None = None,
        overwrite: bool = False,
        progress: Progress | None = None,
        timeout: float | None = None,
    ) -> Download:
        """Download the weights of a fine-tune; see `Client.download`."""
        options = {"step": step, "checkpoint": checkpoint, "overwrite": overwrite}
        flow = self._download(id, Path(path), {**options, "progress": progress})
        return await arun(flow, self._channel, self._deadline(timeout))

    async def upload(
        self: AwaitedOperations[has.Uploads[R]],
        path: str | PathLike[str],
        *,
        purpose: str = "fine-tune",
        progress: Progress | None = None,
        timeout: float | None = None,
    ) -> UploadedFile[R]:
        """Upload a file to train on; see `Client.upload`."""
        flow = self._upload(Path(path), purpose, progress)
        return await arun(flow, self._channel, self._deadline(timeout))
