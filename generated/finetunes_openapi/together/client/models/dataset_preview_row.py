# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import OpenModel as _OpenModel


@_attrs_define
class DatasetPreviewRow(_OpenModel):
    """
    Attributes:
        input_ids (list[int]):
        labels (list[int]):
        num_tokens (int):
        num_trained_tokens (int):
        tokens (list[str]):
        trained_spans (list[list[int]]):
        truncated (bool):
    """

    input_ids: list[int]
    labels: list[int]
    num_tokens: int
    num_trained_tokens: int
    tokens: list[str]
    trained_spans: list[list[int]]
    truncated: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["input_ids"] = self.input_ids

        field_dict["labels"] = self.labels

        field_dict["num_tokens"] = self.num_tokens

        field_dict["num_trained_tokens"] = self.num_trained_tokens

        field_dict["tokens"] = self.tokens

        field_dict["trained_spans"] = []
        for trained_spans_item_data in self.trained_spans:
            trained_spans_item = trained_spans_item_data

            field_dict["trained_spans"].append(trained_spans_item)

        field_dict["truncated"] = self.truncated

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return (
            isinstance(data, dict)
            and "input_ids" in data
            and "labels" in data
            and "num_tokens" in data
            and "num_trained_tokens" in data
            and "tokens" in data
            and "trained_spans" in data
            and "truncated" in data
        )

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        input_ids: list[int] = d.pop("input_ids")

        labels: list[int] = d.pop("labels")

        tokens: list[str] = d.pop("tokens")

        trained_spans = []
        _trained_spans = d.pop("trained_spans")
        for trained_spans_item_data in _trained_spans:
            trained_spans_item: list[int] = trained_spans_item_data

            trained_spans.append(trained_spans_item)

        made = cls(
            input_ids,
            labels,
            d.pop("num_tokens"),
            d.pop("num_trained_tokens"),
            tokens,
            trained_spans,
            d.pop("truncated"),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
