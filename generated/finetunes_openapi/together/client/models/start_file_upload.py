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
    purpose: FilePurpose
    file_name: str
    """ The file's name. """
    file_type: FileType | Unset = UNSET
    """ The server takes `jsonl` if it is left out. """
    checksum: str | Unset = UNSET
    """ SHA-256 of the content, as hexadecimal digits. """
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            FilePurpose(d.pop("purpose")),
            d.pop("file_name"),
            FileType(_given) if (_given := d.pop("file_type", UNSET)) is not UNSET else UNSET,
            d.pop("checksum", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
