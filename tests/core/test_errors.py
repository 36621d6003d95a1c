"""The error tree, and what an error says about the reply it came from."""

from __future__ import annotations

import inspect
import pickle
from datetime import UTC, datetime
from typing import Any

import finetunes
import pytest
from finetunes import Result, errors
from finetunes.errors import APIStatusError, FinetunesError
from hypothesis import given, strategies as st

from .canned import ANSWERS, BFL_DELETED, NO_SUCH, TOGETHER_JOB, Canned, answer, asked
from .conftest import Call

ALL = [
    kind
    for kind in (getattr(errors, name) for name in errors.__all__)
    if not issubclass(kind, Warning)
]
NAMED = {
    400: "BadRequestError", 401: "AuthenticationError", 403: "PermissionDeniedError",
    404: "NotFoundError", 409: "ConflictError", 422: "UnprocessableEntityError",
    429: "RateLimitError",
}  # fmt: skip


def expected(provider: str, status: int) -> str:
    """Say in other words than the code which error a destructive call gets for a status."""
    if (provider, status) == ("cohere", 498):
        return "AuthenticationError"
    if status in {408, 499} or status >= 500:
        return "OutcomeUnknownError"
    return NAMED.get(status, "APIStatusError")


def ended(response: Any, provider: str, operation: str) -> Result[Any] | FinetunesError:
    try:
        return Call("sync")(provider, operation, transport=Canned(response), max_retries=0)
    except FinetunesError as error:
        return error


def refused(response: Any, provider: str = "cohere", operation: str = "delete") -> FinetunesError:
    end = ended(response, provider, operation)
    assert isinstance(end, FinetunesError)
    return end


# The tree


def test_the_list_of_public_errors_is_all_errors_there_are() -> None:
    defined = [
        value
        for value in vars(errors).values()
        if inspect.isclass(value)
        and issubclass(value, Exception)
        and not issubclass(value, Warning)
    ]
    assert set(ALL) == set(defined)


@pytest.mark.parametrize("kind", ALL)
def test_every_error_is_public_and_a_finetunes_error(kind: type[FinetunesError]) -> None:
    assert issubclass(kind, FinetunesError)
    assert getattr(finetunes, kind.__name__) is kind


@pytest.mark.parametrize("kind", ALL)
def test_every_error_stands_in_the_tree_at_the_top_of_its_module(kind: type) -> None:
    assert f"{kind.__name__} " in f"{errors.__doc__} ".replace("\n", " ")


@pytest.mark.parametrize(
    ("kind", "base"),
    [
        (errors.ConfigurationError, ValueError),
        (errors.InvalidAPIKeyError, errors.ConfigurationError),
        (errors.InvalidIDError, ValueError),
        (errors.APITimeoutError, errors.APIConnectionError),
        *((kind, APIStatusError) for kind in errors.BY_STATUS.values()),
    ],
)
def test_an_error_can_be_caught_as_its_base(kind: type, base: type) -> None:
    assert issubclass(kind, base)


@pytest.mark.parametrize("kind", ALL)
def test_every_error_can_be_pickled_with_all_it_knows(kind: type[FinetunesError]) -> None:
    known: dict[str, Any] = {
        "provider": "bfl", "operation": "delete", "id": "ft-1", "status_code": 500,
        "body": {"a": [1]}, "request_id": "r", "retry_after": 2.0,
        "sent_at": datetime.now(UTC), "last_seen": "running", "next_step": "look",
    }  # fmt: skip
    error = kind("what happened", **known)
    copied = pickle.loads(pickle.dumps(error))
    assert type(copied) is kind
    assert (str(copied), copied.args) == ("what happened", ("what happened",))
    assert vars(copied) == {"message": "what happened", **known}


@pytest.mark.parametrize("kind", ALL)
def test_what_an_error_does_not_know_is_none(kind: type[FinetunesError]) -> None:
    error = kind("what happened")
    unknown = ["provider", "operation", "id", "status_code", "body", "request_id", "retry_after"]
    assert [getattr(error, name) for name in unknown] == [None] * 7


# Which error a status becomes


@pytest.mark.parametrize("status", range(300, 600))
def test_every_error_status_has_its_documented_error(status: int) -> None:
    for provider, operation in ANSWERS:
        error = refused(answer({"message": "no"}, status), provider, operation)
        assert type(error).__name__ == expected(provider, status)
        assert (error.provider, error.operation, error.id) == (provider, operation, "ft-1")
        assert (error.status_code, error.body) == (status, {"message": "no"})


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 429, 499, 500, 599])
def test_the_error_of_a_status_is_the_same_sync_and_async(call: Call, status: int) -> None:
    with pytest.raises(FinetunesError) as caught:
        call("cohere", transport=Canned(answer({"message": "no"}, status)), max_retries=0)
    assert type(caught.value).__name__ == expected("cohere", status)


@pytest.mark.parametrize("status", [200, 201, 203, 206, 226, 299])
@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_every_success_with_a_proper_body_is_a_result(
    call: Call, provider: str, operation: str, status: int
) -> None:
    transport = Canned(answer(ANSWERS[provider, operation], status))
    assert call(provider, operation, transport=transport).changed is True


BODIES: Any = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=40),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.just(1.5), st.text(max_size=9)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from([*TOGETHER_JOB, *BFL_DELETED, "error", "detail", "msg", "loc"]),
                inner,
                max_size=4,
            ),
        ),
        max_leaves=8,
    ),
)  # fmt: skip


@given(st.sampled_from(sorted(ANSWERS)), st.integers(200, 599), BODIES)
def test_every_reply_is_a_result_or_an_error_of_this_library(
    operation: tuple[str, str], status: int, body: Any
) -> None:
    end = ended(answer(body, status), *operation)
    if isinstance(end, FinetunesError):
        assert str(end).isprintable()
        assert len(str(end)) < 1000
        refusal = expected(operation[0], status)
        names = {"OutcomeUnknownError"} if status < 300 else {refusal, "NotFoundError"}
        assert type(end).__name__ in names
    else:
        assert status < 300
        assert (end.raw is None) == (end.undecoded is not None)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_says_so(status: int) -> None:
    transport = Canned(answer("", status, location="https://evil.example/"))
    with pytest.raises(APIStatusError, match="redirects are not followed; check the base URL"):
        Call("sync")("cohere", transport=transport)
    assert transport.only.url.host == "api.cohere.com"


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize(
    ("provider", "variable"),
    [("together", "TOGETHER_API_KEY"), ("bfl", "BFL_API_KEY"), ("cohere", "CO_API_KEY")],
)
def test_a_refused_key_names_the_variable_to_check(
    provider: str, variable: str, status: int
) -> None:
    assert f"check {variable}" in str(refused(answer({"message": "no"}, status), provider))


# The provider's words

WORDS: list[Any] = [
    ({"error": {"message": "not there", "type": "x", "param": None}}, "not there"),
    ({"error": {"message": "not there"}}, "not there"),
    ({"error": "not there"}, "not there"),
    ({"message": "not there", "id": "uuid"}, "not there"),
    ({"detail": "not there"}, "not there"),
    ({"error": "invalid", "message": "not there", "details": {}}, "not there"),
    (
        {"detail": [{"loc": ["body", "id", 0], "msg": "too short", "type": "t", "input": ""}]},
        "body.id.0: too short",
    ),
    (
        {"detail": [{"loc": ["a"], "msg": "x"}, {"loc": [], "msg": "y"}, {"msg": "z"}]},
        "a: x; : y; {'msg': 'z'}",
    ),
    ({"detail": [{"loc": [i], "msg": "x"} for i in range(9)]}, "0: x; 1: x; 2: x; 3: x; 4: x"),
    ({"detail": [{"msg": "x"}, "y"]}, "{'msg': 'x'}; y"),
    ({"detail": {"reason": "x"}}, '{"detail":{"reason":"x"}}'),
    ({"error": {"message": 5}}, '{"error":{"message":5}}'),
    ({"message": None}, '{"message":null}'),
    ({"message": ""}, "no words"),
    ({"message": " \n "}, "no words"),
    (["x"], '["x"]'),
    ("<html><b>Bad  Gateway</b>\n</html>", "<html><b>Bad Gateway</b> </html>"),
    (b"\xff\xfe", "\ufffd\ufffd"),
    (b"", "no body"),
    ("x" * 1_000_000, "x" * 200 + "…"),
]


@pytest.mark.parametrize(
    ("body", "words"),
    WORDS,
    ids=lambda value: ascii(value)[:40],
)  # fmt: skip
def test_the_message_is_the_providers_words_in_any_shape(body: Any, words: str) -> None:
    error = refused(answer(body, 418))
    assert error.message == words
    assert str(error).startswith(f"cohere:ft-1: delete: 418 I'm a Teapot: {words}"[:230])


def test_an_unregistered_status_is_told_by_its_number() -> None:
    assert ": 529: overloaded" in str(refused(answer("overloaded", 529)))


@pytest.mark.parametrize(
    "hostile",
    ["\x1b[31mred\x1b[0m", "a\r\nSet-Cookie: x", "\u202eevil", "\x00\x07\x08", "\u2028\u2029",
     "x" * 1_000_000, "\ud800", "\U000e0041"],
    ids=lambda text: ascii(text)[:20],
)  # fmt: skip
@pytest.mark.parametrize("shape", ["message", "text", "html"])
@pytest.mark.parametrize("status", [200, 404, 500])
def test_hostile_words_become_one_short_printable_line(
    hostile: str, shape: str, status: int
) -> None:
    shapes: dict[str, Any] = {
        "message": {"message": hostile, "status": hostile, "deleted_finetune_id": hostile},
        "text": hostile.encode("utf-8", "replace"),
        "html": f"<p>{hostile}</p>".encode("utf-8", "replace"),
    }
    error = refused(answer(shapes[shape], status), "bfl")
    assert str(error).isprintable()
    assert len(str(error)) < 1000


def test_a_request_id_stands_in_the_error_and_its_message() -> None:
    error = refused(answer({"message": "no"}, 404, cf_ray="ray-7"))
    assert error.request_id == "ray-7"
    assert str(error).endswith("(request ray-7)")


def test_an_error_without_a_request_id_does_not_speak_of_one() -> None:
    assert "request" not in str(refused(answer({"message": "no"}, 404)))


@pytest.mark.parametrize("status", [429, 503])
def test_an_error_holds_the_pause_the_provider_asks_for(status: int) -> None:
    assert refused(answer({}, status, retry_after="77")).retry_after == 77


@pytest.mark.parametrize("provider", ["together", "cohere"])
def test_a_not_found_at_another_address_names_it(provider: str) -> None:
    missing = answer(NO_SUCH, 404)
    words = r"asked at https://elsewhere\.example.*; check \w+_(BASE|API)_URL and the id$"
    with pytest.raises(FinetunesError, match=words) as caught:
        asked(provider, "delete", missing, base_url="https://elsewhere.example")
    assert type(caught.value).__name__ == "NotFoundError"
    assert str(refused(missing, provider)).endswith(": no such thing; check the id")
