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
    purpose: FilePurpose
    file_name: str
    """ The file's name. """
    file: File
    """ The content. """
    file_type: FileType | Unset = UNSET
    """ The server takes `jsonl` if it is left out. """
    additional_properties: dict[str, Any] = _attrs_field(init=False)

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

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            FilePurpose(d.pop("purpose")),
            d.pop("file_name"),
            File(payload=BytesIO(d.pop("file"))),
            FileType(_given) if (_given := d.pop("file_type", UNSET)) is not UNSET else UNSET,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
