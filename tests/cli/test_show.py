"""`finetunes show`: everything that is known about fine-tunes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

    from .conftest import Run


def test_the_common_fields_come_first_and_the_providers_own_follow(
    server: EmbeddedServer, run: Run
) -> None:
    job = server.together.add(status="completed", n_epochs=3)
    ended = run("show", f"together:{job}")
    assert (ended.code, ended.stderr) == (0, "")
    rows = [line.split(maxsplit=1) for line in ended.stdout.splitlines()[2:]]
    names = [row[0] for row in rows]
    fields = {row[0]: row[1].strip() for row in rows}
    assert names[:5] == ["ref", "provider", "id", "status", "provider_status"]
    assert names.index("n_epochs") > names.index("price")
    assert [fields["price"], fields["n_epochs"]] == ["$1.35", "3"]
    assert '"type": "Lora"' in fields["training_type"]
    assert fields["events"].endswith("entries, which --json shows")
    assert "finished_at" not in fields


def test_several_are_shown_one_after_the_other(server: EmbeddedServer, run: Run) -> None:
    job, model = server.together.add(), server.cohere.add()
    ended = run("show", f"together:{job}", f"cohere:{model}")
    assert ended.code == 0
    assert ended.stdout.count("\n\nfield") == 1
    assert ended.stdout.index(job) < ended.stdout.index(model)


def test_json_has_the_body_and_what_went_wrong(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add()
    ended = run("show", f"together:{job}", "together:ft-gone", "--json")
    assert ended.code == 7
    (item,) = ended.document["fine_tunes"]
    assert item["body"]["id"] == job
    (failure,) = ended.document["failures"]
    assert [failure["ref"], failure["error"]["type"]] == ["together:ft-gone", "NotFoundError"]
    assert "together:ft-gone: retrieve: 404" in ended.stderr


def test_what_could_not_be_read_is_said(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add(fields={"events": 7})
    ended = run("show", f"together:{job}")
    assert ended.code == 0
    assert f"finetunes: together:{job}: not all of it could be read: " in ended.stderr


def test_a_secret_that_the_provider_repeats_is_not_shown(server: EmbeddedServer, run: Run) -> None:
    wandb = {"project": "p", "api_key": "canary-of-a-secret"}
    settings = {"base_model": {"base_type": "BASE_TYPE_CHAT"}, "dataset_id": "d", "wandb": wandb}
    model = server.cohere.add(fields={"settings": settings, "list": [wandb]})
    for options in ((), ("--json",)):
        ended = run("show", f"cohere:{model}", *options)
        assert "canary" not in ended.stdout + ended.stderr
        assert "<secret>" in ended.stdout


def test_a_list_of_words_is_shown_and_an_empty_one_is_not(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add(fields={"tags": ["a", "b"], "none": [], "nothing": None})
    shown = run("show", f"together:{job}").stdout
    assert '["a", "b"]' in shown
    assert "\nnone" not in shown
    assert "\nnothing" not in shown


@pytest.mark.parametrize(
    ("reference", "error"),
    [
        ("bfl", "InvalidIDError"),
        ("openai:x", "ConfigurationError"),
        ("cohere:00000000-0000-4000-9000-000000000001-ft", "InvalidIDError"),
    ],
)
def test_one_bad_reference_keeps_everything_from_being_asked(
    server: EmbeddedServer, run: Run, reference: str, error: str
) -> None:
    ended = run("show", f"together:{server.together.add()}", reference, "--json")
    assert (ended.code, ended.document["fine_tunes"]) == (2, [])
    assert [failure["error"]["type"] for failure in ended.document["failures"]] == [error]
    assert server.received == ()


def test_without_a_key_nothing_is_asked(run: Run) -> None:
    ended = run("show", "bfl:a", "bfl:b", "--json")
    assert ended.code == 3
    assert len(ended.document["failures"]) == 2
    assert ended.stderr.count("no API key") == 1


def test_a_base_url_on_the_command_line_wins(
    server: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BFL_BASE_URL", "http://127.0.0.1:1")
    reference = f"bfl:{server.bfl.add()}"
    assert run("show", reference, "--base-url", server.base_url("bfl")).code == 0


def test_what_is_named_twice_is_shown_once(server: EmbeddedServer, run: Run) -> None:
    reference = f"bfl:{server.bfl.add()}"
    ended = run("show", reference, reference, "--json")
    assert len(ended.document["fine_tunes"]) == 1
    assert "given more than once" in ended.stderr
