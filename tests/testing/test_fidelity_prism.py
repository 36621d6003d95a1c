"""The embedded server and Prism on the same requests: the same status, and documented answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import yaml
from finetunes.testing import EmbeddedServer
from finetunes.testing.contract import Document, Exchange, check

from ..contract import prism
from ..contract.documents import PROVIDERS
from .conftest import START, HandClock, key_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from finetunes.testing.contract import Operation

    from ..conftest import Figures

ROWS: dict[tuple[str, str], dict[str, Any]] = {
    (row["operation"], row["wrong"]): row
    for row in yaml.safe_load(Path(__file__).with_name("differences.yaml").read_text())["prism"]
}
NOBODY = "00000000-0000-4000-8000-00000000abcd"
JOB, RUNNING, TUNED, MODEL = "ft-1", "ft-2", "my-finetune", "123e4567-e89b-12d3-a456-426614174000"
FILE = "file-00000000-0000-4000-8000-000000000001"  # the first one that the server is given
LLAMA = "meta-llama/Meta-Llama-3.1-8B-Instruct-Reference"
CREATE = {"training_file": "ITEM", "model": LLAMA}
SETTINGS = {"base_model": {"base_type": "BASE_TYPE_CHAT"}, "dataset_id": "d"}
FORM = {"purpose": "fine-tune", "file_name": "a.jsonl"}

# What a request needs beside its path; ITEM stands for the item that it is about.
NEEDS: dict[str, dict[str, Any]] = {
    "createFineTune": {"json": CREATE},
    "estimateFineTunePrice": {"json": {"training_file": "ITEM"}},
    "previewFineTuneDataset": {"json": CREATE},
    "retrieveModelLimits": {"params": {"model_name": LLAMA}},
    "downloadFineTune": {"params": {"ft_id": "ITEM"}},
    "startFileUpload": {"data": FORM},
    "uploadFile": {"data": FORM, "files": {"file": b'{"text": "a"}'}},
    "finetune_details": {"params": {"finetune_id": "ITEM"}},
    "get_result": {"params": {"id": "ITEM"}},
    "delete_finetune": {"json": {"finetune_id": "ITEM"}},
    "CreateFinetunedModel": {"json": {"name": "a", "settings": SETTINGS}},
    "UpdateFinetunedModel": {"json": {"name": "a", "settings": SETTINGS}},
}
NOTHING: dict[str, Any] = {"json": {}}
WRONG_BODIES: dict[str, dict[str, Any]] = {
    **{name: NOTHING for name, needs in NEEDS.items() if "json" in needs},
    "startFileUpload": {"data": {"purpose": "fine-tune"}},
    "uploadFile": {"data": {"purpose": "fine-tune"}, "files": {"file": b""}},
    "finetune_details": {},
    "get_result": {},
    "listFineTuneMetrics": {"params": {"resolution": "many"}},
    "ListFinetunedModels": {"params": {"page_size": "many"}},
}


def item_of(operation: Operation) -> str:
    if operation.document.provider != "together":
        return {"bfl": TUNED, "cohere": MODEL}[operation.document.provider]
    if operation.path.startswith("/files") or "ITEM" in str(
        NEEDS.get(operation.id, {}).get("json")
    ):
        return FILE
    return RUNNING if operation.id == "cancelFineTune" else JOB


@dataclass(frozen=True)
class Asked:
    """One request, and in what it is wrong."""

    operation: Operation
    wrong: str
    """`nothing`, `key`, `item`, or `body`, which parameters count as."""

    def __str__(self) -> str:
        return f"{self.operation.id}-{self.wrong}"

    def request(self, base_url: str, key: str, prefer: str | None = None) -> httpx.Request:
        """Make the request for one of the two servers."""
        item = NOBODY if self.wrong == "item" else item_of(self.operation)
        path = self.operation.path.replace("{id}", item).replace("{finetuned_model_id}", item)
        needs = WRONG_BODIES if self.wrong == "body" else NEEDS
        given: dict[str, Any] = {
            name: {n: item if v == "ITEM" else v for n, v in values.items()}
            for name, values in needs.get(self.operation.id, {}).items()
        }
        headers = {"prefer": prefer} if prefer else {}
        if self.wrong != "key":
            headers |= [key_header(self.operation.document.provider, key)]
        method = self.operation.method.upper()
        return httpx.Request(method, base_url + path, headers=headers, **given)


def asked() -> Iterator[Asked]:
    for provider in PROVIDERS:
        for operation in Document.of(provider).operations.values():
            about_item = "{" in operation.path or "ITEM" in str(NEEDS.get(operation.id))
            yield Asked(operation, "nothing")
            if operation.security:
                yield Asked(operation, "key")
            if about_item and operation.response(404):
                yield Asked(operation, "item")
            if operation.id in WRONG_BODIES:
                yield Asked(operation, "body")


CASES = list(asked())


@pytest.fixture(scope="module")
def mocks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Prism for each provider, by its address."""
    if lack := prism.missing():
        pytest.skip(lack)
    with prism.serving_all(tmp_path_factory.mktemp("prism")) as addresses:
        yield addresses


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    """The embedded server with one item of each kind."""
    with EmbeddedServer(clock=HandClock(), start=START) as running:
        assert running.together.files.add(b'{"text": "a"}\n') == FILE
        running.together.add(JOB, status="completed", training_file=FILE)
        running.together.add(RUNNING)
        running.bfl.add(TUNED)
        running.cohere.add(MODEL)
        yield running


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_embedded_server_and_prism_answer_alike(
    case: Asked, server: EmbeddedServer, mocks: dict[str, str], figures: Figures
) -> None:
    provider = case.operation.document.provider
    # Prism keeps nothing, and so has to be told that there is no such item.
    prefer = "code=404" if case.wrong == "item" else None
    answers: list[int] = []
    for base_url, wish in ((server.base_url(provider), None), (mocks[provider], prefer)):
        request = case.request(base_url, server.key(provider), wish)
        with httpx.Client(trust_env=False, timeout=20) as client:
            response = client.send(request)
        answers.append(response.status_code)
        if case.operation.response(response.status_code):
            exchange = Exchange(
                request.method, str(request.url), (), None, response.status_code,
                tuple(response.headers.multi_items()), response.content,
            )  # fmt: skip
            found = check(exchange, provider, base_url).errors
            assert [one for one in found if one.where.startswith("response")] == []
    row = ROWS.get((case.operation.id, case.wrong))
    expected = [row["embedded"], row["prism"]] if row else answers[:1] * 2
    assert answers == expected
    figures.add("agreement: requests to Prism and to the embedded server", 1)


def test_every_row_is_about_a_request_and_a_difference() -> None:
    assert ROWS.keys() <= {(case.operation.id, case.wrong) for case in CASES}
    assert [row for row in ROWS.values() if row["embedded"] == row["prism"]] == []
