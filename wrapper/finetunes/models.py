"""What a call gives back."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from attrs import field, frozen

from .outcomes import Outcome, Status

RawT_co = TypeVar("RawT_co", covariant=True)


@frozen(kw_only=True)
class Result(Generic[RawT_co]):
    """What a cancel or delete came to.

    The outcome is read from the status code, the provider's status word and the id it
    repeats, never from the typed model: `raw` may be None and `outcome` still holds.
    """

    provider: str
    """The provider's name."""
    operation: str
    """``"cancel"`` or ``"delete"``."""
    id: str
    """The id the call was about."""
    outcome: Outcome
    """What the call came to."""
    changed: bool | None
    """Whether this call changed something; None where that cannot be known."""
    status: Status
    """How the item stands, in this library's words."""
    provider_status: str | None = None
    """How the item stands, in the provider's own word."""
    message: str | None = None
    """What the provider says about it."""
    request_id: str | None = None
    """The provider's id of the request, for a support case."""
    body: Any = field(default=None, repr=False)
    """The JSON of the reply, as it came."""
    raw: RawT_co | None = field(default=None, repr=False)
    """The reply as the provider's generated model, or None where it does not decode."""
    undecoded: str | None = None
    """Why `raw` is None, or None."""
