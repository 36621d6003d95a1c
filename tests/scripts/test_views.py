"""The open view lets new answers through; the strict document stays as it is."""

import copy
from typing import Any

from pipeline.views import open_view, request_view

from .viewed import STATUS, document, job, to


def opened(schemas: dict[str, Any], answer: Any, body: Any = None) -> tuple[Any, Any]:
    """Return the opened schemas and the opened answer."""
    view = open_view(document(copy.deepcopy(schemas), answer, body))
    responses = view["paths"]["/jobs"]["post"]["responses"]
    return view["components"]["schemas"], responses["200"]["content"]["application/json"]["schema"]


def test_a_named_enumeration_takes_other_values_where_an_answer_uses_it() -> None:
    schemas, _ = opened({"Job": job(status=to("Status")), "Status": STATUS}, to("Job"))
    assert schemas["Job"]["properties"]["status"] == {"anyOf": [to("Status"), {"type": "string"}]}
    assert schemas["Status"] == STATUS


def test_what_is_said_beside_an_enumeration_stays_beside_it() -> None:
    status = {**to("Status"), "description": "d", "default": "done"}
    schemas, _ = opened({"Job": job(status=status), "Status": STATUS}, to("Job"))
    assert schemas["Job"]["properties"]["status"] == {
        "anyOf": [to("Status"), {"type": "string"}],
        "description": "d",
        "default": "done",
    }


def test_an_inline_enumeration_gets_a_name_of_its_own() -> None:
    schemas, _ = opened({"Job": job(run_state=STATUS | {"title": "T"})}, to("Job"))
    assert schemas["Job"]["properties"]["run_state"] == {
        "anyOf": [to("JobRunState"), {"type": "string"}],
        "title": "T",
    }
    assert schemas["JobRunState"] == STATUS


def test_the_name_of_an_inline_enumeration_does_not_take_another_schemas_place() -> None:
    schemas, _ = opened({"Job": job(state=STATUS), "JobState": job()}, to("Job"))
    assert schemas["JobState"] == job()
    assert schemas["JobStateValue"] == STATUS


def test_an_enumeration_of_integers_takes_other_integers() -> None:
    schemas, _ = opened({"Job": job(n={"type": "integer", "enum": [1, 2]})}, to("Job"))
    assert schemas["Job"]["properties"]["n"]["anyOf"][1] == {"type": "integer"}


def test_dates_and_uuids_take_any_text() -> None:
    formats = ("date-time", "date", "uuid")
    made = {name: {"type": "string", "format": name, "description": "d"} for name in formats}
    schemas, _ = opened({"Job": job(**made)}, to("Job"))
    for name in formats:
        assert schemas["Job"]["properties"][name] == {
            "anyOf": [{"type": "string", "format": name}, {"type": "string"}],
            "description": "d",
        }


def test_a_date_that_may_be_null_takes_any_text_too() -> None:
    when = {"type": ["string", "null"], "format": "date-time"}
    schemas, _ = opened({"Job": job(when=when)}, to("Job"))
    assert schemas["Job"]["properties"]["when"] == {"anyOf": [when, {"type": "string"}]}


def test_an_inline_enumeration_in_a_union_is_called_as_if_it_stood_alone() -> None:
    state = {"anyOf": [STATUS, {"type": "null"}]}
    schemas, _ = opened({"Job": job(state=state)}, to("Job"))
    assert schemas["JobState"] == STATUS


def test_other_formats_and_constants_are_left_alone() -> None:
    plain = {
        "a": {"type": "string", "format": "email"},
        "b": {"const": "x"},
        "c": {"type": ["string", "null"]},
    }
    schemas, _ = opened({"Job": job(**plain)}, to("Job"))
    assert schemas["Job"]["properties"] == plain


def test_a_constant_that_is_one_choice_among_others_takes_other_texts() -> None:
    size = {"anyOf": [{"type": "integer"}, to("Max"), {"type": "null"}]}
    alone = {"anyOf": [{"const": "x"}, {"type": "null"}]}
    schemas, _ = opened({"Job": job(size=size, alone=alone), "Max": {"const": "max"}}, to("Job"))
    properties = schemas["Job"]["properties"]
    assert properties["size"] == {"anyOf": [*size["anyOf"], {"type": "string"}]}
    assert properties["alone"] == alone


def test_a_union_of_objects_gets_a_last_branch_for_variants_nobody_has_seen() -> None:
    schemas, _ = opened(
        {"Job": job(kind={"oneOf": [to("A"), to("B")]}), "A": job(), "B": job()}, to("Job")
    )
    assert schemas["Job"]["properties"]["kind"]["oneOf"] == [to("A"), to("B"), to("UnknownVariant")]
    assert schemas["UnknownVariant"]["additionalProperties"] is True


def test_the_branch_for_unknown_variants_does_not_take_another_schemas_place() -> None:
    schemas, _ = opened(
        {"A": job(), "UnknownVariant": job(x=STATUS)}, {"anyOf": [to("A"), to("UnknownVariant")]}
    )
    assert schemas["UnknownVariantValue"]["additionalProperties"] is True


def test_all_unions_share_the_branch_for_unknown_variants() -> None:
    union = {"oneOf": [to("A"), to("B")]}
    schemas, _ = opened(
        {"Job": job(one=union, other=dict(union)), "A": job(), "B": job()}, to("Job")
    )
    assert schemas["Job"]["properties"]["other"]["oneOf"][-1] == to("UnknownVariant")
    assert len(schemas) == 4


def test_one_object_or_nothing_is_not_a_union_of_variants() -> None:
    union = {"anyOf": [to("A"), {"type": "null"}]}
    schemas, answer = opened({"A": job()}, union)
    assert answer == union
    assert "UnknownVariant" not in schemas


def test_the_members_of_a_union_are_opened_without_nesting_unions() -> None:
    _, answer = opened(
        {"Status": STATUS},
        {"anyOf": [to("Status"), {"type": "string", "format": "date"}, {"type": "null"}]},
    )
    assert answer["anyOf"] == [
        to("Status"),
        {"type": "string", "format": "date"},
        {"type": "null"},
        {"type": "string"},
    ]


def test_items_values_and_inner_objects_are_opened_too() -> None:
    schemas, _ = opened(
        {
            "Status": STATUS,
            "Job": job(
                many={"type": "array", "items": to("Status")},
                more={"type": "object", "additionalProperties": to("Status")},
                any={"type": "object", "additionalProperties": True},
                inner=job(status=to("Status")),
                pattern={"type": "object", "patternProperties": {"^x": to("Status")}},
            ),
        },
        to("Job"),
    )
    loose = {"anyOf": [to("Status"), {"type": "string"}]}
    properties = schemas["Job"]["properties"]
    assert properties["many"]["items"] == loose
    assert properties["more"]["additionalProperties"] == loose
    assert properties["any"]["additionalProperties"] is True
    assert properties["inner"]["properties"]["status"] == loose
    assert properties["pattern"]["patternProperties"]["^x"] == loose


def test_members_of_all_of_stay_what_they_are_and_their_properties_are_opened() -> None:
    whole = {"allOf": [to("A"), job(status=to("Status")), STATUS]}
    schemas, _ = opened({"Job": whole, "A": job(status=STATUS), "Status": STATUS}, to("Job"))
    first, second, third = schemas["Job"]["allOf"]
    assert first == to("A")
    assert "anyOf" in second["properties"]["status"]
    assert third == STATUS
    assert "anyOf" in schemas["A"]["properties"]["status"]


def test_the_answer_itself_is_opened_once_even_if_operations_share_it() -> None:
    given = document({"Status": STATUS}, to("Status"))
    given["components"]["responses"] = {
        "Shared": given["paths"]["/jobs"]["post"]["responses"].pop("200")
    }
    given["paths"]["/jobs"]["post"]["responses"] |= {
        "200": {"$ref": "#/components/responses/Shared"},
        "201": {"$ref": "#/components/responses/Shared"},
    }
    view = open_view(given)
    shared = view["components"]["responses"]["Shared"]["content"]["application/json"]["schema"]
    assert shared == {"anyOf": [to("Status"), {"type": "string"}]}


def test_what_only_requests_use_stays_strict() -> None:
    new = job(status=STATUS, when={"type": "string", "format": "date-time"})
    schemas, _ = opened({"New": new, "Job": job()}, to("Job"), body=to("New"))
    assert schemas["New"] == new


def test_the_document_that_was_given_is_left_as_it_is() -> None:
    given = document({"Status": STATUS, "Job": job(status=to("Status"))}, to("Job"))
    before = copy.deepcopy(given)
    open_view(given)
    request_view(given)
    assert given == before
