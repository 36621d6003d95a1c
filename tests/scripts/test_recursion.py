"""Schemas that hold themselves."""

from __future__ import annotations

from typing import Any

from pipeline.recursion import lists_of_themselves, name_what_leads_back

from .viewed import document, job, to

MORE = job(x={"type": "string"})


def named(**schemas: Any) -> Any:
    view = document(schemas, to("It"))
    name_what_leads_back(view)
    return view["components"]["schemas"]


def test_an_all_of_inside_a_schema_that_leads_back_to_it_gets_a_name() -> None:
    back = {"allOf": [to("Other"), MORE]}
    free = {"allOf": [to("Free"), MORE]}
    found = named(It=job(up=back, on=back, free=free), Other=job(it=to("It")), Free=MORE)
    assert found["It"] == job(up=to("It_up"), on=to("It_on"), free=free)
    assert found["It_up"] == back


def test_a_name_that_is_taken_is_passed_over() -> None:
    found = named(It={"additionalProperties": {"allOf": [to("It"), MORE]}}, It_2=MORE)
    assert found["It"]["additionalProperties"] == to("It_2_2")


def test_an_all_of_that_has_a_name_or_one_member_stays() -> None:
    schemas = {"It": job(up={"allOf": [to("It")]}), "Own": {"allOf": [to("Own"), MORE]}}
    assert named(**schemas) == schemas


def test_a_list_that_holds_itself_is_the_one_choice_of_a_union() -> None:
    inner = {"type": "array", "items": {"anyOf": [to("Any"), to("It")]}}
    view = document({"It": inner, "Flat": {"type": "array", "items": True}, "Any": True}, to("It"))
    lists_of_themselves(view)
    assert view["components"]["schemas"]["It"] == {"anyOf": [inner]}
    assert view["components"]["schemas"]["Flat"] == {"type": "array", "items": True}
