# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
    from ..models.event import Event


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global Event
    from ..models.event import Event  # noqa: PLC0415


@_attrs_define
class ListEventsResponse(_OpenModel):
    """
    Attributes:
        events (list[Event] | Unset):
        next_page_token (str | Unset): For the next page; empty on the last one.
        total_size (int | Unset): Number of items on all pages.
    """

    events: list[Event] | Unset = UNSET
    next_page_token: str | Unset = UNSET
    total_size: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)

        if not isinstance(self.events, Unset):
            field_dict["events"] = [item.to_dict() for item in self.events]

        if self.next_page_token is not UNSET:
            field_dict["next_page_token"] = self.next_page_token

        if self.total_size is not UNSET:
            field_dict["total_size"] = self.total_size

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        _events = d.pop("events", UNSET)
        events: list[Event] | Unset = UNSET
        if _events is not UNSET:
            events = [Event.from_dict(item) for item in _events]

        made = cls(
            events,
            d.pop("next_page_token", UNSET),
            d.pop("total_size", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
