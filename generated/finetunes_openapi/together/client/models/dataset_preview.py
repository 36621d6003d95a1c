# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, cast
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dataset_format import DatasetFormat
from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
    from ..models.dataset_preview_row import DatasetPreviewRow


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
class DatasetPreview(_OpenModel):
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
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["model"] = self.model

        if isinstance(self.dataset_format, DatasetFormat):
            field_dict["dataset_format"] = self.dataset_format.value
        else:
            field_dict["dataset_format"] = self.dataset_format

        field_dict["max_seq_length"] = self.max_seq_length

        field_dict["train_on_inputs"] = self.train_on_inputs

        field_dict["rows"] = [item.to_dict() for item in self.rows]

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
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        rows = [DatasetPreviewRow.from_dict(item) for item in d.pop("rows")]

        made = cls(
            d.pop("model"),
            _parse_dataset_format(d.pop("dataset_format")),
            d.pop("max_seq_length"),
            d.pop("train_on_inputs"),
            rows,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
