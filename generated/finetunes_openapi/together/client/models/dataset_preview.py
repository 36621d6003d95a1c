# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dataset_format import DatasetFormat

if TYPE_CHECKING:
    from ..models.dataset_preview_row import DatasetPreviewRow


T = TypeVar("T", bound="DatasetPreview")


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global DatasetPreviewRow
    from ..models.dataset_preview_row import DatasetPreviewRow  # noqa: PLC0415


def _parse_dataset_format(data: Any) -> DatasetFormat | str:
    if isinstance(data, str) and data in DatasetFormat._value2member_map_:
        try:
            dataset_format_type_0 = cast(DatasetFormat, DatasetFormat._value2member_map_[data])

            return dataset_format_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: DatasetFormat | str = data
    return value


@_attrs_define
class DatasetPreview:
    """
    Attributes:
        model (str):
        dataset_format (DatasetFormat | str):
        max_seq_length (int):
        train_on_inputs (bool):
        rows (list[DatasetPreviewRow]):
    """

    model: str
    dataset_format: DatasetFormat | str
    max_seq_length: int
    train_on_inputs: bool
    rows: list[DatasetPreviewRow]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        model = self.model

        dataset_format: str
        if isinstance(self.dataset_format, DatasetFormat):
            dataset_format = self.dataset_format.value
        else:
            dataset_format = self.dataset_format

        max_seq_length = self.max_seq_length

        train_on_inputs = self.train_on_inputs

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data.to_dict()
            rows.append(rows_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "model": model,
                "dataset_format": dataset_format,
                "max_seq_length": max_seq_length,
                "train_on_inputs": train_on_inputs,
                "rows": rows,
            }
        )

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return (
            isinstance(data, dict)
            and "model" in data
            and "dataset_format" in data
            and "max_seq_length" in data
            and "train_on_inputs" in data
            and "rows" in data
        )

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        model = d.pop("model")

        dataset_format = _parse_dataset_format(d.pop("dataset_format"))

        max_seq_length = d.pop("max_seq_length")

        train_on_inputs = d.pop("train_on_inputs")

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = DatasetPreviewRow.from_dict(rows_item_data)

            rows.append(rows_item)

        made = cls(
            model,
            dataset_format,
            max_seq_length,
            train_on_inputs,
            rows,
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
