"""Everything that can go wrong, as one tree.

FinetunesError
├── ConfigurationError            a wrong argument or address; also a ValueError
│   └── InvalidAPIKeyError        a key that cannot be sent in a header
├── MissingAPIKeyError            no key was given and none is in the environment
├── InvalidIDError                an id that must not become part of a request; also a ValueError
├── UnsupportedOperationError     the provider's API has no such operation
├── PolicyError                   a guard rail forbids the call
├── UndecodableResponseError      a read was answered with something else than an answer
├── OutcomeUnknownError           a cancel or delete may or may not have happened
├── APIConnectionError            no reply arrived, and nothing destructive was sent
│   └── APITimeoutError
└── APIStatusError                the provider replied with an error status
    ├── BadRequestError 400       ├── AuthenticationError 401   ├── PermissionDeniedError 403
    ├── NotFoundError 404         ├── ConflictError 409         ├── UnprocessableEntityError 422
    └── RateLimitError 429        └── InternalServerError 5xx

``str(error)`` is one line: the item, what happened, what to do next.
Every error can be pickled, and none holds an API key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    """The id is empty, or would change the address of the request; nothing was sent."""


class UnsupportedOperationError(FinetunesError):
    """The provider's API has no such operation; nothing was sent and nothing is emulated."""


class PolicyError(FinetunesError):
    """A guard rail forbids this call; nothing was sent."""


class UndecodableResponseError(FinetunesError):
    """A read was answered with something that is not the provider's answer; nothing changed."""


class OutcomeUnknownError(FinetunesError):
    """A destructive request was sent, and what it did cannot be known from the answer.

    It is deliberately not an APIConnectionError, which callers retry: the provider may
    have acted, or may act later.
    """

    sent_at: datetime | None = None
    """When the request was sent (aware, UTC)."""
    last_seen: str | None = None
    """The item's last known status, in the provider's word."""
    next_step: str | None = None
    """What to do now."""


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

__all__ = [
    "APIConnectionError", "APIStatusError", "APITimeoutError", "AuthenticationError",
    "BadRequestError", "ConfigurationError", "ConflictError", "FinetunesError",
    "InternalServerError", "InvalidAPIKeyError", "InvalidIDError", "MissingAPIKeyError",
    "NotFoundError", "OutcomeUnknownError", "PermissionDeniedError", "PolicyError",
    "RateLimitError", "UndecodableResponseError", "UnprocessableEntityError",
    "UnsupportedOperationError",
]  # fmt: skip
