# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.checkpoint_kind import CheckpointKind
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel
from ..types import read_member as _read_member


@_attrs_define
class FineTuneCheckpoint(_OpenModel):
    step: int
    path: str
    created_at: str
    checkpoint_type: str
    """ A text for people, such as `Intermediate`, `Final Merged` or `Final Adapter`. """
    checkpoint: CheckpointKind | str | Unset = UNSET
    object_id: str | Unset = UNSET
    object_name: str | Unset = UNSET
    object_revision_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("step"),
            d.pop("path"),
            d.pop("created_at"),
            d.pop("checkpoint_type"),
            _read_member(CheckpointKind, d.pop("checkpoint", UNSET)),
            d.pop("object_id", UNSET),
            d.pop("object_name", UNSET),
            d.pop("object_revision_id", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
