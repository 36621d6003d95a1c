"""What an adapter may have, one protocol per operation of the common interface.

A client's methods are typed by these: a type checker offers an operation only where the
provider's adapter has it, with the types that the adapter returns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

from ..models import Checkpoint
from ..records import Event, MetricPoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..exchange.flow import Flow
    from ..models import FineTune, Result
    from ..records import UploadedFile
    from ..transfers.upload import Handshake, Uploaded
    from .base import File
    from .reading import Page

P = ParamSpec("P")
T_co = TypeVar("T_co", covariant=True)


class Cancels(Protocol[T_co]):
    """An adapter whose provider can cancel a job."""

    def cancel(self, id: str) -> Flow[Result[T_co]]:
        """Ask the provider to stop a job."""
        ...


class Creates(Protocol[P, T_co]):
    """An adapter whose provider can create a fine-tune."""

    def create(self, *args: P.args, **kwargs: P.kwargs) -> Flow[FineTune[T_co]]:
        """Create a fine-tune; the arguments are the provider's request body."""
        ...


class Deletes(Protocol[T_co]):
    """An adapter whose provider can delete a fine-tune."""

    def delete(self, id: str) -> Flow[Result[T_co]]:
        """Delete a fine-tune for good."""
        ...


class Downloads(Protocol):
    """An adapter whose provider hands out weights."""

    def download(self, id: str, step: int | None, checkpoint: str | None) -> Flow[File]:
        """Say which request fetches the file."""
        ...


class Generates(Protocol[T_co]):
    """An adapter that makes its provider's generated client."""

    def generated(self) -> T_co:
        """Make the generated client; the wrapper gives it transport and key."""
        ...


class Lists(Protocol[T_co]):
    """An adapter whose provider can list fine-tunes."""

    def list(self, token: str | None) -> Flow[Page[FineTune[T_co]]]:
        """Read one page."""
        ...


class ListsCheckpoints(Protocol[T_co]):
    """An adapter whose provider can list the checkpoints of a fine-tune."""

    def list_checkpoints(self, id: str, token: str | None) -> Flow[Page[T_co]]:
        """Read one page."""
        ...


class ListsEvents(Protocol[T_co]):
    """An adapter whose provider can list the events of a fine-tune."""

    def list_events(self, id: str, token: str | None) -> Flow[Page[T_co]]:
        """Read one page."""
        ...


class ListsMetrics(Protocol[T_co]):
    """An adapter whose provider can list what was measured while training."""

    def list_metrics(self, id: str, token: str | None) -> Flow[Page[T_co]]:
        """Read one page."""
        ...


class Retrieves(Protocol[T_co]):
    """An adapter whose provider can be asked about one fine-tune."""

    def retrieve(self, id: str) -> Flow[FineTune[T_co]]:
        """Read one fine-tune."""
        ...


class Uploads(Protocol[T_co]):
    """An adapter whose provider takes files to train on."""

    def upload(self, purpose: str) -> Handshake:
        """Say which requests upload a file."""
        ...

    def uploaded(self, file: Uploaded) -> UploadedFile[T_co]:
        """Say what the provider made of it."""
        ...


class Waits(Protocol[T_co]):
    """An adapter whose provider has jobs that end."""

    def wait(
        self, id: str, progress: Callable[[FineTune[Any]], None] | None, within: float
    ) -> Flow[FineTune[T_co]]:
        """Ask again until the job has ended."""
        ...


class AnyProvider(
    Cancels[Any], Creates[..., Any], Deletes[Any], Downloads, Generates[Any], Lists[Any],
    ListsCheckpoints[Checkpoint[Any]], ListsEvents[Event[Any]],
    ListsMetrics[MetricPoint[Any]], Retrieves[Any], Uploads[Any], Waits[Any], Protocol,
):  # fmt: skip
    """What a client is typed by where only its run-time name says which provider it is."""
