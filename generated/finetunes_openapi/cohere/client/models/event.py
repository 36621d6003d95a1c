# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.status import Status
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel
from ..types import read_datetime as _read_datetime
from ..types import read_member as _read_member


@_attrs_define
class Event(_OpenModel):
    """A change of status."""

    user_id: str | Unset = UNSET
    """ Who changed it; empty where the server did. """
    status: Status | str | Unset = UNSET
    created_at: datetime.datetime | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("user_id", UNSET),
            _read_member(Status, d.pop("status", UNSET)),
            _read_datetime(d.pop("created_at", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
