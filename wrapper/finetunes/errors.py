"""Everything that can go wrong, as one tree.

FinetunesError
├── ConfigurationError            a wrong argument or address; also a ValueError
│   └── InvalidAPIKeyError        a key that cannot be sent in a header
├── MissingAPIKeyError            no key was given and none is in the environment
├── InvalidIDError                an id that must not become part of a request; also a ValueError
├── InvalidRequestError           a body that must not be sent; also a ValueError
├── InvalidFileError              a local file that cannot be used; also a ValueError
├── UnsupportedOperationError     the provider's API has no such operation
├── PolicyError                   a guard rail forbids the call
├── UndecodableResponseError      a read was answered with something else than an answer
├── OutcomeUnknownError           a cancel, delete or create may or may not have happened
├── IncompleteListingError        a listing that is not all there is
├── JobRestartedError             the platform restarted the job under another id
├── WaitTimeoutError              the time ran out, and the job has not ended
├── TransferError                 a download or upload that did not come to its end
├── APIConnectionError            no reply arrived, and nothing destructive was sent
│   └── APITimeoutError
└── APIStatusError                the provider replied with an error status
    ├── BadRequestError 400       ├── AuthenticationError 401   ├── PermissionDeniedError 403
    ├── NotFoundError 404         ├── ConflictError 409         ├── UnprocessableEntityError 422
    └── RateLimitError 429        └── InternalServerError 5xx

``str(error)`` is one line: the item, what happened, and where it can be known what to do next.
Every error can be pickled, and none holds an API key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class FinetunesError(Exception):
    """Base of every error this library raises on purpose; what is not known is None."""

    provider: str | None = None
    """The provider's name."""
    operation: str | None = None
    """For example ``"cancel"`` or ``"delete"``."""
    id: str | None = None
    """The id the call was about."""
    status_code: int | None = None
    """The HTTP status of the reply."""
    body: Any = None
    """The JSON of the reply, or its text where it is no JSON."""
    request_id: str | None = None
    """The provider's id of the request, for a support case."""
    retry_after: float | None = None
    """Seconds the provider asks to wait."""

    def __init__(self, message: str, **known: Any) -> None:
        super().__init__(message)
        self.message = message
        """What happened, for a person."""
        self.__dict__.update(known)


class ConfigurationError(FinetunesError, ValueError):
    """An argument, address or environment variable cannot be used; nothing was sent."""


class InvalidAPIKeyError(ConfigurationError):
    """The API key holds characters that no HTTP header may carry; it is never shown."""


class MissingAPIKeyError(FinetunesError):
    """No API key was given, and the environment holds none."""


class InvalidIDError(FinetunesError, ValueError):
    """The id is empty, a reference, or would change the address; nothing was sent."""


class InvalidRequestError(FinetunesError, ValueError):
    """The body lacks something, or holds what the document does not know; nothing was sent."""


class InvalidFileError(FinetunesError, ValueError):
    """A local file is missing, unreadable or not what the provider takes; nothing was sent."""

    line: int | None = None
    """The line that is wrong, counted from 1."""


class UnsupportedOperationError(FinetunesError):
    """The provider's API has no such operation; nothing was sent and nothing is emulated."""


class PolicyError(FinetunesError):
    """A guard rail forbids this call; nothing was changed."""

    every_call: bool = False
    """Whether this process may change nothing more at all, whatever it is about."""


class UndecodableResponseError(FinetunesError):
    """A read was answered with something that is not the provider's answer; nothing changed."""


class OutcomeUnknownError(FinetunesError):
    """A destructive request was sent, and what it did cannot be known from the answer.

    It is deliberately not an APIConnectionError, which callers retry: the provider may
    have acted, or may act later.
    """

    reason: str | None = None
    """What happened to the request or its answer."""
    sent_at: datetime | None = None
    """When the request was sent (aware, UTC)."""
    last_seen: Any = None
    """The `FineTune` as it was read back last, or None."""
    next_step: str | None = None
    """What to do now."""


class IncompleteListingError(FinetunesError):
    """What was listed is not all there is.

    A provider could not be asked, a page token came a second time, or the listing went on
    beyond every reasonable bound.
    """

    found: tuple[Any, ...] = ()
    """What `list_all` did find; `list` has handed it out already."""
    failures: Mapping[str, FinetunesError] = {}
    """Why, by provider."""


class JobRestartedError(FinetunesError):
    """The platform ended the job and restarted it under another id; waiting must go on there."""

    new_id: str | None = None
    """The id of the new job, where the provider names it."""
    last_seen: Any = None
    """The `FineTune` as it was read last."""


class WaitTimeoutError(FinetunesError):
    """The time to wait ran out; the job has not ended, and may still bill."""

    last_seen: Any = None
    """The `FineTune` as it was read last, or None."""


class TransferError(FinetunesError):
    """A download or upload did not come to its end; the message says what is left of it."""

    passing: bool = False
    """Whether the same call again can succeed by itself, as after a broken connection."""


class APIConnectionError(FinetunesError):
    """No connection could be made, or a read got no reply; nothing destructive was sent."""


class APITimeoutError(APIConnectionError):
    """The total time of the call ran out before anything destructive was sent."""


class APIStatusError(FinetunesError):
    """The provider replied with an error status; `message` is in the provider's own words."""


class BadRequestError(APIStatusError):
    """400: the provider does not accept the request."""


class AuthenticationError(APIStatusError):
    """401: the key is missing, wrong or withdrawn."""


class PermissionDeniedError(APIStatusError):
    """403: the key may not do this; some providers answer a wrong key so."""


class NotFoundError(APIStatusError):
    """404: the provider does not know this id with this key."""

    certain: bool = False
    """Whether that proves that it is not there. A 404 in another shape than the provider's own does
    not, nor does any where one of another region would look the same."""


class ConflictError(APIStatusError):
    """409: the item's state does not allow the operation."""


class UnprocessableEntityError(APIStatusError):
    """422: the request has the wrong shape."""


class RateLimitError(APIStatusError):
    """429: too many requests; `retry_after` says how long to wait, where the provider does."""


class InternalServerError(APIStatusError):
    """5xx, for a call that changes nothing."""


BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
    **dict.fromkeys(range(500, 600), InternalServerError),
}
"""The error class of a status (RFC 9110, section 15); APIStatusError where there is none."""


class ProviderRetiredWarning(UserWarning):
    """The provider has retired this operation; what it answers now is in no document."""


__all__ = [
    "APIConnectionError", "APIStatusError", "APITimeoutError", "AuthenticationError",
    "BadRequestError", "ConfigurationError", "ConflictError", "FinetunesError",
    "IncompleteListingError", "InternalServerError", "InvalidAPIKeyError", "InvalidFileError",
    "InvalidIDError", "InvalidRequestError", "JobRestartedError", "MissingAPIKeyError",
    "NotFoundError", "OutcomeUnknownError", "PermissionDeniedError", "PolicyError",
    "ProviderRetiredWarning", "RateLimitError", "TransferError", "UndecodableResponseError",
    "UnprocessableEntityError", "UnsupportedOperationError", "WaitTimeoutError",
]  # fmt: skip
