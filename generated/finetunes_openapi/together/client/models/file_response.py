# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.file_processing_status import FileProcessingStatus
from ..models.file_purpose import FilePurpose
from ..models.file_type import FileType
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel
from ..types import read_member as _read_member


@_attrs_define
class FileResponse(_OpenModel):
    """A file. `FileType` and `Processed` are of the older form, `processing_status` and `validation_report` of the newer
    one.

    """

    id: str
    object_: Literal["file"]
    created_at: int
    """ In seconds since 1970. """
    filename: str
    bytes_: int
    purpose: FilePurpose | str
    file_type: FileType | str | Unset = UNSET
    processed: bool | Unset = UNSET
    line_count: int | Unset = UNSET
    """ No longer sent since 2026-02. """
    processing_status: FileProcessingStatus | str | Unset = UNSET
    validation_report: FileValidationReport | Unset = UNSET
    """ What the server found in a file; other properties, `dataset_has_…`, say what is in it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    _NAMES = {
        "object_": "object",
        "bytes_": "bytes",
        "file_type": "FileType",
        "processed": "Processed",
        "line_count": "LineCount",
    }

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        object_: Literal["file"] = d.pop("object")

        if object_ != "file":
            raise ValueError(f"object must match const 'file', got '{object_}'")

        made = cls(
            d.pop("id"),
            object_,
            d.pop("created_at"),
            d.pop("filename"),
            d.pop("bytes"),
            _read_member(FilePurpose, d.pop("purpose")),
            _read_member(FileType, d.pop("FileType", UNSET)),
            d.pop("Processed", UNSET),
            d.pop("LineCount", UNSET),
            _read_member(FileProcessingStatus, d.pop("processing_status", UNSET)),
            FileValidationReport.from_dict(_given)
            if (_given := d.pop("validation_report", UNSET)) is not UNSET
            else UNSET,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made


# Below, because two models may be made of each other.
from ..models.file_validation_report import FileValidationReport
