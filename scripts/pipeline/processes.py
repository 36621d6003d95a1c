"""Work in processes of its own, so that what is independent is done at the same time."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import traceback
from multiprocessing import Pipe, Process
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

T = TypeVar("T")


def available() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Processes:
    """The processes that a `with` statement starts, of which none outlives it."""

    def __init__(self) -> None:
        self._streams: list[Stream[Any]] = []

    def __enter__(self) -> Processes:
        return self

    def start(self, function: Callable[..., Iterable[T]], *arguments: Any) -> Iterator[T]:
        """Begin to make what a function yields, in a process of its own.

        Args:
            function: A function of a module; where there is one processor, it is called here.
            arguments: Its arguments. They, and what it yields, can be pickled.

        Returns:
            What the function yields, to be waited for. An error of the function is raised where it
            is waited for; `PipelineError` where the process has been killed.
        """
        if available() == 1:
            return iter(function(*arguments))
        self._streams.append(Stream(function, *arguments))
        return iter(self._streams[-1])

    def __exit__(self, *_: object) -> None:
        for stream in self._streams:
            stream.end()


class Stream(Generic[T]):
    """What a function yields, made in another process and handed over as it is made."""

    def __init__(self, function: Callable[..., Iterable[T]], *arguments: Any) -> None:
        self._receiver, sender = Pipe(duplex=False)
        self._process = Process(target=send, args=(sender, function, arguments), daemon=True)
        # The new process never sees an interrupt: this one does, and ends it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process.start()
        finally:
            sender.close()  # so that the end of the process is the end of the pipe
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def __iter__(self) -> Iterator[T]:
        while True:
            try:
                kind, value = self._receiver.recv()
            except EOFError:
                self._process.join()
                raise PipelineError(
                    f"a process ended before its work was done (code {self._process.exitcode})",
                    fix="run this again; where memory is short, for one provider at a time",
                ) from None
            if kind == "error":
                raise value
            if kind == "end":
                return
            yield value

    def end(self) -> None:
        """End the process, wherever it is."""
        self._process.terminate()
        self._process.join()
        self._receiver.close()


def send(sender: Connection, function: Callable[..., Iterable[Any]], arguments: Any) -> None:
    """Do the work of a new process, and tell the one that started it how it ends."""
    signal.signal(signal.SIGTERM, _leave)
    with contextlib.suppress(BrokenPipeError):  # nobody waits any more
        try:
            for value in function(*arguments):
                sender.send(("value", value))
            sender.send(("end", None))
        except Exception as error:  # noqa: BLE001 - raised again by who waits for it
            sent = _sendable(error)
            sent.add_note(traceback.format_exc())
            sender.send(("error", sent))


def _sendable(error: Exception) -> Exception:
    """Return an error, or one that says the same where it cannot be handed over."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - it was pickled just now
    except Exception:  # noqa: BLE001 - whatever its own code raises
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _leave(*_: object) -> None:
    """End this process and remove its temporary files, which a signal alone would not do."""
    sys.exit(1)
