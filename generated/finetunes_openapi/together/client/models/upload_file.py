# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..models.file_purpose import FilePurpose
from ..models.file_type import FileType
from ..types import UNSET, File, Unset
from ..types import OpenModel as _OpenModel


@_attrs_define
class UploadFile(_OpenModel):
    """
    Attributes:
        purpose (FilePurpose):
        file_name (str): The file's name.
        file (File): The content.
        file_type (FileType | Unset): The server takes `jsonl` if it is left out.
    """

    purpose: FilePurpose
    file_name: str
    file: File
    file_type: FileType | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["purpose"] = self.purpose.value

        field_dict["file_name"] = self.file_name

        field_dict["file"] = self.file.to_tuple()

        if not isinstance(self.file_type, Unset):
            field_dict["file_type"] = self.file_type.value

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("purpose", (None, str(self.purpose.value).encode(), "text/plain")))

        files.append(("file_name", (None, str(self.file_name).encode(), "text/plain")))

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.file_type, Unset):
            files.append(("file_type", (None, str(self.file_type.value).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "purpose" in data and "file_name" in data and "file" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        purpose = FilePurpose(d.pop("purpose"))

        file = File(payload=BytesIO(d.pop("file")))

        _file_type = d.pop("file_type", UNSET)
        file_type: FileType | Unset
        if isinstance(_file_type, Unset):
            file_type = UNSET
        else:
            file_type = FileType(_file_type)

        made = cls(
            purpose,
            d.pop("file_name"),
            file,
            file_type,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
