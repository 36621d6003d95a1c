# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel


def _parse_detail(data: Any) -> list[ValidationError] | str | Unset:
    if isinstance(data, Unset):
        return data
    try:
        if not isinstance(data, list):
            raise TypeError()
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
class HTTPValidationError(_OpenModel):
    detail: list[ValidationError] | str | Unset = UNSET
    """ What was wrong with the request; a list of places, or a text. """
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(_parse_detail(d.pop("detail", UNSET)))

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made


# Below, because two models may be made of each other.
from ..models.validation_error import ValidationError
