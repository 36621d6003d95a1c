# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.base_type import BaseType
from ..models.strategy import Strategy
from ..types import UNSET, Unset

T = TypeVar("T", bound="BaseModel")


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
class BaseModel:
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
        base_type: str
        if isinstance(self.base_type, BaseType):
            base_type = self.base_type.value
        else:
            base_type = self.base_type

        name = self.name

        version = self.version

        strategy: str | Unset
        if isinstance(self.strategy, Unset):
            strategy = UNSET
        elif isinstance(self.strategy, Strategy):
            strategy = self.strategy.value
        else:
            strategy = self.strategy

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "base_type": base_type,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if version is not UNSET:
            field_dict["version"] = version
        if strategy is not UNSET:
            field_dict["strategy"] = strategy

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "base_type" in data

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        base_type = _parse_base_type(d.pop("base_type"))

        name = d.pop("name", UNSET)

        version = d.pop("version", UNSET)

        strategy = _parse_strategy(d.pop("strategy", UNSET))

        made = cls(
            base_type,
            name,
            version,
            strategy,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
