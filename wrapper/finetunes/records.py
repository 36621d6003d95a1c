"""What the other calls give back: events, metrics, and files.

Apart from `models`, because a class takes a while to be made, and most calls need none of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from attrs import field, frozen

from .models import RawT_co, Read


@frozen(kw_only=True)
class Event(Read[RawT_co]):
    """Something that happened to a fine-tune."""

    type: str | None = None
    """What happened, in the provider's word."""
    message: str | None = None
    """What the provider says about it."""
    level: str | None = None
    """How serious it is, in the provider's word."""
    step: int | None = None
    """The training step it happened at."""
    created_at: datetime | None = None
    """When it happened."""


@frozen(kw_only=True)
class MetricPoint(Read[RawT_co]):
    """What was measured at one training step."""

    step: int | None = None
    """The training step."""
    values: Mapping[str, float] = field(factory=dict[str, float])
    """The measured numbers, by the provider's names."""
    created_at: datetime | None = None
    """When it was measured."""


@frozen(kw_only=True)
class Download:
    """A file that was downloaded, whole and under its final name."""

    path: Path
    """The file."""
    size: int
    """Its bytes."""
    resumed_from: int
    """Bytes that an earlier, broken download had left; 0 where it began anew."""
    validator: str | None
    """The server's ETag, or None."""


@frozen(kw_only=True)
class UploadedFile(Read[RawT_co]):
    """A file at the provider, to train on."""

    id: str
    """The provider's id of the file."""
    size: int
    """Bytes of the local file."""
    existed: bool
    """Whether the provider had the same file already."""
