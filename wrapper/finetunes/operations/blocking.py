"""The operations of `Client`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from ..exchange.auth import Sealed
from ..exchange.flow import run
from ..settings import LONGEST_TIMEOUT
from .common import LONGEST_WAIT, A_co, Operations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike

    from ..adapters import protocols as has
    from ..exchange.transport import Channel
    from ..models import FineTune, Result
    from ..records import Download, UploadedFile
    from .common import Progress
    from .listing import Listing, Pager

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class BlockingOperations(Operations[A_co]):
    """One method per operation; each returns when it is done."""

    _channel: Channel

    def _list(self, timeout: float | None, pager: Pager[T]) -> Listing[T]:
        from .listing import Listing

        return Listing(pager, self._channel, partial(self._deadline, timeout))

    def create(
        self: BlockingOperations[has.Creates[P, R]], *args: P.args, **kwargs: P.kwargs
    ) -> FineTune[R]:
        """Create a fine-tune.

        Args:
            *args: None; a body has names only.
            **kwargs: The fields of the provider's own request body: those of the TypedDict in
                ``finetunes_openapi.<provider>.bodies``. ``finetunes spec show create --provider
                <provider>`` says what each means.

        Returns:
            The fine-tune as the provider answered; usually it is still queued.

        Raises:
            UnsupportedOperationError: The provider cannot create fine-tunes.
            InvalidRequestError: A name is missing or unknown, or a value is no JSON.
            OutcomeUnknownError: The request was sent, and whether it created a job is not known;
                it is never sent again by itself.
            APIStatusError: The provider refused.
            APIConnectionError: No connection could be made.
        """
        body: Any = kwargs
        sealed = Sealed(body)  # empties kwargs, which a traceback could print
        flow = self._creation(args, sealed)
        return run(flow, self._channel, self._deadline(None))

    def retrieve(
        self: BlockingOperations[has.Retrieves[R]], id: str, *, timeout: float | None = None
    ) -> FineTune[R]:
        """Read one fine-tune.

        Args:
            id: The provider's id of it.
            timeout: Seconds this call may take in all.

        Returns:
            The fine-tune, as far as it can be read.

        Raises:
            InvalidIDError: The id cannot be sent.
            NotFoundError: The provider does not know the id.
            APIStatusError: The provider refused.
            APIConnectionError: No reply arrived.
            UndecodableResponseError: The reply is not the provider's answer.
        """
        return run(self._flow("retrieve", id), self._channel, self._deadline(timeout))

    def list(
        self: BlockingOperations[has.Lists[R]], *, timeout: float | None = None
    ) -> Iterator[FineTune[R]]:
        """List all fine-tunes, page by page.

        Args:
            timeout: Seconds each page may take.

        Returns:
            An iterator in the provider's order. An item that does not decode comes with what
            could be read of it, and `undecoded`.

        Raises:
            UnsupportedOperationError: The provider cannot list.
            IncompleteListingError: While iterating: the listing goes round in circles, or
                on for ever.
            FinetunesError: While iterating: as for `retrieve`.
        """
        return self._list(timeout, self._pager("list"))

    def list_events(
        self: BlockingOperations[has.ListsEvents[R]], id: str, *, timeout: float | None = None
    ) -> Iterator[R]:
        """List what happened to a fine-tune, in the provider's order; see `list`."""
        return self._list(timeout, self._pager("list_events", id))

    def list_checkpoints(
        self: BlockingOperations[has.ListsCheckpoints[R]], id: str, *, timeout: float | None = None
    ) -> Iterator[R]:
        """List the states of the weights that the provider kept; see `list`."""
        return self._list(timeout, self._pager("list_checkpoints", id))

    def list_metrics(
        self: BlockingOperations[has.ListsMetrics[R]], id: str, *, timeout: float | None = None
    ) -> Iterator[R]:
        """List what was measured while training, in the provider's order; see `list`."""
        return self._list(timeout, self._pager("list_metrics", id))

    def wait(
        self: BlockingOperations[has.Waits[R]],
        id: str,
        *,
        timeout: float | None = None,
        progress: Callable[[FineTune[Any]], None] | None = None,
    ) -> FineTune[R]:
        """Wait until a job has ended, looking at growing intervals of 2 to 30 seconds.

        Args:
            id: The provider's id of the job.
            timeout: Seconds to wait in all; None waits for as long as it takes.
            progress: Called with each state that was read.

        Returns:
            The fine-tune as it ended, whether or not it succeeded: see its `status`.

        Raises:
            WaitTimeoutError: The time ran out; the job goes on, and `last_seen` is its state.
            JobRestartedError: The platform restarted the job under another id.
            FinetunesError: As for `retrieve`, where asking again is no use, or after 20
                failures in a row.
        """
        flow = self._flow("wait", id, progress, self._timeout)
        return run(
            flow, self._channel, self._deadline(LONGEST_TIMEOUT if timeout is None else timeout)
        )

    def cancel(
        self: BlockingOperations[has.Cancels[R]],
        id: str,
        *,
        wait: bool = False,
        timeout: float | None = None,
    ) -> Result[R]:
        """Ask the provider to stop a job; steps that are done stay billed.

        Args:
            id: The provider's id of the job.
            wait: Whether to wait until the job has really stopped; the result then has the
                fine-tune with its price, and the last checkpoint.
            timeout: Seconds this call may take in all; 600 when it waits.

        Returns:
            What came of it: usually `Outcome.CANCELLING`, because jobs stop a while later.
            Where an answer is lost, the state is read back; `changed` is None where nobody
            can know whether this call did it.

        Raises:
            UnsupportedOperationError: The provider cannot cancel.
            InvalidIDError: The id cannot be sent.
            OutcomeUnknownError: The request was sent, and reading back does not tell what it did.
            PolicyError: A guard rail forbids it; nothing was changed.
            JobRestartedError: It waited, and the job goes on under another id.
            APIStatusError: The provider refused.
            APIConnectionError: No connection could be made.
        """
        flow = self._cancellation(id, wait=wait)
        patience = LONGEST_WAIT if wait and timeout is None else timeout
        return run(flow, self._channel, self._deadline(patience))

    def delete(
        self: BlockingOperations[has.Deletes[R]],
        id: str,
        *,
        missing_ok: bool = False,
        timeout: float | None = None,
    ) -> Result[R]:
        """Delete a fine-tune for good.

        Args:
            id: The provider's id of the fine-tune.
            missing_ok: Whether an id that the provider does not know is a success
                (`Outcome.ALREADY_GONE`) and not a `NotFoundError`.
            timeout: Seconds this call may take in all.

        Returns:
            What came of it: `Outcome.DELETED`. Where the answer is lost, the state is read
            back; `changed` is None where nobody can know whether this call did it.

        Raises:
            InvalidIDError: The id cannot be sent.
            NotFoundError: The provider does not know the id.
            OutcomeUnknownError: The request was sent, and reading back does not tell what it did.
            PolicyError: A guard rail forbids it; nothing was changed.
            APIStatusError: The provider refused.
            APIConnectionError: No connection could be made.
        """
        flow = self._deletion(id, missing_ok=missing_ok)
        return run(flow, self._channel, self._deadline(timeout))

    def download(
        self: BlockingOperations[has.Downloads],
        id: str,
        path: str | PathLike[str],
        *,
        step: int | None = None,
        checkpoint: str | None = None,
        overwrite: bool = False,
        progress: Progress | None = None,
        timeout: float | None = None,
    ) -> Download:
        """Download the weights of a fine-tune, or go on with a download that broke off.

        Args:
            id: The provider's id of the fine-tune.
            path: The file to write, or a folder to put it in.
            step: The training step of a checkpoint; by default the end of the training.
            checkpoint: Which form of the weights, in the provider's word; by default the one
                that runs by itself.
            overwrite: Whether a file that is there already is replaced.
            progress: Called with the bytes that are there, and all bytes or None.
            timeout: Seconds without a single byte; the whole may take as long as it takes.

        Returns:
            The file: whole, or it would not have its name.

        Raises:
            UnsupportedOperationError: The provider hands out no weights.
            InvalidFileError: The file cannot be written; nothing was sent.
            TransferError: It broke off; the same call goes on where it ended.
            FinetunesError: As for `retrieve`.
        """
        options = {"step": step, "checkpoint": checkpoint, "overwrite": overwrite}
        flow = self._download(id, Path(path), {**options, "progress": progress})
        return run(flow, self._channel, self._deadline(timeout))

    def upload(
        self: BlockingOperations[has.Uploads[R]],
        path: str | PathLike[str],
        *,
        purpose: str = "fine-tune",
        progress: Progress | None = None,
        timeout: float | None = None,
    ) -> UploadedFile[R]:
        """Upload a file to train on; a file of JSON lines is checked first.

        Each line must be one JSON object; what stands in it is for the provider to judge.

        Args:
            path: The file.
            purpose: What for, in the provider's word.
            progress: Called with the bytes that are sent, and all bytes.
            timeout: Seconds without a single byte; the whole may take as long as it takes.

        Returns:
            The file at the provider; `existed` where it had the same bytes already.

        Raises:
            UnsupportedOperationError: The provider takes no files here.
            InvalidFileError: The file cannot be read, or a line is wrong; nothing was sent.
            TransferError: It broke off.
            FinetunesError: As for `retrieve`.
        """
        flow = self._upload(Path(path), purpose, progress)
        return run(flow, self._channel, self._deadline(timeout))
