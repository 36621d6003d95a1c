"""What a server sends behind a whole reply answers no request: its connection is left."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import PermissionDeniedError
from finetunes.exchange.connections import _has_unread

from .operations import TOGETHER_DELETE
from .reads import TOGETHER_JOB
from .wire import Connection, reply

if TYPE_CHECKING:
    from collections.abc import Generator

    from .conftest import Call
    from .wire import Start

REPLIES = [reply({**TOGETHER_JOB, "id": "ft-1"}), TOGETHER_DELETE.reply]
REFUSAL = reply({"error": {"message": "it is locked"}}, "403 Forbidden")


def two_replies_to_one(connection: Connection) -> None:
    """Answer a request twice in one packet, and the next one never."""
    connection.request()
    connection.send(b"".join(REPLIES))
    connection.request()


def read_and_delete(client: Any) -> Generator[Any, Any, None]:
    yield client.retrieve("ft-1")
    with pytest.raises(PermissionDeniedError, match="it is locked"):
        yield client.delete("ft-1")


def test_a_reply_behind_a_reply_does_not_answer_the_next_request(call: Call, wire: Start) -> None:
    server = wire(two_replies_to_one, REFUSAL)
    call.run(read_and_delete, "together", base_url=server.url)
    assert [request.method for request in server.requests] == ["GET", "DELETE"]
    assert server.connections == 2


def test_nor_does_it_behind_a_proxy(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = wire(two_replies_to_one, REFUSAL)
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    given = {"base_url": "http://gateway.example", "allow_insecure_http": True}
    call.run(read_and_delete, "together", **given)
    assert proxy.connections == 2


class Records:
    """Answers over TLS, each reply in a record of its own, all of them in one packet."""

    def __init__(self, context: ssl.SSLContext, last: bytes | None) -> None:
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        self._last = last

    def __call__(self, connection: Connection) -> None:
        """Serve one connection."""
        self._until_done(connection, self._tls.do_handshake)
        assert self._until_done(connection, lambda: self._tls.read(65536)).startswith(b"GET ")
        self._tls.write(REPLIES[0])
        if self._last is None:
            with pytest.raises(ssl.SSLWantReadError):
                self._tls.unwrap()
        else:
            self._tls.write(self._last)
        connection.send(self._outgoing.read())
        connection.socket.recv(65536)

    def _until_done(self, connection: Connection, step: Any) -> Any:
        while True:
            try:
                return step()
            except ssl.SSLWantReadError:
                connection.send(self._outgoing.read())
                self._incoming.write(connection.socket.recv(65536))
            finally:
                connection.send(self._outgoing.read())


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("last", [REPLIES[1], None], ids=["a reply", "the end of TLS"])
def test_a_record_behind_that_of_a_reply_is_seen_though_the_socket_is_empty(
    call: Call, wire: Start, tls: ssl.SSLContext, last: bytes | None
) -> None:
    server = wire(Records(tls, last), Records(tls, last))
    seen: list[str] = []

    def scenario(client: Any) -> Generator[Any, Any, None]:
        for _ in range(2):
            job = yield client.retrieve("ft-1")
            seen.append(job.id)

    call.run(scenario, "together", base_url=server.url.replace("http:", "https:"))
    assert seen == ["ft-1", "ft-1"]
    assert server.connections == 2


def test_a_connection_of_which_nothing_is_known_is_not_used_again() -> None:
    assert _has_unread(object())
