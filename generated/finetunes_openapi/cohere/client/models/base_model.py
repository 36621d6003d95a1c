# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.base_type import BaseType
from ..models.strategy import Strategy
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel
from ..types import read_member as _read_member


@_attrs_define
class BaseModel(_OpenModel):
    base_type: BaseType | str
    name: str | Unset = UNSET
    """ The base model. """
    version: str | Unset = UNSET
    strategy: str | Strategy | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            _read_member(BaseType, d.pop("base_type")),
            d.pop("name", UNSET),
            d.pop("version", UNSET),
            _read_member(Strategy, d.pop("strategy", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
