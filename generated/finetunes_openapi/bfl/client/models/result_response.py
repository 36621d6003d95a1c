# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.status_response import StatusResponse
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.result_details import ResultDetails
    from ..models.result_preview import ResultPreview


T = TypeVar("T", bound="ResultResponse")


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global ResultDetails
    global ResultPreview
    from ..models.result_details import ResultDetails  # noqa: PLC0415
    from ..models.result_preview import ResultPreview  # noqa: PLC0415


def _parse_status(data: Any) -> StatusResponse | str:
    if isinstance(data, str) and data in StatusResponse._value2member_map_:
        try:
            status_type_0 = cast(StatusResponse, StatusResponse._value2member_map_[data])

            return status_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: StatusResponse | str = data
    return value


def _parse_details(data: Any) -> None | ResultDetails | Unset:
    if data is None:
        return data
    if isinstance(data, Unset):
        return data
    if ResultDetails._could_be(data):
        try:
            details_type_0 = ResultDetails.from_dict(data)

            return details_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: None | ResultDetails | Unset = data
    return value


def _parse_preview(data: Any) -> None | ResultPreview | Unset:
    if data is None:
        return data
    if isinstance(data, Unset):
        return data
    if ResultPreview._could_be(data):
        try:
            preview_type_0 = ResultPreview.from_dict(data)

            return preview_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: None | ResultPreview | Unset = data
    return value


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

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "id" in data and "status" in data

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        id = d.pop("id")

        status = _parse_status(d.pop("status"))

        result = d.pop("result", UNSET)

        progress = d.pop("progress", UNSET)

        details = _parse_details(d.pop("details", UNSET))

        preview = _parse_preview(d.pop("preview", UNSET))

        made = cls(
            id,
            status,
            result,
            progress,
            details,
            preview,
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
