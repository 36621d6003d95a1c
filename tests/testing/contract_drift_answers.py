"""Deliberate drift of answers: an exchange, and the one finding that comes of it."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

from .contract_document import exchange, sent

if TYPE_CHECKING:
    from finetunes.testing.contract import Exchange

    from .contract_drift_requests import Drift

MINE = {"id": 1, "name": "a"}
PROBLEM = (("content-type", "Application/Problem+JSON; charset=utf-8"),)


def mine(**changes: Any) -> Exchange:
    """An answer with one thing in it."""
    made = {name: value for name, value in {**MINE, **changes}.items() if value is not ...}
    return exchange("GET /things/mine", 200, json.dumps(made).encode())


DRIFT: dict[str, Drift] = {
    "status": (
        exchange("GET /things/mine", 418),
        "error: undocumented status: readMine: response status",
        "418",
        "only 200",
    ),
    "media type": (
        exchange("GET /things/mine", 200, b"<p>", headers=(("content-type", "text/html"),)),
        "error: undocumented media type: readMine: response media type",
        "text/html",
        "only application/json",
    ),
    "no media type": (
        exchange("GET /things/mine", 200, b"{}", headers=()),
        "error: undocumented media type: readMine: response media type",
        "none",
        "only application/json",
    ),
    "media type outside a range": (
        exchange("GET /things", 206, b"x", headers=(("content-type", "text/plain"),)),
        "error: undocumented media type: listThings: response media type",
        "text/plain",
        "only application/*",
    ),
    "missing response header": (
        sent(b'{"name": "a", "api_key": "a"}', status=201),
        "error: missing header: addThing: response header 'location'",
        "nothing",
        "that it is required",
    ),
    "missing response body": (
        exchange("GET /things/mine", 200),
        "error: missing body: readMine: response body",
        "nothing",
        "a body of application/json",
    ),
    "response header type": (
        sent(
            b'{"name": "a", "api_key": "a"}',
            status=201,
            response_headers=(("location", "x"), ("x-count", "many"), ("x-odd", "1")),
        ),
        "error: wrong header: addThing: response header 'x-count'",
        "'many'",
        "integer",
    ),
    "type": (
        mine(id="1"),
        "error: body breaks its schema: readMine: response body $.id",
        "a text",
        "integer",
    ),
    "1.5 for an integer": (
        mine(id=1.5),
        "error: body breaks its schema: readMine: response body $.id",
        "a number",
        "integer",
    ),
    "null": (
        mine(name=None),
        "error: body breaks its schema: readMine: response body $.name",
        "null",
        "string",
    ),
    "missing field": (
        mine(name=...),
        "error: body breaks its schema: readMine: response body $",
        "no name",
        "that it is required",
    ),
    "unknown word": (
        mine(kind="three\x1b[31m"),
        "error: body breaks its schema: readMine: response body $.kind",
        "'three\\x1b[31m'",
        "one of one, two",
    ),
    "another constant": (
        mine(word=["other"]),
        "error: body breaks its schema: readMine: response body $.word",
        "a list",
        "fixed",
    ),
    "date": (
        mine(when="yesterday"),
        "error: body breaks its schema: readMine: response body $.when",
        "'yesterday'",
        "the format date-time",
    ),
    "time without a zone": (
        mine(when="2026-01-01T00:00:00"),
        "error: body breaks its schema: readMine: response body $.when",
        "'2026-01-01T00:00:00'",
        "the format date-time",
    ),
    "length": (
        mine(name="abcd"),
        "error: body breaks its schema: readMine: response body $.name",
        "a text of 4 characters",
        "maxLength 3",
    ),
    "pattern": (
        mine(name="A"),
        "error: body breaks its schema: readMine: response body $.name",
        "'A'",
        'pattern "^[a-z]*$"',
    ),
    "limit": (
        mine(id=0),
        "error: body breaks its schema: readMine: response body $.id",
        "0",
        "minimum 1",
    ),
    "nested": (
        mine(parts=[{}, {"a": True}]),
        "error: body breaks its schema: readMine: response body $.parts[1].a",
        "a boolean",
        "integer",
    ),
    "closed": (
        mine(closed={"a": 1, "b-c": 2}),
        "error: body breaks its schema: readMine: response body $.closed",
        "the fields b-c",
        "only a",
    ),
    "several branches of a union": (
        mine(shape={"r": 1, "w": 1}),
        "error: body breaks its schema: readMine: response body $.shape",
        "an object",
        "oneOf of several schemas",
    ),
    "field of a response": (
        mine(colour="red"),
        "notice: undocumented field: readMine: response body $.colour",
        "the field",
        "nothing of it",
    ),
    "nested field": (
        mine(next={**MINE, "parts": [{"a-\x07": 1}]}),
        "notice: undocumented field: readMine: response body $.next.parts[0]['a-\\x07']",
        "the field",
        "nothing of it",
    ),
    "field of a branch": (
        mine(shape={"r": 1, "h": 1}),
        "notice: undocumented field: readMine: response body $.shape.h",
        "the field",
        "nothing of it",
    ),
    "field of no part": (
        mine(whole={"a": 1, "b": 1, "c": 1, "d": 1}),
        "notice: undocumented field: readMine: response body $.whole.d",
        "the field",
        "nothing of it",
    ),
    "field below a pattern": (
        mine(named={"a-b": 1, "x-1": {"z": 1}}),
        "notice: undocumented field: readMine: response body $.named['x-1'].z",
        "the field",
        "nothing of it",
    ),
    "field of an item by number": (
        mine(pair=[{"z": 1}, {"y": 1}, 3]),
        "notice: undocumented field: readMine: response body $.pair[0].z",
        "the field",
        "nothing of it",
    ),
    "body of a delete": (
        exchange("DELETE /things/1", 204, b"{}"),
        "error: undocumented body: DELETE /things/{id}: response body",
        "2 bytes",
        "that there is none",
    ),
    "no JSON": (
        exchange("GET /things/mine", 200, b'{"id": sk-live}'),
        "error: body is no JSON: readMine: response body",
        "15 bytes of something else",
        "JSON",
    ),
    "not a number": (
        exchange("GET /things/mine", 200, b'{"id": NaN}'),
        "error: body is no JSON: readMine: response body",
        "11 bytes of something else",
        "JSON",
    ),
    "+json of a range of statuses": (
        exchange("GET /things", 404, b"[]", headers=PROBLEM),
        "error: body breaks its schema: listThings: response body $",
        "a list",
        "object",
    ),
    "compressed and cut short": (
        exchange(
            "GET /things/mine",
            200,
            gzip.compress(b"{}")[:-3],
            headers=(("content-type", "application/json"), ("content-encoding", "gzip")),
        ),
        "error: body cannot be read: readMine: response body",
        "something else",
        "bytes coded by gzip",
    ),
    "not compressed": (
        exchange(
            "GET /things/mine",
            200,
            b"{}",
            headers=(("content-type", "application/json"), ("content-encoding", "gzip")),
        ),
        "error: body cannot be read: readMine: response body",
        "something else",
        "bytes coded by gzip",
    ),
}
