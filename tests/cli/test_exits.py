"""Exit codes of errors, alone and together."""

from __future__ import annotations

import finetunes
import pytest
from finetunes import cleanup
from finetunes.cli.exits import ExitCode, NotConfirmedError, code_of, combined


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (finetunes.FinetunesError, 1),
        (finetunes.BadRequestError, 1),
        (finetunes.ConflictError, 1),
        (finetunes.UnprocessableEntityError, 1),
        (finetunes.UndecodableResponseError, 1),
        (finetunes.JobRestartedError, 1),
        (finetunes.IncompleteListingError, 1),
        (finetunes.TransferError, 1),
        (finetunes.ConfigurationError, 2),
        (finetunes.InvalidIDError, 2),
        (finetunes.InvalidRequestError, 2),
        (finetunes.InvalidFileError, 2),
        (finetunes.UnsupportedOperationError, 2),
        (finetunes.MissingAPIKeyError, 3),
        (finetunes.InvalidAPIKeyError, 3),
        (finetunes.AuthenticationError, 3),
        (finetunes.PermissionDeniedError, 3),
        (finetunes.NotFoundError, 4),
        (finetunes.OutcomeUnknownError, 5),
        (finetunes.PolicyError, 6),
        (NotConfirmedError, 6),
        (finetunes.RateLimitError, 75),
        (finetunes.APIConnectionError, 75),
        (finetunes.APITimeoutError, 75),
        (finetunes.InternalServerError, 75),
        (finetunes.WaitTimeoutError, 75),
        (cleanup.AuditError, 1),
        (cleanup.BackupError, 1),
        (cleanup.PlanError, 2),
        (cleanup.PlanRefusedError, 6),
        (cleanup.ChangedSincePlanError, 6),
    ],
)
def test_every_error_has_its_exit_code(error: type[Exception], code: int) -> None:
    assert code_of(error("x")) == code


def test_a_transfer_that_broke_off_ends_with_75_only_where_trying_again_helps() -> None:
    assert code_of(finetunes.TransferError("it broke off", passing=True)) is ExitCode.TRY_AGAIN
    assert code_of(finetunes.TransferError("the disk is full")) is ExitCode.OTHER


def test_an_incomplete_listing_ends_like_what_made_it_so() -> None:
    failures = {"a": finetunes.NotFoundError("x"), "b": finetunes.NotFoundError("y")}
    error = finetunes.IncompleteListingError("z", failures=failures)
    assert code_of(error) == ExitCode.NOT_FOUND


@pytest.mark.parametrize(
    ("codes", "together"),
    [((0,), 0), ((0, 0), 0), ((4, 4), 4), ((0, 4), 7), ((3, 75), 7), ((0, 5), 5), ((4, 5, 75), 5)],
)
def test_several_ends_make_one_exit_code(codes: tuple[int, ...], together: int) -> None:
    assert combined(map(ExitCode, codes)) == together
