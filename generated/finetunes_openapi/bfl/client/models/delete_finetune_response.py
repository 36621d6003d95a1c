# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import OpenModel as _OpenModel


@_attrs_define
class DeleteFinetuneResponse(_OpenModel):
    status: str
    """ Status of the deletion """
    message: str
    """ Message about the deletion """
    deleted_finetune_id: str
    """ ID of the deleted finetune """
    timestamp: str
    """ Timestamp of the deletion """
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(d.pop("status"), d.pop("message"), d.pop("deleted_finetune_id"), d.pop("timestamp"))

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
