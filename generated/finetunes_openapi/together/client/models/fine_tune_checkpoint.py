# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.checkpoint_kind import CheckpointKind
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel


def _parse_checkpoint(data: Any) -> CheckpointKind | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str) and data in CheckpointKind._value2member_map_:
        try:
            checkpoint_type_0 = cast(CheckpointKind, CheckpointKind._value2member_map_[data])

            return checkpoint_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: CheckpointKind | str | Unset = data
    return value


@_attrs_define
class FineTuneCheckpoint(_OpenModel):
    """
    Attributes:
        step (int):
        path (str):
        created_at (str):
        checkpoint_type (str): A text for people, such as `Intermediate`, `Final Merged` or `Final Adapter`.
        checkpoint (CheckpointKind | str | Unset):
        object_id (str | Unset):
        object_name (str | Unset):
        object_revision_id (str | Unset):
    """

    step: int
    path: str
    created_at: str
    checkpoint_type: str
    checkpoint: CheckpointKind | str | Unset = UNSET
    object_id: str | Unset = UNSET
    object_name: str | Unset = UNSET
    object_revision_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["step"] = self.step

        field_dict["path"] = self.path

        field_dict["created_at"] = self.created_at

        field_dict["checkpoint_type"] = self.checkpoint_type

        if isinstance(self.checkpoint, CheckpointKind):
            field_dict["checkpoint"] = self.checkpoint.value
        elif not isinstance(self.checkpoint, Unset):
            field_dict["checkpoint"] = self.checkpoint

        if self.object_id is not UNSET:
            field_dict["object_id"] = self.object_id

        if self.object_name is not UNSET:
            field_dict["object_name"] = self.object_name

        if self.object_revision_id is not UNSET:
            field_dict["object_revision_id"] = self.object_revision_id

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return (
            isinstance(data, dict)
            and "step" in data
            and "path" in data
            and "created_at" in data
            and "checkpoint_type" in data
        )

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("step"),
            d.pop("path"),
            d.pop("created_at"),
            d.pop("checkpoint_type"),
            _parse_checkpoint(d.pop("checkpoint", UNSET)),
            d.pop("object_id", UNSET),
            d.pop("object_name", UNSET),
            d.pop("object_revision_id", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
