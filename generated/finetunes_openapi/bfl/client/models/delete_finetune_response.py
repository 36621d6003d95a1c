# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="DeleteFinetuneResponse")


@_attrs_define
class DeleteFinetuneResponse:
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
        status = self.status

        message = self.message

        deleted_finetune_id = self.deleted_finetune_id

        timestamp = self.timestamp

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "message": message,
                "deleted_finetune_id": deleted_finetune_id,
                "timestamp": timestamp,
            }
        )

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
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = d.pop("status")

        message = d.pop("message")

        deleted_finetune_id = d.pop("deleted_finetune_id")

        timestamp = d.pop("timestamp")

        made = cls(
            status,
            message,
            deleted_finetune_id,
            timestamp,
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
