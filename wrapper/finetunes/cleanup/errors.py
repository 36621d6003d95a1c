"""What can go wrong with a plan, beside what can go wrong with a call.

FinetunesError
└── PlanError                     the file of a plan, or its journal, cannot be used
    ├── PlanRefusedError          it can be read, and must not be carried out now
    ├── ChangedSincePlanError     an item is no longer what the plan says; nothing was sent for it
    └── NotSentError              nothing was sent for an item, because of something else
"""

from __future__ import annotations

from finetunes import FinetunesError


class PlanError(FinetunesError):
    """A plan's file, or its journal, cannot be read or written; nothing was sent."""


class PlanRefusedError(PlanError):
    """The plan expired, is for another address, or is being applied already; nothing was sent."""


class ChangedSincePlanError(PlanError):
    """The item is no longer what the plan says; nothing was sent for it."""


class NotSentError(PlanError):
    """Nothing was sent for this item, because the run ended before its turn."""
