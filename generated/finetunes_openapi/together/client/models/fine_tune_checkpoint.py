# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.checkpoint_kind import CheckpointKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="FineTuneCheckpoint")


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
class FineTuneCheckpoint:
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
        step = self.step

        path = self.path

        created_at = self.created_at

        checkpoint_type = self.checkpoint_type

        checkpoint: str | Unset
        if isinstance(self.checkpoint, Unset):
            checkpoint = UNSET
        elif isinstance(self.checkpoint, CheckpointKind):
            checkpoint = self.checkpoint.value
        else:
            checkpoint = self.checkpoint

        object_id = self.object_id

        object_name = self.object_name

        object_revision_id = self.object_revision_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "step": step,
                "path": path,
                "created_at": created_at,
                "checkpoint_type": checkpoint_type,
            }
        )
        if checkpoint is not UNSET:
            field_dict["checkpoint"] = checkpoint
        if object_id is not UNSET:
            field_dict["object_id"] = object_id
        if object_name is not UNSET:
            field_dict["object_name"] = object_name
        if object_revision_id is not UNSET:
            field_dict["object_revision_id"] = object_revision_id

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
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        step = d.pop("step")

        path = d.pop("path")

        created_at = d.pop("created_at")

        checkpoint_type = d.pop("checkpoint_type")

        checkpoint = _parse_checkpoint(d.pop("checkpoint", UNSET))

        object_id = d.pop("object_id", UNSET)

        object_name = d.pop("object_name", UNSET)

        object_revision_id = d.pop("object_revision_id", UNSET)

        made = cls(
            step,
            path,
            created_at,
            checkpoint_type,
            checkpoint,
            object_id,
            object_name,
            object_revision_id,
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
