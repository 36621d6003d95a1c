# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.status import Status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.settings import Settings


T = TypeVar("T", bound="FinetunedModel")


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
class FinetunedModel:
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
        name = self.name

        settings = self.settings.to_dict()

        id = self.id

        creator_id = self.creator_id

        organization_id = self.organization_id

        status: str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, Status):
            status = self.status.value
        else:
            status = self.status

        created_at: str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        elif isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        updated_at: str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        elif isinstance(self.updated_at, datetime.datetime):
            updated_at = self.updated_at.isoformat()
        else:
            updated_at = self.updated_at

        completed_at: str | Unset
        if isinstance(self.completed_at, Unset):
            completed_at = UNSET
        elif isinstance(self.completed_at, datetime.datetime):
            completed_at = self.completed_at.isoformat()
        else:
            completed_at = self.completed_at

        last_used: str | Unset
        if isinstance(self.last_used, Unset):
            last_used = UNSET
        elif isinstance(self.last_used, datetime.datetime):
            last_used = self.last_used.isoformat()
        else:
            last_used = self.last_used

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "settings": settings,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if creator_id is not UNSET:
            field_dict["creator_id"] = creator_id
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if status is not UNSET:
            field_dict["status"] = status
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if completed_at is not UNSET:
            field_dict["completed_at"] = completed_at
        if last_used is not UNSET:
            field_dict["last_used"] = last_used

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "name" in data and "settings" in data

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        name = d.pop("name")

        settings = Settings.from_dict(d.pop("settings"))

        id = d.pop("id", UNSET)

        creator_id = d.pop("creator_id", UNSET)

        organization_id = d.pop("organization_id", UNSET)

        status = _parse_status(d.pop("status", UNSET))

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        completed_at = _parse_completed_at(d.pop("completed_at", UNSET))

        last_used = _parse_last_used(d.pop("last_used", UNSET))

        made = cls(
            name,
            settings,
            id,
            creator_id,
            organization_id,
            status,
            created_at,
            updated_at,
            completed_at,
            last_used,
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
