"""`--dry-run`: the request that would be sent, and nothing sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import finetunes
import pytest
from finetunes.cli import dry_run
from finetunes.cli.request_body import Body

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

    from .conftest import Run


def test_the_requests_are_shown_without_a_key_and_without_a_question(run: Run) -> None:
    ended = run("delete", "together:ft/1", "bfl:portrait", "--dry-run", "--json")
    assert (ended.code, ended.document["dry_run"]) == (0, True)
    first, second = ended.document["requests"]
    assert [first["ref"], first["operation"]] == ["together:ft/1", "delete"]
    assert [first["method"], first["body"]] == ["DELETE", None]
    assert first["url"] == "https://api.together.ai/v1/fine-tunes/ft%2F1"
    assert first["headers"]["authorization"] == "Bearer <TOGETHER_API_KEY>"
    assert [second["method"], second["url"]] == [
        "POST",
        "https://api.us1.bfl.ai/v1/delete_finetune",
    ]
    assert second["body"] == {"finetune_id": "portrait"}
    assert second["headers"]["x-key"] == "<BFL_API_KEY>"


def test_nothing_is_sent_and_the_key_that_is_set_is_not_shown(
    server: EmbeddedServer, run: Run
) -> None:
    reference = f"together:{server.together.add()}"
    ended = run("cancel", reference, "--dry-run")
    assert ended.code == 0
    assert f"POST {server.base_url('together')}/fine-tunes/" in ended.stdout
    assert "authorization: Bearer <TOGETHER_API_KEY>" in ended.stdout
    assert server.key("together") not in ended.stdout
    assert ended.stderr == "finetunes: dry run; nothing was sent\n"
    assert server.received == ()


def test_a_body_is_shown_as_text_too(run: Run) -> None:
    ended = run("delete", "bfl:a", "--dry-run", "--base-url", "https://api.eu1.bfl.ai")
    assert "POST https://api.eu1.bfl.ai/v1/delete_finetune\n" in ended.stdout
    assert ended.stdout.endswith('\n\n{"finetune_id": "a"}\n')


@pytest.mark.parametrize(
    "arguments",
    [("--base-url", "ftp://x"), ("--base-url", "http://example.com"), ("--timeout", "0")],
)
def test_a_request_that_could_not_be_built_is_a_usage_error(
    run: Run, arguments: tuple[str, str]
) -> None:
    ended = run("delete", "bfl:a", "--dry-run", "--json", *arguments)
    assert (ended.code, ended.errors) == (2, ["ConfigurationError"])


def test_an_operation_that_the_provider_has_not_is_found_here_too(run: Run) -> None:
    ended = run("cancel", "cohere:a", "--dry-run", "--json")
    assert (ended.code, ended.errors) == (2, ["UnsupportedOperationError"])


def test_a_create_is_shown_with_its_body_and_without_its_secrets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    body = {"model": "m", "training_file": "file-1", "wandb_api_key": "canary-of-a-secret"}
    shown = dry_run.create("together", Body({**body}), base_url=None, timeout=60.0)
    assert (shown.reference, shown.operation, shown.method) == ("together", "create", "POST")
    assert shown.body == {**body, "wandb_api_key": "<secret>"}
    dry_run.show([shown], as_json=False)
    assert "canary" not in capsys.readouterr().out


def test_a_secret_inside_of_a_body_is_hidden_too() -> None:
    wandb = {"project": "p", "api_key": "canary-of-a-secret"}
    settings = {"base_model": {"base_type": "BASE_TYPE_CHAT"}, "dataset_id": "d", "wandb": wandb}
    body = {"name": "n", "settings": settings}
    shown = dry_run.create("cohere", Body(body), base_url=None, timeout=60.0)
    assert shown.body["settings"]["wandb"] == {"project": "p", "api_key": "<secret>"}


def test_a_create_that_the_document_does_not_allow_is_an_error_here_too() -> None:
    with pytest.raises(finetunes.InvalidRequestError, match="training_file is missing"):
        dry_run.create("together", Body({"model": "m"}), base_url=None, timeout=60.0)


def test_a_provider_that_nobody_knows_is_an_error_here_too() -> None:
    with pytest.raises(finetunes.ConfigurationError, match="there is no provider"):
        dry_run.create("openai", Body({}), base_url=None, timeout=60.0)
