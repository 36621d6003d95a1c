# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
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

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.file_validation_report import FileValidationReport  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        object_ = cast(Literal["file"], d.pop("object"))
        if object_ != "file":
            raise ValueError(f"object must match const 'file', got '{object_}'")

        created_at = d.pop("created_at")

        filename = d.pop("filename")

        bytes_ = d.pop("bytes")

        def _parse_purpose(data: object) -> FilePurpose | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                purpose_type_0 = FilePurpose(data)

                return purpose_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FilePurpose | str, data)

        purpose = _parse_purpose(d.pop("purpose"))

        def _parse_file_type(data: object) -> FileType | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                file_type_type_0 = FileType(data)

                return file_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FileType | str | Unset, data)

        file_type = _parse_file_type(d.pop("FileType", UNSET))

        processed = d.pop("Processed", UNSET)

        line_count = d.pop("LineCount", UNSET)

        def _parse_processing_status(data: object) -> FileProcessingStatus | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                processing_status_type_0 = FileProcessingStatus(data)

                return processing_status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FileProcessingStatus | str | Unset, data)

        processing_status = _parse_processing_status(d.pop("processing_status", UNSET))

        _validation_report = d.pop("validation_report", UNSET)
        validation_report: FileValidationReport | Unset
        if isinstance(_validation_report, Unset):
            validation_report = UNSET
        else:
            validation_report = FileValidationReport.from_dict(_validation_report)

        made = cls(
            id=id,
            object_=object_,
            created_at=created_at,
            filename=filename,
            bytes_=bytes_,
            purpose=purpose,
            file_type=file_type,
            processed=processed,
            line_count=line_count,
            processing_status=processing_status,
            validation_report=validation_report,
        )

        made.additional_properties = d
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
