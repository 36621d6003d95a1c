"""What was sent for a plan, and what came of it: beside the plan, line by line, on the disk.

An intent is on the disk before a request may leave; an end is written when its reply was
understood, and comes to the disk with the next intent. So after a crash at any moment, an item
without a line was never sent, one with an end is finished, and one with an intent alone may
or may not have been carried out.
"""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread

from .errors import PlanError, PlanRefusedError
from .jsonlines import JSONLines
from .plans import journal_path
from .strict import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Self

BEGIN, INTENT, END = "begin", "intent", "end"
_FIELDS = {BEGIN: ("pid",), INTENT: ("ref",), END: ("ref", "about")}


class Journal:
    """The journal of one plan, held by this process alone until it is closed.

    Args:
        plan: The plan's file.
        digest: The SHA-256 of that file.

    Attributes:
        last: How each item stood when this run began, by reference: what came of it, or None
            where there is an intent and no end.

    Raises:
        PlanRefusedError: Another process is applying the plan, or the journal belongs to
            another plan.
        PlanError: The journal cannot be read or written.
    """

    def __init__(self, plan: Path, digest: str) -> None:
        self.path = journal_path(plan)
        self._digest = digest
        self._written = self._synced = 0
        self._syncing: anyio.Event | None = None
        self._bringing = threading.Lock()
        self._broken: OSError | None = None
        with ExitStack() as stack:
            try:
                self._file = stack.enter_context(JSONLines(self.path))
                self._hold(stack)
                self.last = _recall(self._file, digest)
                self._append(event=BEGIN, pid=os.getpid())
                self._file.sync()
            except OSError as error:
                raise _cannot_be_written(self.path, error) from None
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # what is not on the disk is read back by the next run
            self._file.sync()
        self._stack.close()

    async def intent(self, ref: str) -> None:
        """Say that a request is about to be sent for an item; returns when that is on the disk.

        Raises:
            PlanError: It cannot be written, so the request must not be sent.
        """
        self._write(ref=ref, event=INTENT)
        self._written += 1
        mine = self._written
        while self._synced < mine:
            if self._syncing:  # it may have begun before this line was written
                await self._syncing.wait()
            else:
                await self._sync()

    async def _sync(self) -> None:
        # Whoever waits is woken at once: one after another, they would each take a turn of the
        # event loop, and a hundred of those take longer than the disk.
        done = self._syncing = anyio.Event()
        written = self._written
        try:
            await anyio.to_thread.run_sync(self._bring)
            self._synced = written
        except OSError as error:
            raise _cannot_be_written(self.path, error) from None
        finally:
            self._syncing = None
            done.set()

    def _bring(self) -> None:
        # In the thread, which asyncio's own cancellation leaves behind with nobody waiting.
        with self._bringing:
            # After a failure a second sync may succeed, and the lines are lost all the same.
            if self._broken:
                raise self._broken
            try:
                self._file.sync()
            except OSError as error:
                self._broken = error
                raise

    def end(self, ref: str, about: Mapping[str, Any]) -> None:
        """Say what came of an item; it survives this process at once, the machine a little later.

        Args:
            ref: The item's reference.
            about: What came of it, as JSON.

        Raises:
            PlanError: It cannot be written; the next run finds the intent alone.
        """
        self._write(ref=ref, event=END, about=about)

    def _write(self, **fields: Any) -> None:
        try:
            self._append(**fields)
        except OSError as error:
            raise _cannot_be_written(self.path, error) from None

    def _append(self, **fields: Any) -> None:
        at = datetime.now(UTC).isoformat()
        self._file.write({"plan": self._digest, "at": at, **fields})

    def _hold(self, stack: ExitStack) -> None:
        try:
            stack.enter_context(self._file.lock(wait=False))
        except BlockingIOError:
            begins = [line for _, line in self._file.read() if line.get("event") == BEGIN]
            who = f"process {begins[-1].get('pid')!a:.20}" if begins else "another process"
            raise PlanRefusedError(
                f"{self.path.name}: {who} is applying this plan; wait until it has ended"
            ) from None


def last(plan: Path, digest: str) -> dict[str, Place | None]:
    """Return what `Journal.last` would be now; nothing where there is no journal.

    Args:
        plan: The plan's file.
        digest: As for `Journal`.

    Raises:
        PlanRefusedError: The journal belongs to another plan.
        PlanError: The journal cannot be used.
    """
    path = journal_path(plan)
    if not path.exists():
        return {}
    try:
        with JSONLines(path) as file:
            return _recall(file, digest)
    except OSError as error:
        raise _cannot_be_written(path, error) from None


def _recall(file: JSONLines, digest: str) -> dict[str, Place | None]:
    """Read how each item stood when the last run ended; raises as `last` does."""
    found: dict[str, Place | None] = {}
    name = file.path.name
    try:
        lines = [*file.read()]
    except ValueError as error:
        words = "look at what the plan has done, and make a new one"
        raise PlanError(f"{name}: {error}; {words}") from None
    for number, line in lines:
        place = Place(line, name, f"line {number}")
        if line.get("plan") != digest:
            raise PlanRefusedError(
                f"{name}: it is the journal of another plan, or the plan was edited after it was "
                "begun; make a new plan under another name"
            )
        event = line.get("event")
        if event not in _FIELDS:
            place.refuse("it is none of this version's lines")
        fields = place.fields("plan", "at", "event", *_FIELDS[event])
        if event != BEGIN:
            found[fields["ref"].text()] = fields.get("about")
    return found


def _cannot_be_written(path: Path, error: OSError) -> PlanError:
    return PlanError(f"{path.name}: the journal cannot be written: {error.strerror}")
