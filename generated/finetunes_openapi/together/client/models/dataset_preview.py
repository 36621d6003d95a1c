# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dataset_format import DatasetFormat
from ..types import OpenModel as _OpenModel
from ..types import read_member as _read_member


@_attrs_define
class DatasetPreview(_OpenModel):
    model: str
    dataset_format: DatasetFormat | str
    max_seq_length: int
    train_on_inputs: bool
    rows: list[DatasetPreviewRow]
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("model"),
            _read_member(DatasetFormat, d.pop("dataset_format")),
            d.pop("max_seq_length"),
            d.pop("train_on_inputs"),
            [DatasetPreviewRow.from_dict(item) for item in d.pop("rows")],
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made


# Below, because two models may be made of each other.
from ..models.dataset_preview_row import DatasetPreviewRow
