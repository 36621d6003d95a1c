# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
    from ..models.validation_error import ValidationError


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
            detail_type_0 = [ValidationError.from_dict(item) for item in data]

            return detail_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: list[ValidationError] | str | Unset = data
    return value


@_attrs_define
class HTTPValidationError(_OpenModel):
    """
    Attributes:
        detail (list[ValidationError] | str | Unset): What was wrong with the request; a list of places, or a text.
    """

    detail: list[ValidationError] | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.validation_error import ValidationError  # noqa: PLC0415

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)

        if isinstance(self.detail, list) and all(isinstance(item, ValidationError) for item in self.detail):
            field_dict["detail"] = [item.to_dict() for item in self.detail]

        elif not isinstance(self.detail, Unset):
            field_dict["detail"] = self.detail

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        made = cls(
            _parse_detail(d.pop("detail", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
