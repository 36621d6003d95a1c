"""Applies plans in children that are hit by a signal at a given step; one order per line of stdin.

A first plan, named on the command line, is applied in this process, so that each child finds all
modules loaded.

A step is every write and sync of the journal, every stage of every request on the wire, and every
call of `progress`. At a write there is a step with half of the line written.
"""

from __future__ import annotations

import json
import os
import signal
import ssl
import sys
from typing import Any

import finetunes
import httpx
from finetunes.cleanup import apply

STAGES = {
    "http11.send_request_headers.started",
    "http11.send_request_body.complete",
    "http11.receive_response_headers.complete",
    "http11.response_closed.complete",
}


_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Loopback needs no certificates, and to load them takes longer than all else."""


class Steps:
    """Counts steps, and sends this process a signal at one of them."""

    def __init__(self, last: int, number: int) -> None:
        self.left = last
        self.signal = number
        self._write, self._fsync = os.write, os.fsync

    def take(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), self.signal)

    def write(self, file: int, data: Any) -> int:
        self.take()
        if self.left == 1 and self.signal == signal.SIGKILL:
            self._write(file, data[: len(data) // 2])
        self.take()
        written = self._write(file, data)
        self.take()
        return written

    def fsync(self, file: int) -> None:
        self.take()
        self._fsync(file)
        self.take()


class Traced(httpx.AsyncBaseTransport):
    """A transport that takes a step at each stage of a request."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._inner = httpx.AsyncHTTPTransport(verify=_NO_TLS)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.extensions = {**request.extensions, "trace": self._trace}
        return await self._inner.handle_async_request(request)

    async def _trace(self, stage: str, _: Any) -> None:
        if stage in STAGES:
            self._steps.take()

    async def aclose(self) -> None:
        await self._inner.aclose()


def run(path: str, last: int, number: int, concurrency: int) -> None:
    """Apply a plan, stepping."""
    steps = Steps(last, number)
    setattr(os, "write", steps.write)  # noqa: B010 - the types of what is replaced are wider
    setattr(os, "fsync", steps.fsync)  # noqa: B010

    def make_client(provider: str) -> finetunes.AsyncClient[Any]:
        return finetunes.AsyncClient(provider, transport=Traced(steps))

    apply(path, concurrency=concurrency, progress=lambda _: steps.take(), make_client=make_client)


def main() -> None:
    """Fork a child for each order, and say whether its signal met it."""
    apply(sys.argv[1])
    for line in sys.stdin:
        if not (child := os.fork()):
            try:
                run(**json.loads(line))
            except KeyboardInterrupt:
                os._exit(130)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
