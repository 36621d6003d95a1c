"""The audit log: what was about to be done, and what came of it, for every destructive call.

One JSON object per line, in a file that only ever grows. The line of intent is on the disk
before the request may leave, the line of outcome follows the answer. A crash between the two
leaves an intent alone, and that is what is then known: it may or may not have happened.
"""

from __future__ import annotations

import getpass
import os
import warnings
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from uuid import uuid4

from attrs import frozen

from finetunes import FinetunesError, OutcomeUnknownError, Reference, Result, __version__

from .jsonlines import JSONLines
from .snapshots import snapshot as taken
from .state import VARIABLE, make_private, state_folder
from .trail import FAILED, SCHEMA, UNKNOWN, AuditTrail, read

if TYPE_CHECKING:
    from collections.abc import Generator
    from os import PathLike

    from finetunes import Client

R = TypeVar("R", bound=Result[Any])
_LONGEST_TEXT = 1000
_ADVICE = f"make room there, or name another folder in {VARIABLE}"


class AuditError(FinetunesError):
    """The audit log cannot be written or read; the message says whether anything was sent."""


class AuditWarning(UserWarning):
    """A call was made, and what came of it could not be noted; the message says what came."""


@frozen(kw_only=True)
class Intent:
    """A destructive call that has been noted, and whose outcome is to follow."""

    id: str
    """Binds the two lines together."""
    operation: str
    """``"cancel"`` or ``"delete"``."""
    ref: str
    """The reference, ``provider:id``."""
    base_url: str | None
    """The address it is sent to."""


class Done(Protocol):
    """Takes what a call came to, and returns it."""

    def __call__(self, result: R, /) -> R:
        """Take the result."""
        ...


class AuditLog:
    """An audit log that any number of processes and threads may write to at once.

    The file is opened and locked for each line, so it may be moved away at any time. Where the
    platform has no lock (Windows), two writers at the same moment are the caller's care.

    Args:
        path: The file; by default ``audit.jsonl`` in `state_folder`. It and its folder are
            made with the first line, for this user alone.

    Raises:
        ConfigurationError: No path was given, and there is no folder for state.
    """

    def __init__(self, path: str | PathLike[str] | None = None) -> None:
        self.path = state_folder() / "audit.jsonl" if path is None else Path(path).absolute()

    def check(self) -> None:
        """Make sure that the log can be written to, and write nothing.

        Raises:
            AuditError: It cannot.
        """
        try:
            with self._open():
                pass
        except OSError as error:
            raise AuditError(f"{self._trouble(error)}; nothing was sent; {_ADVICE}") from None

    def intent(
        self, operation: str, ref: str, *, base_url: str | None = None, snapshot: Any = None
    ) -> Intent:
        """Note that a request is about to be sent; returns when that is on the disk.

        Args:
            operation: ``"cancel"`` or ``"delete"``.
            ref: The reference, ``provider:id``.
            base_url: The address it is sent to.
            snapshot: The item's JSON as it was read, such as `FineTune.body`; secrets are
                left out, and what is very large is shortened.

        Returns:
            What `outcome` takes.

        Raises:
            AuditError: It cannot be written, so the request must not be sent.
        """
        made = Intent(id=uuid4().hex, operation=operation, ref=ref, base_url=base_url)
        kept = taken(snapshot, ref.partition(":")[0])
        try:
            self._append(made, event="intent", snapshot=kept)
        except OSError as error:
            raise self._error(made, error, "nothing was sent") from None
        return made

    def outcome(self, intent: Intent, end: Result[Any] | BaseException | None) -> None:
        """Note what came of a request; returns when that is on the disk.

        Args:
            intent: What `intent` returned.
            end: What the call returned or raised; None where nobody knows.

        Raises:
            AuditError: It cannot be written; the message says what came of the request.
        """
        about = _about(end)
        try:
            self._append(intent, event="outcome", **about)
        except OSError as error:
            came = f"the call ended ({about['outcome']}), which is not noted"
            raise self._error(intent, error, came) from None

    @contextmanager
    def record(
        self, operation: str, ref: str, *, base_url: str | None = None, snapshot: Any = None
    ) -> Generator[Done]:
        """Note a call before and after it is made in the block, however it ends.

        The block hands the result to what it is given, which returns it; an exception, Ctrl-C
        too, is noted as it leaves. Around an ``await`` it is the same, with a plain ``with``.

        Args:
            operation: As for `intent`.
            ref: As for `intent`.
            base_url: As for `intent`.
            snapshot: As for `intent`.

        Raises:
            AuditError: The intent cannot be written; the block is not run. An outcome that
                cannot be written is an `AuditWarning` only, because the call was made.
        """
        intent = self.intent(operation, ref, base_url=base_url, snapshot=snapshot)
        ends: list[Result[Any]] = []

        def done(result: R) -> R:
            ends.append(result)
            return result

        try:
            yield done
        except BaseException as error:
            self._note(intent, ends[-1] if ends else error)
            raise
        self._note(intent, ends[-1] if ends else None)

    def read(self, *, since: datetime | None = None, ref: str | None = None) -> AuditTrail:
        """Read what the log holds; lines that cannot be read are counted, never in the way.

        Args:
            since: Only calls from this time on (aware); one whose time cannot be read is in.
            ref: Only calls about this reference, ``provider:id``.

        Returns:
            The calls in the order they were begun; none where there is no log.

        Raises:
            InvalidIDError: `ref` is no reference.
            ConfigurationError: It names no provider.
            AuditError: The file cannot be read.
        """
        if ref is not None:  # what is noted nowhere must not look like never deleted
            Reference.parse(ref)
        try:
            return read(self.path, since=since, ref=ref)
        except OSError as error:
            raise AuditError(
                f"the audit log {self.path} cannot be read: {error.strerror}"
            ) from None

    def _note(self, intent: Intent, end: Result[Any] | BaseException | None) -> None:
        try:
            self.outcome(intent, end)
        except AuditError as error:
            warnings.warn(str(error), AuditWarning, stacklevel=4)

    def _append(self, intent: Intent, **more: Any) -> None:
        line = {
            "schema": SCHEMA,
            "at": datetime.now(UTC).isoformat(),
            "id": intent.id,
            "pid": os.getpid(),
            "user": _user(),
            "version": __version__,
            "operation": intent.operation,
            "ref": intent.ref,
            "base_url": intent.base_url,
            **more,
        }
        with self._open() as file, file.lock(wait=True):
            file.append(line)

    def _open(self) -> JSONLines:
        make_private(self.path.parent)
        return JSONLines(self.path)

    def _trouble(self, error: OSError) -> str:
        return f"the audit log {self.path} cannot be written: {error.strerror}"

    def _error(self, intent: Intent, error: OSError, came: str) -> AuditError:
        provider, _, id = intent.ref.partition(":")
        return AuditError(
            f"{intent.ref}: {intent.operation}: {self._trouble(error)}; {came}; {_ADVICE}",
            provider=provider,
            operation=intent.operation,
            id=id,
        )


def audited(
    log: AuditLog, client: Client[Any], operation: str, id: str
) -> AbstractContextManager[Done]:
    """Read an item for the snapshot, then note a call about it as `AuditLog.record` does.

    An item that cannot be read is noted with the reason, and the call goes on: whether it may
    be made is not the log's business.

    Args:
        log: The log.
        client: The client that makes the call; with an `AsyncClient`, use `AuditLog.record`.
        operation: ``"cancel"`` or ``"delete"``.
        id: The provider's id.

    Returns:
        What `AuditLog.record` returns.
    """
    try:
        body = client.retrieve(id).body
    except FinetunesError as error:
        body = {"[not read]": str(error)[:_LONGEST_TEXT]}
    ref = f"{client.provider}:{id}"
    return log.record(operation, ref, base_url=client.base_url, snapshot=body)


def _about(end: Result[Any] | BaseException | None) -> dict[str, Any]:
    """Return what a line of outcome says of an end."""
    if isinstance(end, Result):
        return {
            "outcome": str(end.outcome),
            "changed": end.changed,
            "status": str(end.status),
            "provider_status": _short(end.provider_status),
            "request_id": _short(end.request_id),
            "message": _short(end.message),
            "error": None,
        }
    # Of what this library raises, most means that nothing was done. Not an AuditError: it comes
    # from another log around the same call. Of the rest, such as Ctrl-C, nobody knows when it came.
    unclear = isinstance(end, OutcomeUnknownError | AuditError)
    failed = isinstance(end, FinetunesError) and not unclear
    return {
        "outcome": FAILED if failed else UNKNOWN,
        "changed": False if failed else None,
        "status": None,
        "provider_status": None,
        "request_id": _short(getattr(end, "request_id", None)),
        "message": _short(str(end)) if isinstance(end, FinetunesError) else None,
        "error": type(end).__name__ if end is not None else None,
    }


def _short(text: str | None) -> str | None:
    return text and text[:_LONGEST_TEXT]


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # a container may know its user by number only
        return None
