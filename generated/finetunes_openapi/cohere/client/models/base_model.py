# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.base_type import BaseType
from ..models.strategy import Strategy
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel


def _parse_base_type(data: Any) -> BaseType | str:
    if isinstance(data, str) and data in BaseType._value2member_map_:
        try:
            base_type_type_0 = cast(BaseType, BaseType._value2member_map_[data])

            return base_type_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: BaseType | str = data
    return value


def _parse_strategy(data: Any) -> str | Strategy | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str) and data in Strategy._value2member_map_:
        try:
            strategy_type_0 = cast(Strategy, Strategy._value2member_map_[data])

            return strategy_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: str | Strategy | Unset = data
    return value


@_attrs_define
class BaseModel(_OpenModel):
    """
    Attributes:
        base_type (BaseType | str):
        name (str | Unset): The base model.
        version (str | Unset):
        strategy (str | Strategy | Unset):
    """

    base_type: BaseType | str
    name: str | Unset = UNSET
    version: str | Unset = UNSET
    strategy: str | Strategy | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)

        if isinstance(self.base_type, BaseType):
            field_dict["base_type"] = self.base_type.value
        else:
            field_dict["base_type"] = self.base_type

        if self.name is not UNSET:
            field_dict["name"] = self.name

        if self.version is not UNSET:
            field_dict["version"] = self.version

        if isinstance(self.strategy, Strategy):
            field_dict["strategy"] = self.strategy.value
        elif not isinstance(self.strategy, Unset):
            field_dict["strategy"] = self.strategy

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "base_type" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            _parse_base_type(d.pop("base_type")),
            d.pop("name", UNSET),
            d.pop("version", UNSET),
            _parse_strategy(d.pop("strategy", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
