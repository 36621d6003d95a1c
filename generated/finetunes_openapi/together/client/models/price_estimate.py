# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.price_unavailable_reason import PriceUnavailableReason
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel
from ..types import read_member as _read_member


@_attrs_define
class PriceEstimate(_OpenModel):
    """An estimate, or why there is none. The older form has no `estimation_available`, and is always an estimate."""

    estimation_available: bool | Unset = UNSET
    estimated_total_price: float | Unset = UNSET
    """ In US dollars, where a job's `total_price` counts billionths. """
    allowed_to_proceed: bool | Unset = UNSET
    """ Whether the account may start the job. """
    user_limit: float | Unset = UNSET
    """ What the account may spend, in US dollars. """
    estimated_train_token_count: float | Unset = UNSET
    estimated_eval_token_count: float | Unset = UNSET
    unavailable_reason: PriceUnavailableReason | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("estimation_available", UNSET),
            d.pop("estimated_total_price", UNSET),
            d.pop("allowed_to_proceed", UNSET),
            d.pop("user_limit", UNSET),
            d.pop("estimated_train_token_count", UNSET),
            d.pop("estimated_eval_token_count", UNSET),
            _read_member(PriceUnavailableReason, d.pop("unavailable_reason", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
