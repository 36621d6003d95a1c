"""Whatever was recorded: a check ends with findings, on lines that any terminal can print."""

from __future__ import annotations

import json

from finetunes.testing.contract import Exchange, check
from hypothesis import example, given, strategies as st

from .contract_document import DOCUMENT, SERVER

TEXTS = st.text(max_size=20)
TYPES = st.sampled_from(
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        "text/plain",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["a", "id", "name", "shape", "next", "whole", "numbers"]), inner
        )
    ),
    max_leaves=8,
)
BODIES = (
    JSON.map(lambda value: json.dumps(value).encode())
    | st.binary(max_size=50)
    | st.binary(max_size=20).map(
        lambda part: b"--b\r\nContent-Disposition: form-data; name=" + part + b"\r\n--b--"
    )
)
HEADERS = st.lists(
    st.tuples(st.sampled_from(["content-type", "X-Level", "content-encoding", "x-a"]), TEXTS)
    | st.tuples(st.just("Content-Type"), st.tuples(TYPES, TEXTS).map("; charset".join)),
    max_size=3,
).map(tuple)


@given(
    st.sampled_from(["GET", "POST", "HEAD", "DELETE"]) | TEXTS,
    st.sampled_from(["/things", "/things/mine", "/things/1", "/strict"]),
    TEXTS.map(lambda text: f"?limit={text}&tag={text}&{text}"),
    HEADERS,
    TYPES,
    BODIES,
    st.sampled_from([200, 201, 204, 404, 500]),
)
@example("POST", "/things", "", (), "multipart/form-data; 0*", b"", 200)
def test_no_exchange_makes_a_check_fail(
    method: str,
    path: str,
    query: str,
    headers: tuple[tuple[str, str], ...],
    media_type: str,
    body: bytes,
    status: int,
) -> None:
    typed = (*headers, ("content-type", media_type))
    exchange = Exchange(method, SERVER + path + query, typed, body, status, headers, body)
    for finding in check(exchange, DOCUMENT).findings:
        assert str(finding).isascii()
        assert str(finding).isprintable()
