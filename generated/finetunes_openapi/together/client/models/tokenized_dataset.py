# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import OpenModel as _OpenModel


@_attrs_define
class TokenizedDataset(_OpenModel):
    """
    Attributes:
        url (str): An address that needs no key and expires.
        filename (str):
        size (int): In bytes.
        content_type (str):
        expires_at (str):
    """

    url: str
    filename: str
    size: int
    content_type: str
    expires_at: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["url"] = self.url

        field_dict["filename"] = self.filename

        field_dict["size"] = self.size

        field_dict["content_type"] = self.content_type

        field_dict["expires_at"] = self.expires_at

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return (
            isinstance(data, dict)
            and "url" in data
            and "filename" in data
            and "size" in data
            and "content_type" in data
            and "expires_at" in data
        )

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("url"),
            d.pop("filename"),
            d.pop("size"),
            d.pop("content_type"),
            d.pop("expires_at"),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
