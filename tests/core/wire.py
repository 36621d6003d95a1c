"""A server on loopback that does with each connection exactly what a test tells it, byte by byte.

Nothing here knows HTTP beyond finding the end of a request: replies are bytes, so that a test
can send what no HTTP library would.
"""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import ssl
    from types import TracebackType
    from typing import Self

PATIENCE = 20.0
"""Seconds until a wait that should have ended fails instead of hanging."""

SOON = 1.0
"""Seconds a call has where the server stalls: a loaded machine has sent its request by then."""

TICK = 0.02
"""Seconds between the bytes of a trickle."""


@dataclass(frozen=True)
class Request:
    """One request as it stood on the wire."""

    method: str
    target: str
    """The address of the request line, percent-encoding and query included."""
    headers: tuple[tuple[str, str], ...]
    """In the order they came; names in lower case."""
    body: bytes
    raw: bytes

    def header(self, name: str) -> str | None:
        """Return the only header of this name, or None; twice the same header is an error."""
        found = [value for key, value in self.headers if key == name]
        assert len(found) <= 1, f"{name} was sent {len(found)} times"
        return found[0] if found else None

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def read_request(connection: socket.socket) -> Request | None:
    """Read one request; None where the peer closed before its end."""
    raw = b""
    while b"\r\n\r\n" not in raw:
        chunk = connection.recv(65536)
        if not chunk:
            return None
        raw += chunk
    head, _, body = raw.partition(b"\r\n\r\n")
    line, *lines = head.decode("latin-1").split("\r\n")
    method, target, _version = line.split(" ")
    pairs = (text.partition(":") for text in lines)
    headers = tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)
    length = int(dict(headers).get("content-length", "0"))
    while len(body) < length:
        chunk = connection.recv(65536)
        if not chunk:
            return None
        raw, body = raw + chunk, body + chunk
    return Request(method, target, headers, body, raw)


def reply(body: Any = b"", status: str = "200 OK", *headers: str, length: int | None = -1) -> bytes:
    """Write a whole reply.

    Args:
        body: Bytes as they are, text in UTF-8, anything else as JSON.
        status: Code and phrase of the status line.
        headers: Further header lines.
        length: Another `Content-Length` than the true one; None for no such header.
    """
    kind = "application/octet-stream"
    if isinstance(body, str):
        body = body.encode()
    elif not isinstance(body, bytes):
        kind, body = "application/json", json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(line.lower().startswith("content-type:") for line in headers):
        lines.append(f"Content-Type: {kind}")
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length < 0 else length}")
    return b"".join(["\r\n".join([*lines, "", ""]).encode("latin-1"), body])


def chunked(*chunks: bytes, status: str = "200 OK", end: bool = True) -> bytes:
    """Write a reply in chunks (RFC 9112, section 7.1), with or without the last one."""
    head = f"HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return b"".join([head, body, b"0\r\n\r\n" if end else b""])


def gzipped(body: Any) -> bytes:
    """Write a reply whose JSON body is compressed."""
    return reply(gzip.compress(json.dumps(body).encode()), "200 OK", "Content-Encoding: gzip")


class Connection:
    """One accepted connection, in the hands of a script."""

    def __init__(self, wire: Wire, plain: socket.socket) -> None:
        self.wire = wire
        self.socket = plain

    def request(self) -> Request | None:
        """Read and record the next request; None where there is none."""
        request = read_request(self.socket)
        if request is not None:
            self.wire.requests.append(request)
            self.wire.received.set()
        return request

    def send(self, data: bytes) -> None:
        """Send all of it."""
        self.socket.sendall(data)

    def trickle(self, data: bytes) -> None:
        """Send a byte every now and then, until the data or the peer's patience ends."""
        for index in range(len(data)):
            self.send(data[index : index + 1])
            if self.wire.stopping.wait(TICK):
                return

    def stall(self) -> None:
        """Do nothing until the peer hangs up or the server stops, reading nothing either."""
        self.wire.stopping.wait(PATIENCE)

    def close(self) -> None:
        """Close in order, as far as that is possible."""
        self.socket.close()

    def reset(self) -> None:
        """Close with a TCP reset, at once."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def serve(self, data: bytes) -> None:
        """Reply with the same bytes to every request, until the peer hangs up."""
        while self.request() is not None:
            self.send(data)
            if b"content-length:" not in data.lower() and b"chunked" not in data:
                return  # only the end of the connection says that such a reply is over


Script: TypeAlias = bytes | Callable[[Connection], None]
"""What to do with a connection: a reply to every request on it, or a function."""


def after_request(
    data: bytes = b"", end: Callable[[Connection], None] = Connection.close
) -> Script:
    """Read one request, send these bytes, and then close, reset or stall."""

    def script(connection: Connection) -> None:
        connection.request()
        connection.send(data)
        end(connection)

    return script


@dataclass
class Wire:
    """A server whose first connection gets the first script, and so on; the last one repeats.

    Attributes:
        requests: Every request that was read, in order.
        connections: How many connections were accepted.
        received: Set when a request was read.
        closed: Set when a connection was closed by its script's end.
        stopping: Set when the server is to end.
    """

    scripts: tuple[Script, ...]
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list[Request])
    connections: int = 0
    received: threading.Event = field(default_factory=threading.Event)
    closed: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)
    failures: list[BaseException] = field(default_factory=list[BaseException])

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        """The base URL."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def only(self) -> Request:
        """The one request that was received; more or fewer fail the test."""
        assert len(self.requests) == 1, f"{len(self.requests)} requests were received"
        return self.requests[0]

    @property
    def changes(self) -> list[Request]:
        """The requests that change something; what else came only looked."""
        return [request for request in self.requests if request.method not in {"GET", "CONNECT"}]

    def _accept(self) -> None:
        while True:
            try:
                accepted, _ = self._listener.accept()
            except OSError:
                return
            if self.stopping.is_set():
                accepted.close()
                return
            script = self.scripts[min(self.connections, len(self.scripts) - 1)]
            self.connections += 1
            accepted.settimeout(PATIENCE)
            self._open.append(accepted)
            thread = threading.Thread(target=self._run, args=(script, accepted), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _run(self, script: Script, accepted: socket.socket) -> None:
        connection = Connection(self, accepted)
        try:
            if self.tls:
                connection.socket = self.tls.wrap_socket(accepted, server_side=True)
            if isinstance(script, bytes):
                connection.serve(script)
            else:
                script(connection)
        except OSError:  # the peer hung up: what a script does next is of no interest
            pass
        except BaseException as failure:
            self.failures.append(failure)
        finally:
            connection.socket.close()
            self.closed.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.stopping.set()
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), PATIENCE):
            pass  # wakes the accepting thread
        self._threads[0].join(PATIENCE)
        self._listener.close()
        for accepted in self._open:
            with suppress(OSError):
                accepted.shutdown(socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a script did not end"
        if self.failures and error is None:
            raise self.failures[0]


Start: TypeAlias = Callable[..., Wire]
"""Start a server that ends with the test; what the fixture `wire` gives."""
