# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, Literal, cast
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.file_processing_status import FileProcessingStatus
from ..models.file_purpose import FilePurpose
from ..models.file_type import FileType
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
    from ..models.file_validation_report import FileValidationReport


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FileValidationReport
    from ..models.file_validation_report import FileValidationReport  # noqa: PLC0415


def _parse_purpose(data: Any) -> FilePurpose | str:
    if isinstance(data, str) and data in FilePurpose._value2member_map_:
        try:
            purpose_type_0 = cast(FilePurpose, FilePurpose._value2member_map_[data])

            return purpose_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: FilePurpose | str = data
    return value


def _parse_file_type(data: Any) -> FileType | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str) and data in FileType._value2member_map_:
        try:
            file_type_type_0 = cast(FileType, FileType._value2member_map_[data])

            return file_type_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: FileType | str | Unset = data
    return value


def _parse_processing_status(data: Any) -> FileProcessingStatus | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str) and data in FileProcessingStatus._value2member_map_:
        try:
            processing_status_type_0 = cast(FileProcessingStatus, FileProcessingStatus._value2member_map_[data])

            return processing_status_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: FileProcessingStatus | str | Unset = data
    return value


@_attrs_define
class FileResponse(_OpenModel):
    """A file. `FileType` and `Processed` are of the older form, `processing_status` and `validation_report` of the newer
    one.

        Attributes:
            id (str):
            object_ (Literal['file']):
            created_at (int): In seconds since 1970.
            filename (str):
            bytes_ (int):
            purpose (FilePurpose | str):
            file_type (FileType | str | Unset):
            processed (bool | Unset):
            line_count (int | Unset): No longer sent since 2026-02.
            processing_status (FileProcessingStatus | str | Unset):
            validation_report (FileValidationReport | Unset): What the server found in a file; other properties,
                `dataset_has_…`, say what is in it.
    """

    id: str
    object_: Literal["file"]
    created_at: int
    filename: str
    bytes_: int
    purpose: FilePurpose | str
    file_type: FileType | str | Unset = UNSET
    processed: bool | Unset = UNSET
    line_count: int | Unset = UNSET
    processing_status: FileProcessingStatus | str | Unset = UNSET
    validation_report: FileValidationReport | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["id"] = self.id

        field_dict["object"] = self.object_

        field_dict["created_at"] = self.created_at

        field_dict["filename"] = self.filename

        field_dict["bytes"] = self.bytes_

        if isinstance(self.purpose, FilePurpose):
            field_dict["purpose"] = self.purpose.value
        else:
            field_dict["purpose"] = self.purpose

        if isinstance(self.file_type, FileType):
            field_dict["FileType"] = self.file_type.value
        elif not isinstance(self.file_type, Unset):
            field_dict["FileType"] = self.file_type

        if self.processed is not UNSET:
            field_dict["Processed"] = self.processed

        if self.line_count is not UNSET:
            field_dict["LineCount"] = self.line_count

        if isinstance(self.processing_status, FileProcessingStatus):
            field_dict["processing_status"] = self.processing_status.value
        elif not isinstance(self.processing_status, Unset):
            field_dict["processing_status"] = self.processing_status

        if not isinstance(self.validation_report, Unset):
            field_dict["validation_report"] = self.validation_report.to_dict()

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return (
            isinstance(data, dict)
            and "id" in data
            and data.get("object", UNSET) == "file"
            and "created_at" in data
            and "filename" in data
            and "bytes" in data
            and "purpose" in data
        )

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        object_: Literal["file"] = d.pop("object")

        if object_ != "file":
            raise ValueError(f"object must match const 'file', got '{object_}'")

        _validation_report = d.pop("validation_report", UNSET)
        validation_report: FileValidationReport | Unset
        if isinstance(_validation_report, Unset):
            validation_report = UNSET
        else:
            validation_report = FileValidationReport.from_dict(_validation_report)

        made = cls(
            d.pop("id"),
            object_,
            d.pop("created_at"),
            d.pop("filename"),
            d.pop("bytes"),
            _parse_purpose(d.pop("purpose")),
            _parse_file_type(d.pop("FileType", UNSET)),
            d.pop("Processed", UNSET),
            d.pop("LineCount", UNSET),
            _parse_processing_status(d.pop("processing_status", UNSET)),
            validation_report,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
