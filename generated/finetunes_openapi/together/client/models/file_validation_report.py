# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FileValidationReport")


@_attrs_define
class FileValidationReport:
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
        valid = self.valid

        dataset_format = self.dataset_format

        error = self.error

        error_type = self.error_type

        file_id = self.file_id

        nlines = self.nlines

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "valid": valid,
            }
        )
        if dataset_format is not UNSET:
            field_dict["dataset_format"] = dataset_format
        if error is not UNSET:
            field_dict["error"] = error
        if error_type is not UNSET:
            field_dict["error_type"] = error_type
        if file_id is not UNSET:
            field_dict["file_id"] = file_id
        if nlines is not UNSET:
            field_dict["nlines"] = nlines

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "valid" in data

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        valid = d.pop("valid")

        dataset_format = d.pop("dataset_format", UNSET)

        error = d.pop("error", UNSET)

        error_type = d.pop("error_type", UNSET)

        file_id = d.pop("file_id", UNSET)

        nlines = d.pop("nlines", UNSET)

        made = cls(
            valid,
            dataset_format,
            error,
            error_type,
            file_id,
            nlines,
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
