# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, cast
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.status import Status
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel


def _parse_status(data: Any) -> Status | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str) and data in Status._value2member_map_:
        try:
            status_type_0 = cast(Status, Status._value2member_map_[data])

            return status_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: Status | str | Unset = data
    return value


def _parse_created_at(data: Any) -> datetime.datetime | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str):
        try:
            created_at_type_0 = datetime.datetime.fromisoformat(data)

            return created_at_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: datetime.datetime | str | Unset = data
    return value


@_attrs_define
class Event(_OpenModel):
    """A change of status.

    Attributes:
        user_id (str | Unset): Who changed it; empty where the server did.
        status (Status | str | Unset):
        created_at (datetime.datetime | str | Unset):
    """

    user_id: str | Unset = UNSET
    status: Status | str | Unset = UNSET
    created_at: datetime.datetime | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        if self.user_id is not UNSET:
            field_dict["user_id"] = self.user_id

        if isinstance(self.status, Status):
            field_dict["status"] = self.status.value
        elif not isinstance(self.status, Unset):
            field_dict["status"] = self.status

        if isinstance(self.created_at, datetime.datetime):
            field_dict["created_at"] = self.created_at.isoformat()
        elif not isinstance(self.created_at, Unset):
            field_dict["created_at"] = self.created_at

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("user_id", UNSET),
            _parse_status(d.pop("status", UNSET)),
            _parse_created_at(d.pop("created_at", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
