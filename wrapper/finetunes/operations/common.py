"""Both clients without their calls: what they are made of, and which flow an operation is."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeAlias, TypeVar

import httpx

from ..calls import Call
from ..errors import ProviderRetiredWarning, UnsupportedOperationError
from ..exchange.deadline import Deadline
from ..exchange.flow import Send
from ..settings import check_flag, check_timeout
from .destructive import cancel, delete

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..adapters.base import File
    from ..exchange.auth import Sealed
    from ..exchange.flow import Flow
    from ..exchange.transport import AsyncChannel, Channel
    from ..models import Result
    from ..policy import Policy
    from ..records import Download
    from ..settings import Settings
    from .listing import Pager

Progress: TypeAlias = "Callable[[int, int | None], None]"
LONGEST_WAIT = 600.0
"""Seconds that a cancel waits for the job to stop, unless told otherwise."""

A_co = TypeVar("A_co", covariant=True)


class Operations(Generic[A_co]):
    """What does not care whether calls block."""

    def __init__(self, settings: Settings) -> None:
        self._adapter = settings.adapter
        self._timeout = settings.timeout
        self._keys = settings.keys
        self._warned = False

    def __repr__(self) -> str:
        # The traceback of a constructor that failed may print a client that has nothing yet.
        made = hasattr(self, "_adapter")
        words = f"{self.provider} {self.base_url}" if made else "(not made)"
        return f"<finetunes.{type(self).__name__} {words}>"

    def __reduce__(self) -> NoReturn:
        words = "is not pickled or copied: it holds a key and open connections; make another"
        raise TypeError(f"a finetunes.{type(self).__name__} {words}, from the same arguments")

    @property
    def provider(self) -> str:
        """The provider's name."""
        return str(self._adapter.name)

    @property
    def base_url(self) -> str:
        """The address requests go to."""
        return str(self._adapter.address)

    def key_mark(self, about: str) -> str | None:
        """Return what tells whether another client has the same key, and nothing else of it.

        Args:
            about: What the mark is for; for something else the same key has another mark.

        Returns:
            Eight characters, 32 bits of a hash; None where a callable gives the key.
        """
        return self._keys.mark(about)

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The guard rails in force: those of the file, then those of the argument."""
        return tuple(self._adapter.policies)

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that the provider's API has."""
        return tuple(self._adapter.describe().operations)

    def supports(self, operation: str) -> bool:
        """Say whether the provider's API has an operation, for example ``"cancel"``."""
        return operation in self.operations

    def _method(self, operation: str) -> Callable[..., Any]:
        """Return the adapter's method, or say that there is none; warn of what is retired."""
        method: Callable[..., Any] | None = getattr(self._adapter, operation, None)
        ended = self._adapter.retirement(operation)
        if method is None:
            gone = ended is not None and ended.operation == operation
            why = f" ({ended.state} on {ended.date})" if ended and gone else ""
            raise UnsupportedOperationError(
                f"{self.provider}: the provider's API has no {operation}{why}, only "
                f"{', '.join(self.operations)}; nothing was sent",
                provider=self.provider,
                operation=operation,
            )
        if ended is not None and not self._warned:
            self._warned = True
            words = (
                f"{self.provider}: {operation} is {ended.state} since {ended.date}: {ended.note}"
            )
            warnings.warn(words, ProviderRetiredWarning, stacklevel=4)
        return method

    def _flow(self, operation: str, id: object, *more: Any) -> Flow[Any]:
        method = self._method(operation)
        flow: Flow[Any] = method(self._adapter.check_id(id), *more)
        return flow

    def _deletion(self, id: object, *, missing_ok: bool) -> Flow[Result[Any]]:
        check_flag("missing_ok", missing_ok)
        method = self._method("delete")
        call = Call(self._adapter, "delete", self._adapter.check_id(id))
        return delete(call, method(call.id), self._adapter, missing_ok=missing_ok)

    def _cancellation(self, id: object, *, wait: bool) -> Flow[Result[Any]]:
        check_flag("wait", wait)
        method = self._method("cancel")
        call = Call(self._adapter, "cancel", self._adapter.check_id(id))
        return cancel(call, method(call.id), self._adapter, self._timeout if wait else None)

    def _creation(self, args: tuple[Any, ...], body: Sealed) -> Flow[Any]:
        flow: Flow[Any] = self._method("create")(*args, **body.open())
        return flow

    def _pager(self, operation: str, *ids: object) -> Pager[Any]:
        from .listing import Pager

        method = self._method(operation)
        checked = [self._adapter.check_id(id) for id in ids]
        return Pager(lambda token: method(*checked, token), self._adapter, operation)

    def _download(self, id: object, path: Path, options: dict[str, Any]) -> Flow[Download]:
        """Fetch the file that the adapter names; `options` are those of the method."""
        from ..transfers.download import download, target_in

        check_flag("overwrite", options["overwrite"])
        method = self._method("download")
        checked = self._adapter.check_id(id)
        call = Call(self._adapter, "download", checked, destructive=False)

        def flow() -> Flow[Download]:
            place = target_in(call, path)
            found: Flow[File] = method(checked, options.pop("step"), options.pop("checkpoint"))
            file = yield from found
            own, target = self._adapter.address, place(file.name)
            return (yield from download(call, file.send, target, own=own, **options))

        return flow()

    def _upload(self, path: Path, purpose: str, progress: Progress | None) -> Flow[Any]:
        from ..transfers.upload import upload

        handshake = self._method("upload")(purpose)
        call = Call(self._adapter, "upload", destructive=False)

        def flow() -> Flow[Any]:
            yield from self._adapter.guard(call, Send("POST", ""))  # its requests are repeatable
            own = self._adapter.address
            file = yield from upload(call, path, handshake, own=own, progress=progress)
            return self._adapter.uploaded(file)

        return flow()

    def _deadline(self, timeout: float | None) -> Deadline:
        return Deadline.after(self._timeout if timeout is None else check_timeout(timeout))

    def _generated(self, channel: Channel | AsyncChannel) -> Any:
        from ..bridge import Bridge

        made = self._method("generated")()
        bridge = Bridge(self._adapter, channel, self._timeout)
        made.set_httpx_client(httpx.Client(transport=bridge, base_url=self.base_url))
        made.set_async_httpx_client(httpx.AsyncClient(transport=bridge, base_url=self.base_url))
        return made
