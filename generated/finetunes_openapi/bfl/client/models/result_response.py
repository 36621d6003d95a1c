# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.status_response import StatusResponse
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel
from ..types import read_member as _read_member
from ..types import read_model as _read_model


@_attrs_define
class ResultResponse(_OpenModel):
    id: str
    status: StatusResponse | str
    result: Any | Unset = UNSET
    """ Anything, or null. """
    progress: float | None | Unset = UNSET
    details: None | ResultDetails | Unset = UNSET
    preview: None | ResultPreview | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("id"),
            _read_member(StatusResponse, d.pop("status")),
            d.pop("result", UNSET),
            d.pop("progress", UNSET),
            _read_model(d.pop("details", UNSET), ResultDetails),
            _read_model(d.pop("preview", UNSET), ResultPreview),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made


# Below, because two models may be made of each other.
from ..models.result_details import ResultDetails
from ..models.result_preview import ResultPreview
