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
class FinetunedModel(_OpenModel):
    name: str
    """ The name that the account gave it. """
    settings: Settings
    id: str | Unset = UNSET
    """ A UUID; with `-ft` behind it, the name of the model for inference. """
    creator_id: str | Unset = UNSET
    organization_id: str | Unset = UNSET
    status: Status | str | Unset = UNSET
    created_at: datetime.datetime | str | Unset = UNSET
    updated_at: datetime.datetime | str | Unset = UNSET
    completed_at: datetime.datetime | str | Unset = UNSET
    """ End of the training. """
    last_used: datetime.datetime | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("name"),
            Settings.from_dict(d.pop("settings")),
            d.pop("id", UNSET),
            d.pop("creator_id", UNSET),
            d.pop("organization_id", UNSET),
            _read_member(Status, d.pop("status", UNSET)),
            _read_datetime(d.pop("created_at", UNSET)),
            _read_datetime(d.pop("updated_at", UNSET)),
            _read_datetime(d.pop("completed_at", UNSET)),
            _read_datetime(d.pop("last_used", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made


# Below, because two models may be made of each other.
from ..models.settings import Settings
