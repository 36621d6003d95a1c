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
    from ..models.error_details import ErrorDetails
    from ..models.validation_error import ValidationError


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global ErrorDetails
    global ValidationError
    from ..models.error_details import ErrorDetails  # noqa: PLC0415
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
class Error(_OpenModel):
    """Either `detail`, or `error` and `message`.

    Attributes:
        detail (list[ValidationError] | str | Unset): What went wrong; a text, or a list as in HTTPValidationError.
        error (str | Unset): A short name of the failure.
        message (str | Unset): What went wrong, in a sentence.
        details (ErrorDetails | Unset): More about it.
        retry_after (float | Unset): Seconds to wait before the next request; with 429.
    """

    detail: list[ValidationError] | str | Unset = UNSET
    error: str | Unset = UNSET
    message: str | Unset = UNSET
    details: ErrorDetails | Unset = UNSET
    retry_after: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.validation_error import ValidationError  # noqa: PLC0415

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)

        if isinstance(self.detail, list) and all(isinstance(item, ValidationError) for item in self.detail):
            field_dict["detail"] = [item.to_dict() for item in self.detail]

        elif not isinstance(self.detail, Unset):
            field_dict["detail"] = self.detail

        if self.error is not UNSET:
            field_dict["error"] = self.error

        if self.message is not UNSET:
            field_dict["message"] = self.message

        if not isinstance(self.details, Unset):
            field_dict["details"] = self.details.to_dict()

        if self.retry_after is not UNSET:
            field_dict["retry_after"] = self.retry_after

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        _details = d.pop("details", UNSET)
        details: ErrorDetails | Unset
        if isinstance(_details, Unset):
            details = UNSET
        else:
            details = ErrorDetails.from_dict(_details)

        made = cls(
            _parse_detail(d.pop("detail", UNSET)),
            d.pop("error", UNSET),
            d.pop("message", UNSET),
            details,
            d.pop("retry_after", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
