# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET
from ..types import OpenModel as _OpenModel


@_attrs_define
class UnspecifiedTrainingType(_OpenModel):
    """What jobs of before there was a choice have."""

    type_: Literal[""]
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    _NAMES = {"type_": "type"}

    @staticmethod
    def _could_be(data: object) -> bool:
        return isinstance(data, dict) and data.get("type", UNSET) == ""

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        type_: Literal[""] = d.pop("type")

        if type_ != "":
            raise ValueError(f"type must match const '', got '{type_}'")

        made = cls(type_)

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
