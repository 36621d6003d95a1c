# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.price_unavailable_reason import PriceUnavailableReason
from ..types import UNSET, Unset

T = TypeVar("T", bound="PriceEstimate")


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
class PriceEstimate:
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
        estimation_available = self.estimation_available

        estimated_total_price = self.estimated_total_price

        allowed_to_proceed = self.allowed_to_proceed

        user_limit = self.user_limit

        estimated_train_token_count = self.estimated_train_token_count

        estimated_eval_token_count = self.estimated_eval_token_count

        unavailable_reason: str | Unset
        if isinstance(self.unavailable_reason, Unset):
            unavailable_reason = UNSET
        elif isinstance(self.unavailable_reason, PriceUnavailableReason):
            unavailable_reason = self.unavailable_reason.value
        else:
            unavailable_reason = self.unavailable_reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if estimation_available is not UNSET:
            field_dict["estimation_available"] = estimation_available
        if estimated_total_price is not UNSET:
            field_dict["estimated_total_price"] = estimated_total_price
        if allowed_to_proceed is not UNSET:
            field_dict["allowed_to_proceed"] = allowed_to_proceed
        if user_limit is not UNSET:
            field_dict["user_limit"] = user_limit
        if estimated_train_token_count is not UNSET:
            field_dict["estimated_train_token_count"] = estimated_train_token_count
        if estimated_eval_token_count is not UNSET:
            field_dict["estimated_eval_token_count"] = estimated_eval_token_count
        if unavailable_reason is not UNSET:
            field_dict["unavailable_reason"] = unavailable_reason

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict)

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        estimation_available = d.pop("estimation_available", UNSET)

        estimated_total_price = d.pop("estimated_total_price", UNSET)

        allowed_to_proceed = d.pop("allowed_to_proceed", UNSET)

        user_limit = d.pop("user_limit", UNSET)

        estimated_train_token_count = d.pop("estimated_train_token_count", UNSET)

        estimated_eval_token_count = d.pop("estimated_eval_token_count", UNSET)

        unavailable_reason = _parse_unavailable_reason(d.pop("unavailable_reason", UNSET))

        made = cls(
            estimation_available,
            estimated_total_price,
            allowed_to_proceed,
            user_limit,
            estimated_train_token_count,
            estimated_eval_token_count,
            unavailable_reason,
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
