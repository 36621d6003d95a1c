# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="DatasetPreviewRow")


@_attrs_define
class DatasetPreviewRow:
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
        input_ids = self.input_ids

        labels = self.labels

        num_tokens = self.num_tokens

        num_trained_tokens = self.num_trained_tokens

        tokens = self.tokens

        trained_spans = []
        for trained_spans_item_data in self.trained_spans:
            trained_spans_item = trained_spans_item_data

            trained_spans.append(trained_spans_item)

        truncated = self.truncated

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "input_ids": input_ids,
                "labels": labels,
                "num_tokens": num_tokens,
                "num_trained_tokens": num_trained_tokens,
                "tokens": tokens,
                "trained_spans": trained_spans,
                "truncated": truncated,
            }
        )

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
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        input_ids: list[int] = d.pop("input_ids")

        labels: list[int] = d.pop("labels")

        num_tokens = d.pop("num_tokens")

        num_trained_tokens = d.pop("num_trained_tokens")

        tokens: list[str] = d.pop("tokens")

        trained_spans = []
        _trained_spans = d.pop("trained_spans")
        for trained_spans_item_data in _trained_spans:
            trained_spans_item: list[int] = trained_spans_item_data

            trained_spans.append(trained_spans_item)

        truncated = d.pop("truncated")

        made = cls(
            input_ids,
            labels,
            num_tokens,
            num_trained_tokens,
            tokens,
            trained_spans,
            truncated,
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
