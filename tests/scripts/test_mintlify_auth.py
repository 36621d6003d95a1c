"""Which parameter carries which scheme, and schemes that have only a name."""

from __future__ import annotations

from typing import Any

import pytest
from pipeline.mintlify_auth import pair, scheme
from pipeline.undeclared import declare_schemes

BEARER: Any = ("header", "Authorization", {"type": "http", "scheme": "bearer"})
BASIC: Any = ("header", "Authorization", {"type": "http", "scheme": "basic"})
QUERY: Any = ("query", "key", {"type": "apiKey"})
HEADER: Any = ("header", "X-API-Key", {"type": "apiKey"})
OTHER: Any = ("header", "X-App-Id", {"type": "apiKey"})


@pytest.mark.parametrize(
    ("names", "parameters", "found"),
    [
        (["a"], [OTHER], {"a": OTHER}),
        (["a", "b"], [HEADER, OTHER], {"a": HEADER, "b": OTHER}),
        (["jwtAuth", "b"], [QUERY, BEARER], {"jwtAuth": BEARER, "b": QUERY}),
        (["basic", "b"], [QUERY, BASIC], {"basic": BASIC, "b": QUERY}),
        (["bearer", "b"], [QUERY, BASIC], {"bearer": QUERY, "b": BASIC}),
        (["apiKey", "queryKey"], [QUERY, HEADER], {"apiKey": HEADER, "queryKey": QUERY}),
        (["X_App_Id", "k"], [QUERY, OTHER], {"X_App_Id": OTHER, "k": QUERY}),
        (["a", "b"], [HEADER], {"a": HEADER, "b": HEADER}),
        ([], [HEADER], {"X-API-Key": HEADER}),
        (["a"], [], {}),
        (["key", "a"], [QUERY, HEADER, OTHER], {"key": QUERY, "a": HEADER, "X-App-Id": OTHER}),
    ],
)
def test_names_and_parameters_pair_up(names: Any, parameters: Any, found: Any) -> None:
    assert pair(names, parameters) == found


def test_the_order_is_that_of_the_title() -> None:
    assert list(pair(["apiKey", "queryKey"], [QUERY, HEADER])) == ["apiKey", "queryKey"]


def test_a_scheme_without_its_word_is_a_bearer_token() -> None:
    assert scheme("header", "Authorization", {"type": "http"}) == {
        "type": "http",
        "scheme": "bearer",
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [("BearerAuth", ("http", "bearer")), ("basic", ("http", "basic")), ("key", ("apiKey", None))],
)
def test_a_scheme_that_only_has_a_name_is_declared_by_it(name: str, kind: Any) -> None:
    document: dict[str, Any] = {
        "security": [{name: []}],
        "paths": {"/a": {"get": {"security": [5]}}},
    }
    declare_schemes(document)
    found = document["components"]["securitySchemes"][name]
    assert (found["type"], found.get("scheme")) == kind
    assert "does not describe it" in found["description"]


def test_a_scheme_that_is_declared_stays() -> None:
    declared: dict[str, Any] = {"securitySchemes": {"k": {"type": "oauth2", "flows": {}}}}
    document: dict[str, Any] = {"security": [{"k": []}], "components": declared}
    declare_schemes(document)
    assert declared == {"securitySchemes": {"k": {"type": "oauth2", "flows": {}}}}


@pytest.mark.parametrize("components", [5, {"securitySchemes": 5}])
def test_components_of_another_shape_are_left_to_the_validator(components: Any) -> None:
    document: dict[str, Any] = {"security": [{"k": []}], "components": components}
    declare_schemes(document)
    assert document["components"] == components
