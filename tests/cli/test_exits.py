"""Exit codes of errors, alone and together."""

from __future__ import annotations

import finetunes
import pytest
from finetunes.cli.exits import ExitCode, NotConfirmedError, code_of, combined


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (finetunes.FinetunesError, 1),
        (finetunes.BadRequestError, 1),
        (finetunes.ConflictError, 1),
        (finetunes.UnprocessableEntityError, 1),
        (finetunes.InternalServerError, 1),
        (finetunes.UndecodableResponseError, 1),
        (finetunes.ConfigurationError, 2),
        (finetunes.InvalidIDError, 2),
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
    ],
)
def test_every_error_has_its_exit_code(error: type[Exception], code: int) -> None:
    assert code_of(error("x")) == code


@pytest.mark.parametrize(
    ("codes", "together"),
    [((0,), 0), ((0, 0), 0), ((4, 4), 4), ((0, 4), 7), ((3, 75), 7), ((0, 5), 5), ((4, 5, 75), 5)],
)
def test_several_ends_make_one_exit_code(codes: tuple[int, ...], together: int) -> None:
    assert combined(map(ExitCode, codes)) == together
