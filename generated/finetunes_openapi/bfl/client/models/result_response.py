# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, cast
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.status_response import StatusResponse
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
    from ..models.result_details import ResultDetails
    from ..models.result_preview import ResultPreview


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
class ResultResponse(_OpenModel):
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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["id"] = self.id

        if isinstance(self.status, StatusResponse):
            field_dict["status"] = self.status.value
        else:
            field_dict["status"] = self.status

        if self.result is not UNSET:
            field_dict["result"] = self.result

        if self.progress is not UNSET:
            field_dict["progress"] = self.progress

        if isinstance(self.details, ResultDetails):
            field_dict["details"] = self.details.to_dict()
        elif not isinstance(self.details, Unset):
            field_dict["details"] = self.details

        if isinstance(self.preview, ResultPreview):
            field_dict["preview"] = self.preview.to_dict()
        elif not isinstance(self.preview, Unset):
            field_dict["preview"] = self.preview

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "id" in data and "status" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        made = cls(
            d.pop("id"),
            _parse_status(d.pop("status")),
            d.pop("result", UNSET),
            d.pop("progress", UNSET),
            _parse_details(d.pop("details", UNSET)),
            _parse_preview(d.pop("preview", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
