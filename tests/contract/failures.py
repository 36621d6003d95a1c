"""The documented failures, and the error that each of them becomes."""

from __future__ import annotations

from finetunes import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    FinetunesError,
    InternalServerError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    UnprocessableEntityError,
)

from .asked import ASKED
from .cases import Failure
from .documents import read

# 302 is no error of the provider's: uploads follow it, nothing else does. 402 and 416 have no
# class of their own. 498 is documented for an invalid token.
ERRORS: dict[int, type[FinetunesError]] = {
    302: APIStatusError,
    400: BadRequestError,
    401: AuthenticationError,
    402: APIStatusError,
    403: PermissionDeniedError,
    404: NotFoundError,
    416: APIStatusError,
    422: UnprocessableEntityError,
    429: RateLimitError,
    498: AuthenticationError,
    499: APIStatusError,
    500: InternalServerError,
    503: InternalServerError,
    504: InternalServerError,
}
# Neither a 5xx nor 499, for a client that went away, tells whether a change was carried out
# before it failed.
UNKNOWN = dict.fromkeys((499, 500, 503, 504), OutcomeUnknownError)

# An answer without a body has no words; a validation error has a place, too.
WORDS = {302: "no body", 416: "no body", 422: "string: string"}


def _failures(provider: str, name: str, *statuses: int) -> list[Failure]:
    operation = read(provider).operations[ASKED[provider][name].operation]
    errors = ERRORS if operation.method == "get" else ERRORS | UNKNOWN
    return [
        Failure(
            provider,
            name,
            status,
            errors[status],
            WORDS.get(status, "string"),
            also=_unreadable(provider, name),
        )
        for status in statuses
    ]


def _unreadable(provider: str, name: str) -> dict[str, int]:
    """Let the state be unreadable after a cancel or delete that did not say what it did."""
    destructive = name in {"cancel", "delete"}
    return {ASKED[provider]["retrieve"].operation: 503} if destructive else {}


_COHERE_STATUSES = (400, 401, 402, 403, 404, 429, 498, 499, 500, 503, 504)

# All failures of what cannot be undone, and of one reading operation of each provider; of the
# others one failure each. `test_coverage` says why that is enough, and when it is not.
FAILURES = [
    *_failures("together", "create", 400, 401, 402, 403, 404, 429, 500, 503),
    *_failures("together", "cancel", 400, 401, 403, 404, 429, 500, 503),
    *_failures("together", "delete", 401, 403, 404, 429, 500, 503),
    *_failures("together", "retrieve", 401, 403, 404, 429, 500, 503),
    *_failures("together", "list", 401),
    *_failures("together", "wait", 404),
    *_failures("together", "list_events", 404),
    *_failures("together", "list_checkpoints", 404),
    *_failures("together", "list_metrics", 400),
    *_failures("together", "download", 404),
    *_failures("together", "download_fine_tune", 416),
    *_failures("together", "upload", 401),
    *_failures("together", "start_file_upload", 302, 500),
    *_failures("together", "upload_file", 400),
    *_failures("together", "list_files", 401),
    *_failures("together", "retrieve_file", 404),
    *_failures("together", "delete_file", 404, 500),
    *_failures("together", "retrieve_file_content", 404),
    *_failures("together", "preprocess_file", 404),
    *_failures("together", "estimate_fine_tune_price", 429),
    *_failures("together", "preview_fine_tune_dataset", 404),
    *_failures("together", "list_supported_models", 401),
    *_failures("together", "retrieve_model_limits", 404),
    *_failures("together", "retrieve_tokenized_dataset", 404),
    *_failures("bfl", "retrieve", 400, 401, 403, 404, 422, 429, 500, 503),
    *_failures("bfl", "list", 403),
    *_failures("bfl", "delete", 400, 401, 402, 403, 404, 422, 429, 500, 503),
    # A success that is about another fine-tune than the one that was asked for.
    Failure("bfl", "delete", 200, OutcomeUnknownError, "another id: 'string'",
            particular="-another-id", also=_unreadable("bfl", "delete")),
    *_failures("bfl", "get_result", 422),
    *_failures("bfl", "get_credits", 403),
    *_failures("cohere", "create", *_COHERE_STATUSES),
    *_failures("cohere", "retrieve", *_COHERE_STATUSES),
    *_failures("cohere", "list", 401),
    *_failures("cohere", "wait", 404),
    *_failures("cohere", "delete", *_COHERE_STATUSES),
    *_failures("cohere", "list_events", 404),
    *_failures("cohere", "list_metrics", 404),
    *_failures("cohere", "update_finetuned_model", 404),
]  # fmt: skip
