"""Exit codes, and which error ends with which."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import finetunes

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """How a command ended, for scripts. 75 is EX_TEMPFAIL of sysexits.h; 130 is 128 + SIGINT."""

    OK = 0
    OTHER = 1
    USAGE = 2
    AUTHENTICATION = 3
    NOT_FOUND = 4
    OUTCOME_UNKNOWN = 5
    REFUSED = 6
    MIXED = 7
    TRY_AGAIN = 75
    INTERRUPTED = 130


class NotConfirmedError(Exception):
    """The question was not answered with yes, or there was nobody to ask."""


# The first line that fits counts: an InvalidAPIKeyError is a ConfigurationError too.
_CODES: tuple[tuple[ExitCode, tuple[type[Exception], ...]], ...] = (
    (ExitCode.OUTCOME_UNKNOWN, (finetunes.OutcomeUnknownError,)),
    (
        ExitCode.AUTHENTICATION,
        (
            finetunes.MissingAPIKeyError,
            finetunes.InvalidAPIKeyError,
            finetunes.AuthenticationError,
            finetunes.PermissionDeniedError,
        ),
    ),
    (ExitCode.NOT_FOUND, (finetunes.NotFoundError,)),
    (ExitCode.REFUSED, (finetunes.PolicyError, NotConfirmedError)),
    (
        ExitCode.TRY_AGAIN,
        (
            finetunes.RateLimitError,
            finetunes.APIConnectionError,
            # Of a call that changes something a fault of the provider makes an unknown outcome.
            finetunes.InternalServerError,
            finetunes.WaitTimeoutError,
        ),
    ),
    (
        ExitCode.USAGE,
        (
            finetunes.ConfigurationError,
            finetunes.InvalidIDError,
            finetunes.InvalidRequestError,
            finetunes.InvalidFileError,
            finetunes.UnsupportedOperationError,
        ),
    ),
)


def code_of(error: Exception) -> ExitCode:
    """Return the exit code that an error ends with."""
    from finetunes import cleanup  # which loads more than most commands need

    if isinstance(error, finetunes.IncompleteListingError) and error.failures:
        return combined(map(code_of, error.failures.values()))
    if isinstance(error, cleanup.PlanRefusedError | cleanup.ChangedSincePlanError):
        return ExitCode.REFUSED
    if isinstance(error, cleanup.PlanError):
        return ExitCode.USAGE
    if isinstance(error, finetunes.TransferError) and error.passing:
        return ExitCode.TRY_AGAIN
    return next((code for code, kinds in _CODES if isinstance(error, kinds)), ExitCode.OTHER)


def combined(codes: Iterable[ExitCode]) -> ExitCode:
    """Return one exit code for several items: unknown wins, all alike keep theirs, else mixed."""
    different = set(codes)
    if ExitCode.OUTCOME_UNKNOWN in different:
        return ExitCode.OUTCOME_UNKNOWN
    return different.pop() if len(different) == 1 else ExitCode.MIXED
