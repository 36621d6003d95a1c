# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.file_purpose import FilePurpose
from ..models.file_type import FileType
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel


@_attrs_define
class StartFileUpload(_OpenModel):
    """
    Attributes:
        purpose (FilePurpose):
        file_name (str): The file's name.
        file_type (FileType | Unset): The server takes `jsonl` if it is left out.
        checksum (str | Unset): SHA-256 of the content, as hexadecimal digits.
    """

    purpose: FilePurpose
    file_name: str
    file_type: FileType | Unset = UNSET
    checksum: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["purpose"] = self.purpose.value

        field_dict["file_name"] = self.file_name

        if not isinstance(self.file_type, Unset):
            field_dict["file_type"] = self.file_type.value

        if self.checksum is not UNSET:
            field_dict["checksum"] = self.checksum

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "purpose" in data and "file_name" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        purpose = FilePurpose(d.pop("purpose"))

        _file_type = d.pop("file_type", UNSET)
        file_type: FileType | Unset
        if isinstance(_file_type, Unset):
            file_type = UNSET
        else:
            file_type = FileType(_file_type)

        made = cls(
            purpose,
            d.pop("file_name"),
            file_type,
            d.pop("checksum", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
