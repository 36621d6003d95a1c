# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.price_unavailable_reason import PriceUnavailableReason
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel


def _parse_unavailable_reason(data: Any) -> PriceUnavailableReason | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str) and data in PriceUnavailableReason._value2member_map_:
        try:
            unavailable_reason_type_0 = cast(PriceUnavailableReason, PriceUnavailableReason._value2member_map_[data])

            return unavailable_reason_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: PriceUnavailableReason | str | Unset = data
    return value


@_attrs_define
class PriceEstimate(_OpenModel):
    """An estimate, or why there is none. The older form has no `estimation_available`, and is always an estimate.

    Attributes:
        estimation_available (bool | Unset):
        estimated_total_price (float | Unset): In US dollars, where a job's `total_price` counts billionths.
        allowed_to_proceed (bool | Unset): Whether the account may start the job.
        user_limit (float | Unset): What the account may spend, in US dollars.
        estimated_train_token_count (float | Unset):
        estimated_eval_token_count (float | Unset):
        unavailable_reason (PriceUnavailableReason | str | Unset):
    """

    estimation_available: bool | Unset = UNSET
    estimated_total_price: float | Unset = UNSET
    allowed_to_proceed: bool | Unset = UNSET
    user_limit: float | Unset = UNSET
    estimated_train_token_count: float | Unset = UNSET
    estimated_eval_token_count: float | Unset = UNSET
    unavailable_reason: PriceUnavailableReason | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        if self.estimation_available is not UNSET:
            field_dict["estimation_available"] = self.estimation_available

        if self.estimated_total_price is not UNSET:
            field_dict["estimated_total_price"] = self.estimated_total_price

        if self.allowed_to_proceed is not UNSET:
            field_dict["allowed_to_proceed"] = self.allowed_to_proceed

        if self.user_limit is not UNSET:
            field_dict["user_limit"] = self.user_limit

        if self.estimated_train_token_count is not UNSET:
            field_dict["estimated_train_token_count"] = self.estimated_train_token_count

        if self.estimated_eval_token_count is not UNSET:
            field_dict["estimated_eval_token_count"] = self.estimated_eval_token_count

        if isinstance(self.unavailable_reason, PriceUnavailableReason):
            field_dict["unavailable_reason"] = self.unavailable_reason.value
        elif not isinstance(self.unavailable_reason, Unset):
            field_dict["unavailable_reason"] = self.unavailable_reason

        return field_dict

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
            _parse_unavailable_reason(d.pop("unavailable_reason", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made
