# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
    from ..models.finetune_response_truncated import FinetuneResponseTruncated


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FinetuneResponseTruncated
    from ..models.finetune_response_truncated import FinetuneResponseTruncated  # noqa: PLC0415


@_attrs_define
class FinetuneTruncatedList(_OpenModel):
    """
    Attributes:
        data (list[FinetuneResponseTruncated]):
    """

    data: list[FinetuneResponseTruncated]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["data"] = [item.to_dict() for item in self.data]

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "data" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        data = [FinetuneResponseTruncated.from_dict(item) for item in d.pop("data")]

        made = cls(
            data,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
