# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.validation_error import ValidationError


T = TypeVar("T", bound="HTTPValidationError")


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global ValidationError
    from ..models.validation_error import ValidationError  # noqa: PLC0415


def _parse_detail(data: Any) -> list[ValidationError] | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, list):
        try:
            detail_type_0 = []
            _detail_type_0 = data
            for detail_type_0_item_data in _detail_type_0:
                detail_type_0_item = ValidationError.from_dict(detail_type_0_item_data)

                detail_type_0.append(detail_type_0_item)

            return detail_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: list[ValidationError] | str | Unset = data
    return value


@_attrs_define
class HTTPValidationError:
    """
    Attributes:
        detail (list[ValidationError] | str | Unset): What was wrong with the request; a list of places, or a text.
    """

    detail: list[ValidationError] | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        detail: list[dict[str, Any]] | str | Unset
        if isinstance(self.detail, Unset):
            detail = UNSET
        elif isinstance(self.detail, list):
            detail = []
            for detail_type_0_item_data in self.detail:
                detail_type_0_item = detail_type_0_item_data.to_dict()
                detail.append(detail_type_0_item)

        else:
            detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if detail is not UNSET:
            field_dict["detail"] = detail

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict)

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        detail = _parse_detail(d.pop("detail", UNSET))

        made = cls(
            detail,
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
