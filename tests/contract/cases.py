"""What each operation comes to for each answer that the documents declare.

The expectations come from the documents and from docs/semantics.md, never from a recording. Where
a document has no example, Prism fills a text with the word "string"; that is the provider's
message here, and its id.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from finetunes import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    FinetunesError,
    NotFoundError,
    Outcome,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    Status,
    UnprocessableEntityError,
)


@dataclass(frozen=True)
class Case:
    """One call and the status its provider answers with."""

    provider: str
    operation: str
    id: str
    status: int
    particular: str = field(default="", kw_only=True)
    """What sets the case apart from others with the same status."""

    @property
    def cassette(self) -> str:
        """The cassette's name below the folder of its target."""
        return f"{self.provider}/{self.operation}-{self.status}{self.particular}"

    def __str__(self) -> str:
        return self.cassette.replace("/", "-")


@dataclass(frozen=True)
class Success(Case):
    """A call that ends with a result."""

    outcome: Outcome
    item: Status
    word: str | None
    message: str | None


@dataclass(frozen=True)
class Failure(Case):
    """A call that ends with an error."""

    error: type[FinetunesError]
    words: str = "string"


# The id of the cancel page's example, which Prism answers with whatever was asked.
JOB = "ft-01234567890123456789"
MODEL = "1b0e6f9e-5a51-4d3c-9f5e-0f6a4f3d2c1b"

SUCCESSES = [
    Success("together", "cancel", JOB, 200, Outcome.CANCELLING, Status.CANCELLING,
            word="cancel_requested", message=None),
    Success("together", "delete", JOB, 200, Outcome.DELETED, Status.DELETED,
            word=None, message="string"),
    Success("bfl", "delete", "string", 200, Outcome.DELETED, Status.DELETED,
            word="string", message="string"),
    Success("cohere", "delete", MODEL, 200, Outcome.DELETED, Status.DELETED,
            word=None, message=None),
]  # fmt: skip

# 402 has no class of its own. Neither a 5xx nor 499, for a client that went away, tells whether a
# delete or cancel was carried out before it failed. 498 is documented for an invalid token.
ERRORS: dict[int, type[FinetunesError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: APIStatusError,
    403: PermissionDeniedError,
    404: NotFoundError,
    422: UnprocessableEntityError,
    429: RateLimitError,
    498: AuthenticationError,
    499: OutcomeUnknownError,
    500: OutcomeUnknownError,
    503: OutcomeUnknownError,
    504: OutcomeUnknownError,
}


def _failures(provider: str, operation: str, id: str, *statuses: int) -> list[Failure]:
    return [Failure(provider, operation, id, status, ERRORS[status]) for status in statuses]


FAILURES = [
    *_failures("together", "cancel", JOB, 400, 401, 403, 404, 429, 500, 503),
    *_failures("together", "delete", JOB, 401, 403, 404, 429, 500, 503),
    *_failures("bfl", "delete", "my-finetune", 400, 401, 402, 403, 404, 429, 500, 503),
    # A success that is about another fine-tune than the one that was asked for.
    Failure("bfl", "delete", "my-finetune", 200, OutcomeUnknownError, words="another id: 'string'",
            particular="-another-id"),
    # The place and the words of the first problem, both "string".
    Failure("bfl", "delete", "my-finetune", 422, UnprocessableEntityError, words="string: string"),
    *_failures("cohere", "delete", MODEL, 400, 401, 402, 403, 404, 429, 498, 499, 500, 503, 504),
]  # fmt: skip
