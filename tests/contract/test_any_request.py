"""Whatever arguments the client takes, what it sends is what the document allows."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import FinetunesError, InvalidIDError, InvalidRequestError
from hypothesis import HealthCheck, assume, given, settings, strategies as st

from . import documents, recording
from .any_judge import modules
from .any_reply import CALLS, ID, STORAGE, Caller, Odd, good
from .any_request import arguments, problems, request_body
from .performing import wait_for_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPERATIONS = [
    (provider, id) for provider in documents.PROVIDERS for id in documents.read(provider).operations
]
WITH_ID = [
    (provider, name)
    for provider, calls in CALLS.items()
    for name in calls
    if calls[name].get("id") and name != "wait"
]
CREATES = {"together": "createFineTune", "cohere": "CreateFinetunedModel"}

WORDS = {
    word
    for name in documents.PROVIDERS
    for path in documents.read(name).content["paths"]
    for word in path.split("/")
    if word
}
"""The words of the documents' paths."""

# One client serves all examples of a test: what it sends does not depend on what it sent before.
several = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(params=["sync", "async"])
def caller(request: pytest.FixtureRequest, provider: str) -> Iterator[Caller]:
    """A client of the provider, of either colour."""
    with closing(Caller(provider, blocking=request.param == "sync")) as made:
        yield made


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, and nothing to wait for."""
    wait_for_nothing(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sent(caller: Caller, asked: str | None = None) -> int:
    """Hold all that was sent to the document, say how many requests, and forget them."""
    transport = caller.transport
    known = [
        request
        for request, about in zip(transport.requests, transport.asked, strict=True)
        if about != STORAGE
    ]
    assert asked is None or asked in transport.asked
    assert [problems(transport.provider, request) for request in known] == [[]] * len(known)
    transport.requests.clear()
    transport.asked.clear()
    return len(known)


@pytest.mark.parametrize(("provider", "id"), OPERATIONS)
@settings(several, max_examples=6)
@given(data=st.data())
def test_a_generated_function_sends_what_the_document_allows(
    caller: Caller, provider: str, id: str, figures: Any, data: st.DataObject
) -> None:
    given_arguments = data.draw(arguments(provider, id))
    caller.generated(modules(provider)[id], **given_arguments)
    figures.add("property: requests held to the document", sent(caller, id))


@pytest.mark.parametrize(("provider", "name"), WITH_ID)
@settings(several, max_examples=6)
@given(id=st.text(max_size=10) | st.sampled_from(["..", ".", " ", "a/b", "a?b#c", "é", "%2e"]))
def test_a_method_sends_any_id_as_the_document_allows_or_refuses_it_unsent(
    caller: Caller, files: Path, name: str, figures: Any, id: str
) -> None:
    assume(id not in WORDS)  # it would lead to another operation, which comes first (OpenAPI)
    end = caller(name, **{**CALLS[caller.transport.provider][name], "id": id})
    count = sent(caller)
    assert bool(count) is not isinstance(end, InvalidIDError)
    figures.add("property: requests held to the document", count)


@pytest.mark.parametrize("provider", CREATES)
@settings(several, max_examples=12)
@given(data=st.data())
def test_a_create_sends_what_the_document_allows(
    caller: Caller, provider: str, figures: Any, data: st.DataObject
) -> None:
    body = data.draw(request_body(provider, CREATES[provider]))
    assert not isinstance(caller("create", **body), FinetunesError)
    figures.add("property: requests held to the document", sent(caller, CREATES[provider]))


@pytest.mark.parametrize("provider", CREATES)
@settings(several, max_examples=6)
@given(data=st.data())
def test_a_create_that_lacks_something_or_names_what_is_not_there_is_refused_unsent(
    caller: Caller, provider: str, data: st.DataObject
) -> None:
    body = data.draw(request_body(provider, CREATES[provider]))
    required = sorted(CALLS[provider]["create"])
    left_out = data.draw(st.sampled_from(required))
    lacking = {name: value for name, value in body.items() if name != left_out}
    odd = {**body, data.draw(st.text(min_size=1).map(lambda text: f"x-{text}")): 1}
    for wrong in (lacking, odd, {**body, left_out: float("nan")}, {**body, left_out: {1}}):
        assert isinstance(caller("create", **wrong), InvalidRequestError)
    assert caller.transport.requests == []


@pytest.mark.parametrize("provider", ["together"])
@settings(several, max_examples=6)
@given(
    content=st.binary(min_size=1, max_size=50),
    step=st.none() | st.integers(0, 2**31),
    checkpoint=st.sampled_from([None, "merged", "adapter", "model_output_path"]),
)
def test_an_upload_and_a_download_send_what_the_document_allows(
    caller: Caller, files: Path, figures: Any, content: bytes, step: int | None, checkpoint: str
) -> None:
    files.joinpath("train.parquet").write_bytes(content)
    caller("upload", path="train.parquet")
    figures.add("property: requests held to the document", sent(caller, "preprocessFile"))
    to = {"path": "got.tar.zst", "overwrite": True}
    caller("download", id=ID, step=step, checkpoint=checkpoint, **to)
    figures.add("property: requests held to the document", sent(caller, "downloadFineTune"))


@pytest.mark.parametrize("provider", ["cohere"])
@pytest.mark.parametrize("name", ["list", "list_events", "list_metrics"])
@settings(several, max_examples=8)
@given(token=st.text(min_size=1, max_size=12))
def test_the_next_page_is_asked_for_as_the_document_allows(
    caller: Caller, provider: str, name: str, figures: Any, token: str
) -> None:
    asked = {"list": "ListFinetunedModels", "list_events": "ListEvents"}
    seat = asked.get(name, "ListTrainingStepMetrics")
    body = Odd(200, json.dumps({"next_page_token": token}).encode())
    caller.answered(seat, body, name)
    caller.transport.odd = None
    count = sent(caller, seat)
    assert count == 2  # the same token again would go on for ever, and is an error
    figures.add("property: requests held to the document", count)


@pytest.mark.parametrize(("provider", "id"), OPERATIONS)
@settings(several, max_examples=3)
@given(data=st.data())
def test_prism_takes_what_a_generated_function_sends(
    pytestconfig: pytest.Config, mocks: dict[str, str], provider: str, id: str, data: st.DataObject
) -> None:
    if pytestconfig.getoption("--target") != "mock":
        pytest.skip("Prism is asked by `pytest tests/contract --target=mock`")
    given_arguments = data.draw(arguments(provider, id))
    base_url = documents.read(provider).content["servers"][0]["url"]
    assume("" not in given_arguments.values())  # Prism takes an empty parameter for none
    (mock,) = (mock for mock, url in mocks.items() if url == base_url)
    success = good(provider, id).status

    def preference(method: str, url: str) -> str:
        """Ask for the success; Prism judges the request all the same."""
        del method, url
        return f"code={success}"

    through = recording.ToMock(base_url, mock, preference)
    with through, closing(Caller(provider, blocking=True, transport=through)) as caller:
        end = caller.generated(modules(provider)[id], **given_arguments)
    assert end.status_code == success, end
