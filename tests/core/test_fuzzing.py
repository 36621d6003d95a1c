"""Anything at all as a reply ends in a result or an error of this library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from finetunes import Client, FinetunesError, Result
from hypothesis import HealthCheck, given, settings, strategies as st

from .wire import Connection, gzipped, reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .wire import Start


class Replaying:
    """One server for many examples: it answers with what `data` is at that moment."""

    def __init__(self, start: Start) -> None:
        self.data = b""
        self.server = start(self.script)
        self.client = Client(
            "together", api_key="k" * 9, base_url=self.server.url, timeout=0.5, max_retries=0
        )

    def script(self, connection: Connection) -> None:
        connection.request()
        connection.send(self.data)

    def ends(self, data: bytes, provider_call: str = "delete") -> None:
        self.data = data
        end: object
        try:
            end = getattr(self.client, provider_call)("ft-1")
        except FinetunesError as error:
            end = error
        assert "\n" not in str(end)
        assert isinstance(end, Result | FinetunesError)


@pytest.fixture
def replaying(wire: Start) -> Iterator[Replaying]:
    made = Replaying(wire)
    with made.client:
        yield made


anything = settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@anything
@given(data=st.binary(max_size=300))
def test_any_bytes_end_in_a_result_or_an_error_of_this_library(
    replaying: Replaying, data: bytes
) -> None:
    replaying.ends(data)


@anything
@given(head=st.binary(max_size=100), body=st.binary(max_size=100), status=st.integers(0, 9999))
def test_any_headers_end_in_a_result_or_an_error_of_this_library(
    replaying: Replaying, head: bytes, body: bytes, status: int
) -> None:
    replaying.ends(b"HTTP/1.1 %d X\r\n%b\r\n\r\n%b" % (status, head, body))


@anything
@given(
    edits=st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=4)), min_size=1, max_size=4),
    compressed=st.booleans(),
)
def test_a_good_reply_with_any_bytes_changed_ends_in_a_result_or_an_error_of_this_library(
    replaying: Replaying, edits: list[tuple[int, bytes]], compressed: bool
) -> None:
    answer = {"id": "ft-1", "status": "cancel_requested", "events": [{"level": "info"}]}
    data = gzipped(answer) if compressed else reply(answer, "200 OK", "X-Request-Id: r-1")
    for number, instead in edits:
        place = number % len(data)
        data = data[:place] + instead + data[place + 1 :]
    replaying.ends(data, "cancel")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@anything
@given(
    body=st.dictionaries(
        st.sampled_from(["id", "status", "message", "error", "detail", "events", "created_at"]),
        json_values,
    ),
    status=st.sampled_from([200, 400, 404, 422, 500]),
)
def test_any_json_under_known_names_ends_in_a_result_or_an_error_of_this_library(
    replaying: Replaying, body: dict[str, Any], status: int
) -> None:
    replaying.ends(reply(body, f"{status} X"), "cancel")


@anything
@given(text=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=40))
def test_any_retry_after_ends_in_a_result_or_an_error_of_this_library(
    replaying: Replaying, text: str
) -> None:
    replaying.ends(reply(b"", "429 Too Many Requests", f"Retry-After: {text}"))


@pytest.mark.parametrize(
    "shape",
    ['{"detail": [{"msg": "x"}, %s]}', '{"detail": [{"loc": [%s], "msg": "x"}]}', '{"error": %s}'],
)
def test_an_error_nested_to_the_limit_of_the_parser_is_an_error_of_this_library(
    replaying: Replaying, shape: str
) -> None:
    # Somewhere in here the parser still manages, and whatever reads its value does not.
    for depth in range(850, 1000):
        body = shape % ("[" * depth + "]" * depth)
        replaying.ends(reply(body, "422 Unprocessable Content"))
