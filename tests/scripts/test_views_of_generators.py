"""Each generator gets what it needs: bodies what is sent, contracts and clients what fits both."""

from typing import Any

from pipeline.class_names import give_own_names
from pipeline.views import client_view, contract_view, request_view

from .viewed import STATUS, document, job, to


def test_the_request_view_keeps_bodies_and_what_they_refer_to() -> None:
    given = document(
        {"New": job(status=to("Status")), "Status": STATUS, "Job": job()}, to("Job"), to("New")
    )
    view = request_view(given)
    assert view["components"]["schemas"].keys() == {"New", "Status"}
    assert view["paths"]["/jobs"]["post"]["responses"] == {}


def test_the_request_view_has_no_paths_if_no_operation_takes_a_body() -> None:
    view = request_view(document({"Job": job()}, to("Job")))
    assert view["paths"] == {}
    assert view["components"] == {}


def test_the_contract_view_leaves_out_defaults_but_no_property_of_that_name() -> None:
    given = document({"Job": job(default={"type": "string", "default": "x"})}, to("Job"))
    view = contract_view(given)
    assert view["components"]["schemas"]["Job"] == job(default={"type": "string"})
    assert given["components"]["schemas"]["Job"]["properties"]["default"]["default"] == "x"


def test_the_request_view_takes_any_further_property_of_an_object_that_names_some() -> None:
    body = job(n={"type": "integer"}) | {"additionalProperties": {"type": "string"}}
    view = request_view(document({"New": body}, {}, to("New")))
    assert view["components"]["schemas"]["New"] == job(n={"type": "integer"})


def test_the_contract_view_asks_for_no_format_that_takes_another_package() -> None:
    given = document({"Job": job(by={"type": "string", "format": "email"})}, to("Job"))
    assert contract_view(given)["components"]["schemas"]["Job"] == job(by={"type": "string"})


def test_the_contract_view_names_no_member_of_an_enumeration_as_a_method_of_text() -> None:
    words = {"type": "string", "enum": ["title", "other"]}
    made = contract_view(document({"Job": job(kind=words)}, to("Job")))["components"]["schemas"]
    assert made["Job"]["properties"]["kind"]["x-enum-varnames"] == ["title_", "other"]


def test_the_contract_view_combines_what_disagrees() -> None:
    parts = [job(n={"type": "integer"}), job(n={"type": "string"})]
    view = contract_view(document({"Job": {"allOf": parts}}, to("Job")))
    assert "allOf" not in view["components"]["schemas"]["Job"]


def test_the_client_view_sends_no_defaults() -> None:
    given = document({"New": job(n={"type": "integer", "default": 3})}, {}, to("New"))
    size = {"type": "integer", "default": 50}
    given["paths"]["/jobs"]["post"]["parameters"] = [{"name": "n", "in": "query", "schema": size}]
    view = client_view(given)
    assert view["components"]["schemas"]["New"] == job(n={"type": "integer"})
    assert view["paths"]["/jobs"]["post"]["parameters"][0]["schema"] == {"type": "integer"}


def test_an_item_of_a_tuple_takes_no_other_schemas_name() -> None:
    pair = {"type": "array", "prefixItems": [job(q={"type": "string"}), {"type": "string"}]}
    schemas = {"Job": job(pair=pair), "JobPairItemType0": job()}
    view: Any = {"paths": {}, "components": {"schemas": schemas}}
    give_own_names(view)
    named = view["components"]["schemas"]
    items = named["Job"]["properties"]["pair"]["prefixItems"]
    assert items == [to("JobPairItemType0_2"), {"type": "string"}]
    assert named["JobPairItemType0_2"] == job(q={"type": "string"})


def test_a_boolean_constant_is_not_forgotten_for_its_type() -> None:
    given = document({"Job": job(done={"type": "boolean", "const": True})}, to("Job"))
    assert client_view(given)["components"]["schemas"]["Job"] == job(done={"const": True})


SECRET = {"type": "string", "format": "password", "writeOnly": True}


def needs(*names: str, **properties: Any) -> dict[str, Any]:
    return job(**properties) | {"required": list(names)}


def test_what_is_only_written_is_required_in_no_answer_and_in_every_body() -> None:
    schemas = {
        "Job": needs("key", "id", key=to("Key"), id={"type": "string"}),
        "Only": needs("key", key=SECRET),
        "New": needs("key", key=SECRET),
        "Key": SECRET,
    }
    given = document(schemas, {"allOf": [to("Job"), needs("k", k=SECRET)]}, to("New"))
    shared = {"description": "d", "content": {"application/json": {"schema": to("Only")}}}
    given["components"]["responses"] = {"Shared": shared}
    given["paths"]["/jobs"]["post"]["responses"]["201"] = {"$ref": "#/components/responses/Shared"}
    for view in (client_view(given), contract_view(given)):
        made = view["components"]["schemas"]
        assert made["Job"]["required"] == ["id"]
        assert made["Only"]["required"] == []
        assert made["New"]["required"] == ["key"]
        answer = view["paths"]["/jobs"]["post"]["responses"]["200"]["content"]["application/json"]
        assert answer["schema"]["allOf"][1]["required"] == []
    assert request_view(given)["components"]["schemas"]["New"]["required"] == ["key"]


def test_what_is_only_read_is_in_no_body() -> None:
    schemas = {
        "New": needs("id", "name", id={"type": "string", "readOnly": True}, name=to("Name")),
        "Name": {"type": "string", "readOnly": False},
        "Inner": job(state=to("State")),
        "State": STATUS | {"readOnly": True},
    }
    body = {"allOf": [to("New"), needs("id", "inner", inner=to("Inner"), any=True)]}
    view = request_view(document(schemas, {}, body))
    sent = view["paths"]["/jobs"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert sent["allOf"][1]["required"] == ["inner"]
    assert view["components"]["schemas"] == {
        "New": needs("name", name=to("Name")),
        "Name": schemas["Name"],
        "Inner": job(),
    }
