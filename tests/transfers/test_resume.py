"""What is there is gone on with, in the same call and in the next, if the file is the same."""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.errors import TransferError
from finetunes.exchange.flow import Send
from hypothesis import example, given, strategies as st

from ..core.wire import Connection, Wire, after_request, chunked, reply
from .conftest import KEY, Runner, Seen
from .serving import CONTENT, Served, leftovers

if TYPE_CHECKING:
    from ..core.wire import Start

TOTAL = len(CONTENT)
HALF = TOTAL // 2


def begun(target: Path, *, size: int = HALF, note: Any = None, **known: Any) -> None:
    """Leave what a broken download leaves; its server is known by its port only."""
    target.with_name("f.part").write_bytes(CONTENT[:size])
    if note is None:
        note = {"etag": '"v1"', "modified": None, "size": TOTAL, **known}
    target.with_name("f.part.json").write_text(json.dumps(note))


def asked(url: str) -> str:
    return f"{url}/files/1?part=all"


@pytest.mark.parametrize("end", [Connection.close, Connection.reset])
def test_a_download_that_breaks_off_goes_on_by_itself(
    runner: Runner, wire: Start, tmp_path: Path, pauses: list[float], end: Any
) -> None:
    server = wire(Served(breaks=[HALF, 1000, 0], end=end))
    done = runner.download(server.url, tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == CONTENT
    assert done.resumed_from == 0
    assert server.requests[0].header("range") is None
    assert all(request.header("if-range") in {None, '"v1"'} for request in server.requests)
    assert len(pauses) == 3


def test_the_next_run_asks_only_for_what_is_missing(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(Served(breaks=[HALF]))
    target = tmp_path / "f"
    with pytest.raises(TransferError) as caught:
        runner.download(server.url, target, max_retries=0)
    size = (tmp_path / "f.part").stat().st_size
    assert size == HALF
    assert f"{size} of {TOTAL} bytes are in {target}.part" in str(caught.value)
    assert str(caught.value).endswith("run the same command again to resume")
    assert leftovers(target) == ["f.part", "f.part.json"]
    assert runner.download(server.url, target).resumed_from == HALF
    assert target.read_bytes() == CONTENT
    assert server.requests[1].header("range") == f"bytes={HALF}-"
    assert server.requests[1].header("if-range") == '"v1"'
    assert leftovers(target) == ["f"]


def test_a_part_that_was_whole_already_is_only_looked_at_again(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(Served())
    begun(tmp_path / "f", size=TOTAL, request=asked(server.url))
    assert runner.download(server.url, tmp_path / "f").resumed_from == TOTAL
    assert (tmp_path / "f").read_bytes() == CONTENT
    assert server.only.header("range") == f"bytes={TOTAL - 1}-"


def test_an_empty_part_asks_for_no_range(runner: Runner, wire: Start, tmp_path: Path) -> None:
    server = wire(Served())
    begun(tmp_path / "f", size=0, request=asked(server.url))
    assert runner.download(server.url, tmp_path / "f").resumed_from == 0
    assert server.only.header("range") is None


def test_a_file_that_has_changed_begins_anew(runner: Runner, wire: Start, tmp_path: Path) -> None:
    server = wire(Served(b"other", ('ETag: "v2"',)))
    begun(tmp_path / "f", request=asked(server.url))
    done = runner.download(server.url, tmp_path / "f")
    assert (done.resumed_from, done.validator) == (0, '"v2"')
    assert (tmp_path / "f").read_bytes() == b"other"
    assert server.only.header("if-range") == '"v1"'


def test_a_server_without_ranges_sends_all_of_it_again(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(Served(ranges=False))
    begun(tmp_path / "f", request=asked(server.url))
    assert runner.download(server.url, tmp_path / "f").resumed_from == 0
    assert (tmp_path / "f").read_bytes() == CONTENT


def test_a_server_without_ranges_that_always_breaks_off_is_given_up(
    runner: Runner, wire: Start, tmp_path: Path, pauses: list[float]
) -> None:
    server = wire(Served(ranges=False, breaks=[HALF] * 9))
    with pytest.raises(TransferError, match="broke off"):
        runner.download(server.url, tmp_path / "f")
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("headers", "condition"),
    [
        ((), None),
        (('ETag: W/"v1"',), None),
        (("Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT",), None),
        (('ETag: "v\xe4"',), None),
    ],
)
def test_without_a_strong_etag_the_length_of_the_whole_decides(
    runner: Runner,
    wire: Start,
    tmp_path: Path,
    pauses: list[float],
    headers: tuple[str, ...],
    condition: str | None,
) -> None:
    server = wire(Served(headers=headers, breaks=[HALF]))
    runner.download(server.url, tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == CONTENT
    assert server.requests[1].header("range") == f"bytes={HALF}-"
    assert server.requests[1].header("if-range") == condition


PLACE = f"Content-Range: bytes {HALF}-{TOTAL - 1}/{TOTAL}"


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (f"Content-Range: bytes {HALF + 1}-{TOTAL - 1}/{TOTAL}",),
        (f"Content-Range: bytes {HALF}-{TOTAL - 1}/{TOTAL + 1}",),
        (f"Content-Range: bytes {HALF}-{TOTAL}/{TOTAL}",),
        (f"Content-Range: bytes {HALF}-{HALF - 1}/{TOTAL}",),
        (f"Content-Range: bytes {HALF}-{TOTAL - 1}/*",),
        (PLACE, 'ETag: "v2"'),
        (PLACE, "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT"),
    ],
)
def test_a_part_of_something_else_begins_anew(
    runner: Runner, wire: Start, tmp_path: Path, pauses: list[float], headers: tuple[str, ...]
) -> None:
    server = wire(
        after_request(reply(CONTENT[HALF:], "206 Partial Content", *headers)), Served(headers=())
    )
    begun(tmp_path / "f", request=asked(server.url), etag=None)
    assert runner.download(server.url, tmp_path / "f").resumed_from == 0
    assert (tmp_path / "f").read_bytes() == CONTENT
    assert [request.header("range") for request in server.requests] == [f"bytes={HALF}-", None]


def test_a_range_that_ends_early_is_followed_by_the_next(
    runner: Runner, wire: Start, tmp_path: Path, pauses: list[float]
) -> None:
    some = f"Content-Range: bytes {HALF}-{HALF + 9}/{TOTAL}"
    short = reply(CONTENT[HALF : HALF + 10], "206 Partial Content", some)
    server = wire(after_request(short), Served())
    begun(tmp_path / "f", request=asked(server.url))
    assert runner.download(server.url, tmp_path / "f").resumed_from == HALF
    assert (tmp_path / "f").read_bytes() == CONTENT
    assert server.requests[1].header("range") == f"bytes={HALF + 10}-"


def test_a_part_longer_than_announced_is_not_kept(
    runner: Runner, wire: Start, tmp_path: Path, pauses: list[float]
) -> None:
    place = f"Content-Range: bytes {TOTAL - 9}-{TOTAL - 1}/{TOTAL}"
    long = chunked(CONTENT[-9:] + b"!", status=f"206 Partial Content\r\n{place}")
    server = wire(after_request(long), Served())
    begun(tmp_path / "f", size=TOTAL - 9, request=asked(server.url))
    seen = Seen()
    assert runner.download(server.url, tmp_path / "f", progress=seen).resumed_from == 0
    assert (tmp_path / "f").read_bytes() == CONTENT
    assert max(done for done, _ in seen) == TOTAL


def test_a_part_that_nobody_asked_for_is_no_file(
    runner: Runner, wire: Start, tmp_path: Path, pauses: list[float]
) -> None:
    server = wire(reply(b"abc", "206 Partial Content", "Content-Range: bytes 0-2/3"))
    with pytest.raises(TransferError, match="another part than was asked for"):
        runner.download(server.url, tmp_path / "f")
    assert len(server.requests) == 3
    assert leftovers(tmp_path / "f") == []


def test_a_range_that_is_refused_begins_anew(
    runner: Runner, wire: Start, tmp_path: Path, pauses: list[float]
) -> None:
    server = wire(after_request(reply(b"", "416 Range Not Satisfiable")), Served())
    begun(tmp_path / "f", request=asked(server.url))
    assert runner.download(server.url, tmp_path / "f").resumed_from == 0
    assert (tmp_path / "f").read_bytes() == CONTENT


def test_a_file_without_a_length_goes_on_by_its_etag_only(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(Served())
    begun(tmp_path / "f", request=asked(server.url), size=10, note=None)
    note = {"request": asked(server.url), "etag": '"v1"', "modified": None, "size": None}
    begun(tmp_path / "f", note=note)
    assert runner.download(server.url, tmp_path / "f").resumed_from == HALF
    assert (tmp_path / "f").read_bytes() == CONTENT


@pytest.mark.parametrize(
    "note",
    [
        "no object",
        [],
        {"request": "another"},
        {"etag": 3},
        {"size": "3"},
        {"size": 5},
        {"size": -1},
        {"etag": None, "size": None},
    ],
)
def test_what_cannot_be_gone_on_with_is_replaced_as_soon_as_the_file_comes(
    runner: Runner, wire: Start, tmp_path: Path, note: Any
) -> None:
    server = wire(Served())
    known = {"request": asked(server.url), "etag": '"v1"', "modified": None, "size": TOTAL}
    begun(tmp_path / "f", note={**known, **note} if isinstance(note, dict) else note)
    assert runner.download(server.url, tmp_path / "f").resumed_from == 0
    assert (tmp_path / "f").read_bytes() == CONTENT
    assert server.only.header("range") is None


@pytest.mark.parametrize("note", [b"", b"{", b"\xff", b"[" * 100_000])
def test_a_torn_note_is_none(blocking: Runner, wire: Start, tmp_path: Path, note: bytes) -> None:
    server = wire(Served())
    (tmp_path / "f.part").write_bytes(CONTENT[:HALF])
    (tmp_path / "f.part.json").write_bytes(note)
    blocking.download(server.url, tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == CONTENT


def test_a_part_of_another_file_survives_a_refusal(
    blocking: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(reply({"message": "no such step"}, "404 Not Found"))
    begun(tmp_path / "f", request="another")
    with pytest.raises(Exception, match="no such step"):
        blocking.download(server.url, tmp_path / "f", send=Send("GET", f"{server.url}/files/2"))
    assert (tmp_path / "f.part").read_bytes() == CONTENT[:HALF]


def test_the_note_names_the_file_and_holds_no_key(
    blocking: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(Served(headers=(f'ETag: "{KEY}"',), breaks=[HALF]))
    with pytest.raises(TransferError):
        blocking.download(server.url, tmp_path / "f", max_retries=0)
    note = (tmp_path / "f.part.json").read_text()
    assert json.loads(note)["request"] == asked(server.url)
    assert "sesame" not in note


def no_pause(seconds: float) -> None:
    pass


@given(st.lists(st.integers(0, TOTAL - 1), max_size=12), st.booleans(), st.booleans())
@example([0, 0, 0, 0], True, True)
@example([TOTAL - 1, 0, 1], True, False)
def test_any_sequence_of_breaks_ends_with_the_same_bytes(
    breaks: list[int], etag: bool, ranges: bool
) -> None:
    served = Served(headers=('ETag: "v1"',) if etag else (), breaks=list(breaks), ranges=ranges)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        server = stack.enter_context(Wire((served,)))
        target = Path(folder, "f")
        for _ in range(len(breaks) + 1):
            if target.exists():
                break
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("finetunes.exchange.transport.time.sleep", no_pause)
                try:
                    Runner("sync").download(server.url, target)
                except TransferError:
                    assert not target.exists()
        assert target.read_bytes() == CONTENT
        assert leftovers(target) == ["f"]
