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
    """What the server found in a file; other properties, `dataset_has_…`, say what is in it.

    Attributes:
        valid (bool):
        dataset_format (str | Unset):
        error (str | Unset):
        error_type (str | Unset):
        file_id (str | Unset):
        nlines (int | Unset):
    """

    valid: bool
    dataset_format: str | Unset = UNSET
    error: str | Unset = UNSET
    error_type: str | Unset = UNSET
    file_id: str | Unset = UNSET
    nlines: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["valid"] = self.valid

        if self.dataset_format is not UNSET:
            field_dict["dataset_format"] = self.dataset_format

        if self.error is not UNSET:
            field_dict["error"] = self.error

        if self.error_type is not UNSET:
            field_dict["error_type"] = self.error_type

        if self.file_id is not UNSET:
            field_dict["file_id"] = self.file_id

        if self.nlines is not UNSET:
            field_dict["nlines"] = self.nlines

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "valid" in data

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
