"""The words this library uses for what a call did and how a fine-tune stands."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What a cancel or delete came to; docs/semantics.md has the words per provider."""

    DELETED = "deleted"
    """The provider says that the item is deleted."""
    ALREADY_GONE = "already_gone"
    """There was nothing left to delete."""
    CANCELLING = "cancelling"
    """The provider took the request; the job is not known to have stopped, and may still bill."""
    CANCELLED = "cancelled"
    """The job has stopped."""
    ALREADY_FINISHED = "already_finished"
    """The job had ended before it could be cancelled; nothing was cancelled."""
    FINISHED_MEANWHILE = "finished_meanwhile"
    """The job took the cancel, and came to its own end all the same before it stopped."""


class Status(StrEnum):
    """How a fine-tune stands; the provider's own word is kept in `provider_status`."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    DELETED = "deleted"
    UNKNOWN = "unknown"

    @property
    def is_final(self) -> bool:
        """Whether the fine-tune will not change any more by itself."""
        return self in {Status.CANCELLED, Status.SUCCEEDED, Status.FAILED, Status.DELETED}
