# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, cast
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.status import Status
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
    from ..models.settings import Settings


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global Settings
    from ..models.settings import Settings  # noqa: PLC0415


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


def _parse_updated_at(data: Any) -> datetime.datetime | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str):
        try:
            updated_at_type_0 = datetime.datetime.fromisoformat(data)

            return updated_at_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: datetime.datetime | str | Unset = data
    return value


def _parse_completed_at(data: Any) -> datetime.datetime | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str):
        try:
            completed_at_type_0 = datetime.datetime.fromisoformat(data)

            return completed_at_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: datetime.datetime | str | Unset = data
    return value


def _parse_last_used(data: Any) -> datetime.datetime | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str):
        try:
            last_used_type_0 = datetime.datetime.fromisoformat(data)

            return last_used_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: datetime.datetime | str | Unset = data
    return value


@_attrs_define
class FinetunedModel(_OpenModel):
    """
    Attributes:
        name (str): The name that the account gave it.
        settings (Settings):
        id (str | Unset): A UUID; with `-ft` behind it, the name of the model for inference.
        creator_id (str | Unset):
        organization_id (str | Unset):
        status (Status | str | Unset):
        created_at (datetime.datetime | str | Unset):
        updated_at (datetime.datetime | str | Unset):
        completed_at (datetime.datetime | str | Unset): End of the training.
        last_used (datetime.datetime | str | Unset):
    """

    name: str
    settings: Settings
    id: str | Unset = UNSET
    creator_id: str | Unset = UNSET
    organization_id: str | Unset = UNSET
    status: Status | str | Unset = UNSET
    created_at: datetime.datetime | str | Unset = UNSET
    updated_at: datetime.datetime | str | Unset = UNSET
    completed_at: datetime.datetime | str | Unset = UNSET
    last_used: datetime.datetime | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["name"] = self.name

        field_dict["settings"] = self.settings.to_dict()

        if self.id is not UNSET:
            field_dict["id"] = self.id

        if self.creator_id is not UNSET:
            field_dict["creator_id"] = self.creator_id

        if self.organization_id is not UNSET:
            field_dict["organization_id"] = self.organization_id

        if isinstance(self.status, Status):
            field_dict["status"] = self.status.value
        elif not isinstance(self.status, Unset):
            field_dict["status"] = self.status

        if isinstance(self.created_at, datetime.datetime):
            field_dict["created_at"] = self.created_at.isoformat()
        elif not isinstance(self.created_at, Unset):
            field_dict["created_at"] = self.created_at

        if isinstance(self.updated_at, datetime.datetime):
            field_dict["updated_at"] = self.updated_at.isoformat()
        elif not isinstance(self.updated_at, Unset):
            field_dict["updated_at"] = self.updated_at

        if isinstance(self.completed_at, datetime.datetime):
            field_dict["completed_at"] = self.completed_at.isoformat()
        elif not isinstance(self.completed_at, Unset):
            field_dict["completed_at"] = self.completed_at

        if isinstance(self.last_used, datetime.datetime):
            field_dict["last_used"] = self.last_used.isoformat()
        elif not isinstance(self.last_used, Unset):
            field_dict["last_used"] = self.last_used

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "name" in data and "settings" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        settings = Settings.from_dict(d.pop("settings"))

        made = cls(
            d.pop("name"),
            settings,
            d.pop("id", UNSET),
            d.pop("creator_id", UNSET),
            d.pop("organization_id", UNSET),
            _parse_status(d.pop("status", UNSET)),
            _parse_created_at(d.pop("created_at", UNSET)),
            _parse_updated_at(d.pop("updated_at", UNSET)),
            _parse_completed_at(d.pop("completed_at", UNSET)),
            _parse_last_used(d.pop("last_used", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
