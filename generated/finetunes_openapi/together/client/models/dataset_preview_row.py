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
    input_ids: list[int]
    labels: list[int]
    num_tokens: int
    num_trained_tokens: int
    tokens: list[str]
    trained_spans: list[list[int]]
    truncated: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        trained_spans = []
        _trained_spans = d.pop("trained_spans")
        for trained_spans_item_data in _trained_spans:
            trained_spans_item: list[int] = trained_spans_item_data

            trained_spans.append(trained_spans_item)

        made = cls(
            d.pop("input_ids"),
            d.pop("labels"),
            d.pop("num_tokens"),
            d.pop("num_trained_tokens"),
            d.pop("tokens"),
            trained_spans,
            d.pop("truncated"),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
