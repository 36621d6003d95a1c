# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.file_processing_status import FileProcessingStatus
from ..models.file_purpose import FilePurpose
from ..models.file_type import FileType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.file_validation_report import FileValidationReport


T = TypeVar("T", bound="FileResponse")


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
class FileResponse:
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
        id = self.id

        object_ = self.object_

        created_at = self.created_at

        filename = self.filename

        bytes_ = self.bytes_

        purpose: str
        if isinstance(self.purpose, FilePurpose):
            purpose = self.purpose.value
        else:
            purpose = self.purpose

        file_type: str | Unset
        if isinstance(self.file_type, Unset):
            file_type = UNSET
        elif isinstance(self.file_type, FileType):
            file_type = self.file_type.value
        else:
            file_type = self.file_type

        processed = self.processed

        line_count = self.line_count

        processing_status: str | Unset
        if isinstance(self.processing_status, Unset):
            processing_status = UNSET
        elif isinstance(self.processing_status, FileProcessingStatus):
            processing_status = self.processing_status.value
        else:
            processing_status = self.processing_status

        validation_report: dict[str, Any] | Unset = UNSET
        if not isinstance(self.validation_report, Unset):
            validation_report = self.validation_report.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "object": object_,
                "created_at": created_at,
                "filename": filename,
                "bytes": bytes_,
                "purpose": purpose,
            }
        )
        if file_type is not UNSET:
            field_dict["FileType"] = file_type
        if processed is not UNSET:
            field_dict["Processed"] = processed
        if line_count is not UNSET:
            field_dict["LineCount"] = line_count
        if processing_status is not UNSET:
            field_dict["processing_status"] = processing_status
        if validation_report is not UNSET:
            field_dict["validation_report"] = validation_report

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
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        id = d.pop("id")

        object_: Literal["file"] = d.pop("object")

        if object_ != "file":
            raise ValueError(f"object must match const 'file', got '{object_}'")

        created_at = d.pop("created_at")

        filename = d.pop("filename")

        bytes_ = d.pop("bytes")

        purpose = _parse_purpose(d.pop("purpose"))

        file_type = _parse_file_type(d.pop("FileType", UNSET))

        processed = d.pop("Processed", UNSET)

        line_count = d.pop("LineCount", UNSET)

        processing_status = _parse_processing_status(d.pop("processing_status", UNSET))

        _validation_report = d.pop("validation_report", UNSET)
        validation_report: FileValidationReport | Unset
        if isinstance(_validation_report, Unset):
            validation_report = UNSET
        else:
            validation_report = FileValidationReport.from_dict(_validation_report)

        made = cls(
            id,
            object_,
            created_at,
            filename,
            bytes_,
            purpose,
            file_type,
            processed,
            line_count,
            processing_status,
            validation_report,
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
