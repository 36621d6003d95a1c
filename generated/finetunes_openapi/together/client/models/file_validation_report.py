# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel


@_attrs_define
class FileValidationReport(_OpenModel):
    """What the server found in a file; other properties, `dataset_has_…`, say what is in it."""

    valid: bool
    dataset_format: str | Unset = UNSET
    error: str | Unset = UNSET
    error_type: str | Unset = UNSET
    file_id: str | Unset = UNSET
    nlines: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("valid"),
            d.pop("dataset_format", UNSET),
            d.pop("error", UNSET),
            d.pop("error_type", UNSET),
            d.pop("file_id", UNSET),
            d.pop("nlines", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
