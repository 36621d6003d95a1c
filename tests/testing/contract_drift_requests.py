"""Deliberate drift of requests: an exchange, and the one finding that comes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .contract_document import exchange, sent

if TYPE_CHECKING:
    from finetunes.testing.contract import Exchange

Drift = tuple["Exchange", str, str, str]
"""What happened, the kind and place of what is found, what is there, and what is documented."""


def added(**changes: Any) -> Exchange:
    """A request with one thing in it."""
    return sent(json.dumps({"name": "a", "api_key": "a", **changes}).encode())


def form(fields: str, boundary: str = "b") -> Exchange:
    """A request with one part for each field."""
    parts = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, _, value in (field.partition("=") for field in fields.split("&"))
    )
    return sent(f"{parts}--b--\r\n".encode(), f"multipart/form-data; boundary={boundary}")


URLENCODED = "application/x-www-form-urlencoded"
STRICT = (("x-version", "1"),)

DRIFT: dict[str, Drift] = {
    "path": (
        exchange("GET /other"),
        "error: undocumented path: GET /v1/other: request",
        "/v1/other",
        "5 other paths of example",
    ),
    "trailing slash": (
        exchange("GET /things/"),
        "error: undocumented path: GET /v1/things/: request",
        "/v1/things/",
        "5 other paths of example",
    ),
    "method": (
        exchange("PUT /things/1"),
        "error: undocumented method: PUT /v1/things/1: request",
        "PUT",
        "only GET, DELETE",
    ),
    "query parameter": (
        exchange("GET /things?order=asc&colour=red"),
        "error: undocumented query parameter: listThings: request query parameter 'colour'",
        "'red'",
        "only limit, verbose, ratio, order, tag, sort, any, filter, access_token, odd",
    ),
    "header parameter": (
        exchange("GET /things", request_headers=(("X-Colour", "red"), ("Accept", "*/*"))),
        "notice: undocumented request header: listThings: request header 'x-colour'",
        "it",
        "only x-level, x-levels",
    ),
    "missing query parameter": (
        exchange("GET /strict", request_headers=STRICT),
        "error: missing query parameter: readStrict: request query parameter 'q'",
        "nothing",
        "that it is required",
    ),
    "missing request header": (
        exchange("GET /strict?q="),
        "error: missing header: readStrict: request header 'x-version'",
        "nothing",
        "that it is required",
    ),
    "missing request body": (
        exchange("POST /things"),
        "error: missing body: addThing: request body",
        "nothing",
        f"a body of application/json, {URLENCODED}, multipart/form-data, tex...",
    ),
    "path parameter": (
        exchange("GET /things/a%2Fb"),
        "error: wrong path parameter: readThing: request path parameter 'id'",
        "'a/b'",
        "integer",
    ),
    "query type": (
        exchange("GET /things?limit=ten"),
        "error: wrong query parameter: listThings: request query parameter 'limit'",
        "'ten'",
        "integer",
    ),
    "query limit": (
        exchange("GET /things?limit=11"),
        "error: wrong query parameter: listThings: request query parameter 'limit'",
        "'11'",
        "maximum 10",
    ),
    "query enumeration": (
        exchange("GET /things?order=up"),
        "error: wrong query parameter: listThings: request query parameter 'order'",
        "'up'",
        "one of asc, desc",
    ),
    "query of a list": (
        exchange("GET /things?tag=1&tag=b"),
        "error: wrong query parameter: listThings: request query parameter 'tag'",
        "'b'",
        "integer",
    ),
    "query of a joined list": (
        exchange("GET /things?sort=1,b"),
        "error: wrong query parameter: listThings: request query parameter 'sort'",
        "'b'",
        "integer",
    ),
    "too long a list": (
        exchange("GET /things?tag=1&tag=2&tag=3"),
        "error: wrong query parameter: listThings: request query parameter 'tag'",
        "3 of them",
        "maxItems 2",
    ),
    "a wrong secret": (
        exchange("GET /things?access_token=sk-live"),
        "error: wrong query parameter: listThings: request query parameter 'access_token'",
        "<secret>",
        "integer",
    ),
    "header type": (
        exchange("GET /things", request_headers=(("x-level", "high"),)),
        "error: wrong header: listThings: request header 'x-level'",
        "'high'",
        "integer",
    ),
    "header of a list": (
        exchange("GET /things", request_headers=(("X-LEVELS", "1, b"), ("X-Levels", "2"))),
        "error: wrong header: listThings: request header 'x-levels'",
        "'b'",
        "integer",
    ),
    "repeated query parameter": (
        exchange("GET /things?limit=1&limit=2"),
        "error: repeated parameter: listThings: request query parameter 'limit'",
        "2 of them",
        "one",
    ),
    "Python's True": (
        exchange("GET /things?verbose=True"),
        "error: Python's word in a parameter: listThings: request query parameter 'verbose'",
        "True",
        "true (boolean)",
    ),
    "missing fields": (
        sent(b"{}"),
        "error: body breaks its schema: addThing: request body $",
        "no name, api_key",
        "that they are required",
    ),
    "secret in a body": (
        added(api_key="sk-live"),
        "error: body breaks its schema: addThing: request body $.api_key",
        "<secret>",
        "one of a",
    ),
    "field of a request": (
        added(colour="red"),
        "error: undocumented field: addThing: request body $.colour",
        "the field",
        "nothing of it",
    ),
    "field of a form": (
        sent(b"name=a&colour=red", URLENCODED),
        "error: undocumented field: addThing: request body $.colour",
        "the field",
        "nothing of it",
    ),
    "type in a form": (
        sent(b"name=a&size=big", URLENCODED),
        "error: body breaks its schema: addThing: request body $.size",
        "a text",
        "integer",
    ),
    "repeated field of a form": (
        sent(b"name=a&name=b", URLENCODED),
        "error: body breaks its schema: addThing: request body $.name",
        "a list",
        "string",
    ),
    "length in a form of parts": (
        form("name=abcd"),
        "error: body breaks its schema: addThing: request body $.name",
        "a text of 4 characters",
        "maxLength 3",
    ),
    "no form of parts": (
        form("name=a", boundary="c"),
        "error: body cannot be read: addThing: request body",
        "something else",
        "a form of parts with names",
    ),
    "no form": (
        sent("ü".encode(), URLENCODED),
        "error: body cannot be read: addThing: request body",
        "something else",
        "a form",
    ),
    "no text": (
        sent(b"\xff", "text/plain; charset=utf-8"),
        "error: body cannot be read: addThing: request body",
        "bytes that are no utf-8",
        "text/plain",
    ),
    "body of a get": (
        exchange("GET /things", request_body=b"{}"),
        "error: undocumented body: listThings: request body",
        "2 bytes",
        "that there is none",
    ),
    "unknown charset": (
        sent(b"{}", "application/json; charset=klingon"),
        "error: body is no JSON: addThing: request body",
        "2 bytes of something else",
        "JSON",
    ),
}
