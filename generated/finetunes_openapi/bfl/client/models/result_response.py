# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.status_response import StatusResponse
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.result_details import ResultDetails
    from ..models.result_preview import ResultPreview


T = TypeVar("T", bound="ResultResponse")


@_attrs_define
class ResultResponse:
    """
    Attributes:
        id (str):
        status (StatusResponse | str):
        result (Any | Unset): Anything, or null.
        progress (float | None | Unset):
        details (None | ResultDetails | Unset):
        preview (None | ResultPreview | Unset):
    """

    id: str
    status: StatusResponse | str
    result: Any | Unset = UNSET
    progress: float | None | Unset = UNSET
    details: None | ResultDetails | Unset = UNSET
    preview: None | ResultPreview | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.result_details import ResultDetails  # noqa: PLC0415
        from ..models.result_preview import ResultPreview  # noqa: PLC0415

        id = self.id

        status: str
        if isinstance(self.status, StatusResponse):
            status = self.status.value
        else:
            status = self.status

        result = self.result

        progress: float | None | Unset
        if isinstance(self.progress, Unset):
            progress = UNSET
        else:
            progress = self.progress

        details: dict[str, Any] | None | Unset
        if isinstance(self.details, Unset):
            details = UNSET
        elif isinstance(self.details, ResultDetails):
            details = self.details.to_dict()
        else:
            details = self.details

        preview: dict[str, Any] | None | Unset
        if isinstance(self.preview, Unset):
            preview = UNSET
        elif isinstance(self.preview, ResultPreview):
            preview = self.preview.to_dict()
        else:
            preview = self.preview

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "status": status,
            }
        )
        if result is not UNSET:
            field_dict["result"] = result
        if progress is not UNSET:
            field_dict["progress"] = progress
        if details is not UNSET:
            field_dict["details"] = details
        if preview is not UNSET:
            field_dict["preview"] = preview

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.result_details import ResultDetails  # noqa: PLC0415
        from ..models.result_preview import ResultPreview  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_status(data: object) -> StatusResponse | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = StatusResponse(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(StatusResponse | str, data)

        status = _parse_status(d.pop("status"))

        result = d.pop("result", UNSET)

        def _parse_progress(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        progress = _parse_progress(d.pop("progress", UNSET))

        def _parse_details(data: object) -> None | ResultDetails | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                details_type_0 = ResultDetails.from_dict(data)

                return details_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ResultDetails | Unset, data)

        details = _parse_details(d.pop("details", UNSET))

        def _parse_preview(data: object) -> None | ResultPreview | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                preview_type_0 = ResultPreview.from_dict(data)

                return preview_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ResultPreview | Unset, data)

        preview = _parse_preview(d.pop("preview", UNSET))

        made = cls(
            id=id,
            status=status,
            result=result,
            progress=progress,
            details=details,
            preview=preview,
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
