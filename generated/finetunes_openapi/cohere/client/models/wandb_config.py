# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel


@_attrs_define
class WandbConfig(_OpenModel):
    """Where to report the training to Weights & Biases.

    Attributes:
        project (str):
        api_key (str | Unset): A secret, in no repr.
        entity (str | Unset): User or team.
    """

    project: str
    api_key: str | Unset = _attrs_field(default=UNSET, repr=False)
    entity: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["project"] = self.project

        if self.api_key is not UNSET:
            field_dict["api_key"] = self.api_key

        if self.entity is not UNSET:
            field_dict["entity"] = self.entity

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "project" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("project"),
            d.pop("api_key", UNSET),
            d.pop("entity", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
