"""What a call about a fine-tune gives back.

Imported where the first of it is made: a client is ready sooner without attrs.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from .outcomes import Outcome, Status

RawT_co = TypeVar("RawT_co", covariant=True)


@frozen(kw_only=True)
class Read(Generic[RawT_co]):
    """What every object of a read carries beside its own fields."""

    provider: str
    """The provider's name."""
    body: Any = field(default=None, repr=False)
    """The JSON of this object, as it came."""
    raw: RawT_co | None = field(default=None, repr=False)
    """The provider's generated model, or None where the body does not decode."""
    undecoded: str | None = None
    """Why `raw` is None, or None."""


@frozen(kw_only=True)
class FineTune(Read[RawT_co]):
    """A fine-tune at a provider: a job, and the model that comes of it.

    A field is None where the provider does not say it, or not readably; `body` has its words.
    """

    id: str
    """The provider's id, which `retrieve`, `cancel` and `delete` take; empty if it names none."""
    status: Status
    """How it stands, in this library's words."""
    provider_status: str | None = None
    """How it stands, in the provider's own word."""
    name: str | None = None
    """What it is called."""
    model: str | None = None
    """The base model."""
    created_at: datetime | None = None
    """When it was created; aware, like every time here."""
    updated_at: datetime | None = None
    """When the provider last changed it."""
    finished_at: datetime | None = None
    """When it ended."""
    price: Decimal | None = None
    """US dollars it costs so far, as the provider reports them."""

    @property
    def ref(self) -> str:
        """The reference, ``provider:id``."""
        return f"{self.provider}:{self.id}"


@frozen(kw_only=True)
class Checkpoint(Read[RawT_co]):
    """A state of the weights that the provider kept."""

    type: str | None = None
    """What kind it is, in the provider's words."""
    step: int | None = None
    """The training step it was taken at."""
    path: str | None = None
    """Where the provider keeps it."""
    created_at: datetime | None = None
    """When it was taken."""


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
    fine_tune: FineTune[Any] | None = field(default=None, repr=False)
    """The fine-tune as it was read last, where this call had to read it."""
    checkpoint: Checkpoint[Any] | None = field(default=None, repr=False)
    """The last checkpoint of a job that this call waited for."""
