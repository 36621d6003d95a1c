"""`finetunes list`: what there is, chosen, complete, and loud where it is not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import finetunes
import pytest
from finetunes.cli.listing import age, read_age

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

    from .conftest import Ended, Run

NOW = datetime.now(UTC)


def listed(ended: Ended) -> list[str]:
    assert ended.document["schema"] == 1
    return [item["ref"] for item in ended.document["fine_tunes"]]


def test_every_provider_with_a_key_is_listed(server: EmbeddedServer, run: Run) -> None:
    job, name, model = server.together.add(), server.bfl.add(), server.cohere.add()
    ended = run("list", "--json")
    assert ended.code == 0
    assert listed(ended) == [f"together:{job}", f"bfl:{name}", f"cohere:{model}"]
    assert ended.document["failures"] == []


def test_named_providers_are_listed_and_no_other_is_asked(server: EmbeddedServer, run: Run) -> None:
    server.together.add()
    name = server.bfl.add()
    assert listed(run("list", "bfl", "bfl", "--json")) == [f"bfl:{name}"]
    assert {request.provider for request in server.received} == {"bfl"}


def test_the_table_shows_status_name_model_age_and_price(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add(
        status="completed", model="some/Model", created_at=NOW - timedelta(days=91, hours=1)
    )
    ended = run("list", "together")
    assert ended.code == 0
    heading, _, row = ended.stdout.splitlines()
    assert heading.split() == ["ref", "status", "name", "model", "age", "price"]
    cells = row.split()
    assert cells[:2] == [f"together:{job}", "completed"]
    assert cells[-3:] == ["some/Model", "91d", "$0.45"]


def test_json_has_all_that_is_known_and_the_providers_own_words(
    server: EmbeddedServer, run: Run
) -> None:
    server.together.add(status="completed", fields={"suffix": "s" * 1000})
    (item,) = run("list", "together", "--json").document["fine_tunes"]
    assert list(item) == [
        "ref", "provider", "id", "status", "provider_status", "name", "model", "created_at",
        "updated_at", "finished_at", "price", "undecoded", "body",
    ]  # fmt: skip
    assert [item["status"], item["provider_status"], item["price"]] == [
        "succeeded",
        "completed",
        "0.45",
    ]
    assert datetime.fromisoformat(item["created_at"]).tzinfo
    assert item["body"]["suffix"] == "s" * 1000


@pytest.mark.parametrize(
    ("statuses", "found"),
    [(["running"], 1), (["queued"], 2), (["running", "queued"], 3), (["failed"], 0)],
)
def test_only_the_statuses_that_are_named_are_listed(
    server: EmbeddedServer, run: Run, statuses: list[str], found: int
) -> None:
    for word in ("running", "pending", "queued", "completed"):
        server.together.add(status=word)
    options = [word for status in statuses for word in ("--status", status)]
    assert len(listed(run("list", "together", "--json", *options))) == found


def test_only_what_is_older_is_listed_and_the_undated_are_counted(
    server: EmbeddedServer, run: Run
) -> None:
    old = server.together.add(status="completed", created_at=NOW - timedelta(days=91))
    server.together.add(status="completed", created_at=NOW - timedelta(days=89))
    server.together.add(fields={"created_at": "yesterday"})
    server.bfl.add()
    ended = run("list", "--older-than", "90d", "--json", "together", "bfl")
    assert listed(ended) == [f"together:{old}"]
    assert "finetunes: together: 1 without a readable date left out\n" in ended.stderr
    assert "finetunes: bfl: 1 without a readable date left out\n" in ended.stderr


@pytest.mark.parametrize("text", ["90", "d", "90 d", "90y", "-1d", "1e3d", "90D", "", "999999999w"])
def test_an_age_that_is_none_is_a_usage_error_that_shows_the_units(run: Run, text: str) -> None:
    ended = run("list", f"--older-than={text}")
    assert (ended.code, ended.stdout) == (2, "")
    assert "s, m, h, d, w" in ended.stderr or "longer than any calendar" in ended.stderr


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("90d", timedelta(days=90)),
        ("2w", timedelta(weeks=2)),
        ("1.5h", timedelta(minutes=90)),
        ("10m", timedelta(minutes=10)),
        ("30s", timedelta(seconds=30)),
    ],
)
def test_an_age_is_a_number_and_a_unit(text: str, span: timedelta) -> None:
    assert read_age(text) == span


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(seconds=-5), "0s"),
        (timedelta(seconds=59), "59s"),
        (timedelta(minutes=61), "1h"),
        (timedelta(minutes=2), "2m"),
        (timedelta(days=400, hours=5), "400d"),
    ],
)
def test_an_age_is_shown_in_its_largest_whole_unit(span: timedelta, text: str) -> None:
    assert age(span) == text


def test_an_unknown_status_word_is_a_usage_error(run: Run) -> None:
    assert run("list", "--status", "complete").code == 2


def test_a_provider_that_fails_is_named_beside_what_was_found(
    server: EmbeddedServer, run: Run
) -> None:
    job = server.together.add()
    server.fail_next(403, provider="bfl", times=9)
    ended = run("list", "together", "bfl", "--json")
    assert (ended.code, listed(ended)) == (7, [f"together:{job}"])
    (failure,) = ended.document["failures"]
    assert [failure["provider"], failure["error"]["type"]] == ["bfl", "PermissionDeniedError"]
    assert "finetunes: bfl: list: 403" in ended.stderr
    assert "finetunes: the list is not complete" in ended.stderr


def test_the_way_to_leave_out_a_provider_that_cannot_be_listed_is_said(
    server: EmbeddedServer, run: Run
) -> None:
    way_out = "finetunes: to leave cohere out, name the others: together bfl\n"
    server.fail_next(404, provider="cohere", times=9)
    said = run("list").stderr
    assert said.endswith(f"finetunes: the list is not complete\n{way_out}")
    assert "and the id" not in said
    assert "to leave" not in run("list", "together", "cohere").stderr


def test_where_no_provider_can_be_listed_there_is_no_other_to_name(
    server: EmbeddedServer, run: Run
) -> None:
    server.fail_next(403, times=99)
    assert "to leave" not in run("list").stderr


def test_where_nothing_was_found_the_code_is_that_of_the_failure(
    server: EmbeddedServer, run: Run
) -> None:
    server.fail_next(403, provider="bfl", times=9)
    ended = run("list", "bfl")
    assert (ended.code, ended.stdout) == (3, "")


def test_a_named_provider_without_a_key_is_an_authentication_error(run: Run) -> None:
    ended = run("list", "bfl", "--json")
    assert (ended.code, listed(ended)) == (3, [])
    assert ended.document["failures"][0]["error"]["type"] == "MissingAPIKeyError"


def test_without_any_key_it_says_which_variables_there_are(run: Run) -> None:
    ended = run("list")
    assert (ended.code, ended.stdout) == (3, "")
    assert "TOGETHER_API_KEY" in ended.stderr


def test_an_unknown_provider_is_a_usage_error(server: EmbeddedServer, run: Run) -> None:
    assert run("list", "openai").code == 2
    assert server.received == ()


def test_no_fine_tunes_is_an_empty_list_and_no_error(server: EmbeddedServer, run: Run) -> None:
    ended = run("list", "together")
    assert (ended.code, ended.stdout, ended.stderr) == (0, "", "finetunes: none found\n")


def test_an_item_that_does_not_decode_is_listed_and_said(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add(fields={"events": 7})
    ended = run("list", "together")
    assert f"together:{job}" in ended.stdout
    assert ended.stderr == "finetunes: 1 could not be read completely; `show` says why\n"
    assert run("list", "together", "--json").document["fine_tunes"][0]["undecoded"]


def test_text_of_a_server_never_reaches_the_terminal_as_it_came(
    server: EmbeddedServer, run: Run
) -> None:
    server.together.add(fields={"model": "\x1b[2J\u202e[red]x[/red]"})
    ended = run("list", "together")
    assert r"\x1b[2J\u202e[red]x[/red]" in ended.stdout
    assert "\x1b" not in run("list", "together", "--json").stdout


@pytest.mark.parametrize(
    ("width", "missing"), [(200, []), (115, []), (100, ["name"]), (80, ["name", "model"])]
)
def test_a_narrow_terminal_keeps_status_age_and_price_and_says_what_is_left_out(
    server: EmbeddedServer,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    missing: list[str],
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("FORCE_COLOR", "1")
    job = server.together.add(
        status="completed", model="m" * 60, name="n" * 60, created_at=NOW - timedelta(days=91)
    )
    ended = run("list", "together")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", ended.stdout).splitlines()
    assert max(map(len, lines)) <= width
    headings = lines[0].split()
    assert [name for name in ("name", "model") if name not in headings] == missing
    for cell in (f"together:{job} ", "completed", "91d", "$0.45"):
        assert cell in lines[2]
    assert ended.stderr == "".join(
        f"finetunes: there is no room for {name}; --json has it\n" for name in missing
    )


def test_a_very_narrow_terminal_folds_the_reference_and_shows_the_rest(
    server: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("FORCE_COLOR", "1")
    server.together.add(status="completed", created_at=NOW - timedelta(days=91))
    shown = run("list", "together").stdout
    for cell in ("completed", "91d", "$0.45"):
        assert cell in shown


def test_ten_thousand_are_listed_completely(server: EmbeddedServer, run: Run) -> None:
    ids = [server.together.add() for _ in range(10_000)]
    assert listed(run("list", "together", "--json")) == [f"together:{job}" for job in ids]


def test_the_timeout_is_checked(server: EmbeddedServer, run: Run) -> None:
    ended = run("list", "bfl", "--timeout", "0", "--json")
    assert (ended.code, ended.document["failures"][0]["error"]["type"]) == (2, "ConfigurationError")


def test_every_status_word_of_the_library_can_be_asked_for(run: Run) -> None:
    words = [word for status in finetunes.Status for word in ("--status", status.value)]
    assert run("list", *words).code == 3
