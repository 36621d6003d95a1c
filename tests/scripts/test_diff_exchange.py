"""What changes outside of schemas mean: operations, parameters, bodies, replies, access."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pipeline import changes_wire

from .edits import INTEGER, STRING, document

KEY: Any = {"type": "apiKey", "in": "header", "name": "x-key"}
OAUTH: Any = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/t", "scopes": {}}}}
RANGE = "said of the status, and not of its range, or the other way round"
JSON: Any = {"application/json": {"schema": STRING}}


def op(**fields: Any) -> Any:
    return {
        "operationId": "x",
        "tags": ["t"],
        "responses": {"200": {"description": "OK"}},
        **fields,
    }


def parameter(name: str = "q", where: str = "query", **fields: Any) -> Any:
    return {"name": name, "in": where, "schema": STRING, **fields}


def answers(**responses: Any) -> Any:
    made = {status[1:]: {"description": "D", **one} for status, one in responses.items()}
    return op(responses=made)


def said(old: Any, new: Any, **fields: Any) -> list[str]:
    """Compare two operations, or two lists of fields of the whole document."""
    schemes = {"components": {"securitySchemes": {"K": KEY, "O": OAUTH}}}
    documents = [
        document({"/a": {"get": one}}, **copy.deepcopy({**schemes, **fields})) for one in (old, new)
    ]
    found, common = changes_wire.changes(*documents)
    assert common == ["GET /a"]
    assert all(one.operations == ("GET /a",) for one in found)
    return [f"{one.severity} {one.place}: {one.what}" for one in found]


TABLE: dict[str, tuple[Any, Any, list[str]]] = {
    "a new optional parameter": (
        op(), op(parameters=[parameter()]),
        ["harmless request query q: optional parameter added"]),
    "a new required parameter": (
        op(), op(parameters=[parameter(required=True)]),
        ["breaking request query q: required parameter added"]),
    "a parameter that goes": (
        op(parameters=[parameter()]), op(), ["careful request query q: parameter removed"]),
    "a parameter that moves": (
        op(parameters=[parameter()]), op(parameters=[parameter(where="header")]),
        ["breaking request header q: parameter moved"]),
    "a header in other letters": (
        op(parameters=[parameter("X-A", "header")]), op(parameters=[parameter("x-a", "header")]),
        ["harmless request header x-a: spelled in another way"]),
    "a parameter that becomes required": (
        op(parameters=[parameter()]), op(parameters=[parameter(required=True)]),
        ["breaking request query q: required now"]),
    "a parameter that becomes optional": (
        op(parameters=[parameter(required=True)]), op(parameters=[parameter()]),
        ["harmless request query q: optional now"]),
    "a deprecated parameter": (
        op(parameters=[parameter()]), op(parameters=[parameter(deprecated=True)]),
        ["careful request query q: deprecated"]),
    "a parameter that is deprecated no longer": (
        op(parameters=[parameter(deprecated=True)]), op(parameters=[parameter()]),
        ["harmless request query q: no longer deprecated"]),
    "a list that is written in another way": (
        op(parameters=[parameter(schema={"type": "array", "items": STRING})]),
        op(parameters=[parameter(schema={"type": "array", "items": STRING}, explode=False)]),
        ["breaking request query q: written in another way"]),
    "a type of a parameter": (
        op(parameters=[parameter()]), op(parameters=[parameter(schema=INTEGER)]),
        ["breaking request query q: another type"]),
    "a parameter with content": (
        op(parameters=[{"name": "q", "in": "query", "content": JSON}]),
        op(parameters=[{"name": "q", "in": "query", "content": {"text/x": {}}}]),
        ["breaking request query q: media type removed",
         "harmless request query q: media type added"]),
    "a new optional body": (
        op(), op(requestBody={"content": JSON}), ["harmless request body: optional body added"]),
    "a new required body": (
        op(), op(requestBody={"required": True, "content": JSON}),
        ["breaking request body: required body added"]),
    "a body that goes": (
        op(requestBody={"content": JSON}), op(), ["breaking request body: body removed"]),
    "a body that becomes required": (
        op(requestBody={"content": JSON}), op(requestBody={"required": True, "content": JSON}),
        ["breaking request body: required now"]),
    "a body that becomes optional": (
        op(requestBody={"required": True, "content": JSON}), op(requestBody={"content": JSON}),
        ["harmless request body: optional now"]),
    "another character set": (
        op(requestBody={"content": JSON}),
        op(requestBody={"content": {"Application/JSON; charset=utf-8": {"schema": STRING}}}),
        ["harmless request body: spelled in another way"]),
    "any media type": (
        op(requestBody={"content": JSON}), op(requestBody={"content": {"*/*": {"schema": STRING}}}),
        ["harmless request body: media type added"]),
    "a status that goes": (
        answers(_200={}, _404={}), answers(_201={}),
        ["breaking response 200: status removed", "careful response 201: status added",
         "harmless response 404: status removed"]),
    "a status of a failure": (
        answers(_200={}), answers(_200={}, _404={}), ["harmless response 404: status added"]),
    "a range in the place of a status": (
        answers(_200={"content": JSON}),
        answers(_2XX={"content": {"application/json": {"schema": INTEGER}}}),
        ["harmless response 200: " + RANGE, "breaking response 200: another type"]),
    "statuses in the place of a range": (
        answers(_2XX={"content": JSON}, _404={}), answers(_200={"content": JSON}, _4XX={}),
        ["harmless response 200: " + RANGE, "harmless response 404: " + RANGE]),
    "a media type that goes": (
        answers(_200={"content": JSON}), answers(_200={"content": {"text/plain": {}}}),
        ["breaking response 200: media type removed", "harmless response 200: media type added"]),
    "a header that goes": (
        answers(_200={"headers": {"X-A": {"schema": STRING}}}), answers(_200={}),
        ["careful response 200 header x-a: header removed"]),
    "a header that comes": (
        answers(_200={}), answers(_200={"headers": {"X-A": {}}}),
        ["harmless response 200 header x-a: header added"]),
    "a header that changes": (
        answers(_200={"headers": {"X-A": {"schema": STRING}}}),
        answers(_200={"headers": {"X-A": {"schema": INTEGER}}}),
        ["breaking response 200 header x-a: another type"]),
    "a deprecated operation": (
        op(), op(deprecated=True), ["careful operation: deprecated"]),
    "an operation that is deprecated no longer": (
        op(deprecated=True), op(), ["harmless operation: no longer deprecated"]),
    "names for code": (
        op(), op(operationId="y", tags=["u", "v"]),
        ["harmless operationId: changed", "harmless tags: changed"]),
    "words": (op(summary="a"), op(summary="b", description="c"),
        ["harmless texts: other words or examples in 2 places"]),
    "what nobody can judge": (
        op(), op(callbacks={"c": {"{$url}": {"post": op(operationId="y")}}}),
        ["careful callbacks: changed"]),
    "a server that goes": (
        op(servers=[{"url": "/a"}, {"url": "/b"}]), op(servers=[{"url": "/b"}]),
        ["breaking servers: server removed"]),
    "all servers that go": (
        op(servers=[{"url": "/a"}]), op(servers=[]), ["careful servers: server removed"]),
    "a server that comes": (
        op(servers=[{"url": "/a"}]), op(servers=[{"url": "/a"}, {"url": "/b"}]),
        ["harmless servers: server added"]),
    "servers in another order": (
        op(servers=[{"url": "/a"}, {"url": "/b"}]), op(servers=[{"url": "/b"}, {"url": "/a"}]),
        ["careful servers: another server comes first"]),
    "a variable of a server": (
        op(servers=[{"url": "/{v}", "variables": {"v": {"default": "1"}}}]),
        op(servers=[{"url": "/{v}", "variables": {"v": {"default": "2"}}}]),
        ["careful servers: other variables"]),
    "a key that is needed now": (
        op(), op(security=[{"K": []}]),
        ["breaking security: no longer enough", "harmless security: enough now"]),
    "a key that is needed no longer": (
        op(security=[{"K": []}]), op(security=[{}]), ["harmless security: enough now"]),
    "one more way to say who it is": (
        op(security=[{"K": []}]), op(security=[{"K": []}, {"O": ["a"]}]),
        ["harmless security: enough now"]),
    "one more scope": (
        op(security=[{"O": ["a"]}]), op(security=[{"O": ["a", "b"]}]),
        ["breaking security: no longer enough", "harmless security: enough now"]),
    "one scope less": (
        op(security=[{"O": ["a", "b"]}]), op(security=[{"O": ["a"]}]),
        ["harmless security: enough now"]),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_a_change_is_judged(name: str) -> None:
    old, new, lines = TABLE[name]
    assert said(old, new) == lines


TOKENS: Any = {
    "K": {"type": "http", "scheme": "bearer"},
    "J": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
}


def test_another_word_for_a_token_is_harmless() -> None:
    fields: Any = {"components": {"securitySchemes": TOKENS}}
    lines = said(op(security=[{"K": []}]), op(security=[{"J": []}]), **fields)
    assert lines == ["harmless security: another word for the form of a token"]


def test_parts_that_are_written_in_another_way_need_a_look() -> None:
    form: Any = {"schema": {"type": "object"}, "encoding": {"f": {"contentType": "image/png"}}}
    plain: Any = {"schema": {"type": "object"}}
    bodies = [{"content": {"multipart/form-data": one}} for one in (form, plain)]
    lines = said(*(op(requestBody=body) for body in bodies))
    assert lines == ["careful request body: parts written in another way"]


def test_what_is_called_back_is_said_whatever_else_changes() -> None:
    back: Any = {
        "done": {"{$request.body#/url}": {"post": {"responses": {"200": {"description": ""}}}}}
    }
    lines = said(op(callbacks=back), op(tags=["u"]))
    assert lines == ["harmless tags: changed", "careful callbacks: changed"]


@pytest.mark.parametrize(("sent", "action"), [(True, "send none"), (False, "do without a body")])
def test_where_no_media_type_is_left_there_is_nothing_to_send_or_read(
    sent: bool, action: str
) -> None:
    contents: list[Any] = [JSON, {}]
    both = (
        op(requestBody={"content": content}) if sent else answers(_200={"content": content})
        for content in contents
    )
    (change,) = changes_wire.changes(*(document({"/a": {"get": one}}) for one in both))[0]
    assert change.action == action


def test_a_page_that_could_not_tell_servers_or_alternatives_is_not_held_against_one_that_can() -> (
    None
):
    lost = ["servers", "whether all keys are needed or one of them"]
    old = op(security=[{"K": [], "O": []}], **{"x-lost": lost})
    new = op(security=[{"K": []}, {"O": []}], servers=[{"url": "/a"}])
    assert said(old, new) == []
    assert said(old, op(security=[{"K": []}]))[0] == "harmless security: enough now"


def test_bodies_that_a_page_could_not_tell_are_not_compared() -> None:
    lost = {"x-lost": ["bodies of errors", "parts of the body"]}
    form: Any = {"multipart/form-data": {"schema": {"type": "object"}}}
    old = {**answers(_200={}, _404={}), "requestBody": {"content": form}, **lost}
    other: Any = {"multipart/form-data": {"schema": STRING}}
    new = {**answers(_200={}, _404={"content": JSON}), "requestBody": {"content": other}}
    assert said(old, new) == []


def path(name: str, **fields: Any) -> Any:
    made = [parameter(part[1:-1], "path", required=True) for part in name.split("/") if "{" in part]
    return {name: {"get": op(parameters=made, **fields)}}


def test_another_name_for_a_variable_of_a_path_is_no_change() -> None:
    found, common = changes_wire.changes(document(path("/a/{id}")), document(path("/a/{job}")))
    assert (found, common) == ([], ["GET /a/{job}"])


def test_operations_come_go_and_move() -> None:
    old = path("/a", operationId="a") | path("/b", operationId="b")
    new = path("/c", operationId="a", summary="S") | path("/d", operationId="d")
    found, common = changes_wire.changes(document(old), document(new))
    lines = [(one.severity.value, one.what, one.before, one.after) for one in found]
    assert lines == [
        ("breaking", "moved", "GET /a", "GET /c"),
        ("breaking", "removed", "GET /b", "nothing"),
        ("harmless", "added", "nothing", "GET /d"),
    ]
    assert common == ["GET /c"]


def test_the_title_of_the_api_is_a_change_of_no_operation() -> None:
    new = document(path("/a"), info={"title": "U", "version": "1"})
    (change,) = changes_wire.changes(document(path("/a")), new)[0]
    assert (change.operations, change.place, change.after) == ((), "info title", "U")
