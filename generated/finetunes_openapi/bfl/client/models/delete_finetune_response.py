# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import OpenModel as _OpenModel


@_attrs_define
class DeleteFinetuneResponse(_OpenModel):
    """
    Attributes:
        status (str): Status of the deletion
        message (str): Message about the deletion
        deleted_finetune_id (str): ID of the deleted finetune
        timestamp (str): Timestamp of the deletion
    """

    status: str
    message: str
    deleted_finetune_id: str
    timestamp: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["status"] = self.status

        field_dict["message"] = self.message

        field_dict["deleted_finetune_id"] = self.deleted_finetune_id

        field_dict["timestamp"] = self.timestamp

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return (
            isinstance(data, dict)
            and "status" in data
            and "message" in data
            and "deleted_finetune_id" in data
            and "timestamp" in data
        )

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("status"),
            d.pop("message"),
            d.pop("deleted_finetune_id"),
            d.pop("timestamp"),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
