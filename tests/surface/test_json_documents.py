"""What every command prints as JSON keeps to the published schema, also when it fails."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import jsonschema
import pytest
from finetunes import Outcome, Status
from finetunes.cleanup import AuditLog, End
from finetunes.cli import commands
from finetunes.testing import EmbeddedServer, Fault
from finetunes.testing.contract import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .conftest import Run

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "command-line-1.json"
TEXT: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
DEFINITIONS: dict[str, Any] = TEXT["$defs"]
PREFIX = "command "

OLD = "00000000-0000-4000-8000-000000000001"
MODEL = "Qwen/Qwen2.5-7B-Instruct"
CASSETTES = Path(__file__).parents[1] / "cassettes" / "mock" / "together"
NAMES = {"OLD": OLD, "MODEL": MODEL, "CASSETTES": str(CASSETTES)}

# A command line each; what comes before `:` is what is wrong with the server, or with the world.
LINES = """
list
list together --status failed
list bfl --older-than 1d
no key: list
reset: list together
show together:ft-done bfl:mine cohere:{OLD}
show together:ft-gone together:ft-done
show nonsense
wait together:ft-done
wait together:ft-gone
wait together:ft-running --timeout 0
events together:ft-done
events together:ft-done --follow
events together:ft-gone
events bfl:mine
checkpoints together:ft-done
checkpoints together:ft-gone
metrics together:ft-done
metrics cohere:{OLD}
metrics together:ft-gone
download together:ft-done
download together:ft-gone
download bfl:mine
upload together train.jsonl broken.jsonl
upload together train.jsonl
create together model={MODEL} training_file={FILE} --yes
create together model={MODEL} training_file={FILE} --dry-run
create together --yes
create bfl --yes
create together model={MODEL}
delete together:ft-done bfl:mine cohere:{OLD} --yes
delete together:ft-gone together:ft-done --yes
delete together:ft-gone --missing-ok --yes
delete together:ft-done --backup kept --yes
delete together:ft-done bfl:mine --dry-run
delete together:ft-done
delete nonsense --yes
lost: delete together:ft-done --yes
cancel together:ft-running together:ft-done --yes
cancel together:ft-running --dry-run
cancel bfl:mine --yes
cancel --running --yes
cancel --running --dry-run
cancel --running
lost: cancel together:ft-running --yes
ps
no key: ps
plan delete --status succeeded
plan delete --status failed --keep-latest 1 --per model
plan cancel together --status running
plan delete nobody --older-than 1d
plan delete together --older-than 0s
no key: plan delete --older-than 1d
apply plan.json --yes
apply plan.json
apply missing.json --yes
refused: apply plan.json --yes
audit show
audit show --since 1d
no audit: audit show
providers
bad address: providers
doctor
doctor --online
no key: doctor
bad address: doctor
contract check {CASSETTES}
contract check {CASSETTES} --provider cohere
contract check nonsense.yaml
spec status
spec status bfl
spec show delete
spec show delete --provider bfl
""".strip().splitlines()


@cache
def validator(definition: str) -> Any:
    schema = {**TEXT, "anyOf": [{"$ref": f"#/$defs/{definition.replace(' ', '%20')}"}]}
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


def problems(command: str, document: Any) -> list[str]:
    found: list[Any] = [*validator(PREFIX + command).iter_errors(document)]
    return [f"{error.json_path}: {error.message}"[:2000] for error in found]


def commands_of(group: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, set[str]]]:
    """Every command with its options, whether or not it is in a group."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands_of(command, (*before, name))
        else:
            yield " ".join((*before, name)), {o for p in command.params for o in p.opts}


AS_JSON = {"--json": ("--json",), "--format": ("--format", "json")}
WITH_JSON = {
    name: words
    for name, options in commands_of(commands._finetunes)
    for option, words in AS_JSON.items()
    if option in options
}


def split(line: str) -> tuple[str, str, list[str]]:
    """Take a line apart: what is wrong, the command, and its words."""
    wrong, _, rest = line.rpartition(": ")
    words = rest.split()
    command = next(n for n in (" ".join(words[:2]), words[0]) if n in WITH_JSON)
    return wrong, command, words


@pytest.fixture
def world(server: EmbeddedServer, run: Run, tmp_path: Path) -> EmbeddedServer:
    """Fine-tunes of all kinds, files to upload, a plan, and a call in the audit log."""
    server.together.add("ft-running", status="running")
    server.together.add("ft-done", status="completed")
    server.together.add("ft-failed", status="error")
    server.bfl.add("mine")
    server.cohere.add(OLD)
    tmp_path.joinpath("train.jsonl").write_text('{"text": "a"}\n', "utf-8")
    tmp_path.joinpath("broken.jsonl").write_text("nonsense\n", "utf-8")
    server.together.add("ft-audited", status="completed")
    run("delete", "together:ft-audited", "--yes", "--json")
    run("plan", "delete", "together", "--status", "succeeded", "-o", "plan.json", "--json")
    return server


def befall(wrong: str, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let something be wrong."""
    match wrong:
        case "no key":
            for name in server.environment:
                monkeypatch.delenv(name)
        case "bad address":
            monkeypatch.setenv("BFL_BASE_URL", "nonsense")
        case "no audit":
            log = AuditLog().path
            log.unlink()
            log.mkdir()
        case "reset":
            server.fail("together", Fault.DROP_BEFORE, 9)
        case "refused":
            server.fail_next(403, provider="together", times=99)
        case "lost":
            server.fail("together", Fault.ERROR_BEFORE, 99)
        case _:
            assert not wrong


@pytest.mark.filterwarnings("ignore::finetunes.ProviderRetiredWarning")
@pytest.mark.parametrize("line", LINES)
def test_what_a_command_prints_keeps_to_the_published_schema(
    line: str, world: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = world.together.files.add(b'{"text": "b"}\n')
    wrong, command, words = split(line)
    befall(wrong, world, monkeypatch)
    monkeypatch.setattr("time.sleep", float)  # no pause
    printed = run(*(word.format(**NAMES, FILE=file) for word in words), *WITH_JSON[command])
    assert printed
    assert [problem for document in printed for problem in problems(command, document)] == []


def test_every_command_with_json_has_a_schema_and_is_tried_above() -> None:
    described = {n.removeprefix(PREFIX) for n in DEFINITIONS if n.startswith(PREFIX)}
    assert described == {*WITH_JSON} == {split(line)[1] for line in LINES}
    assert {entry["$ref"].replace("%20", " ") for entry in TEXT["anyOf"]} == {
        f"#/$defs/{PREFIX}{name}" for name in described
    }


def test_the_schema_is_one_and_is_closed() -> None:
    jsonschema.Draft202012Validator.check_schema(TEXT)
    objects = [found for found in inside(DEFINITIONS) if "properties" in found]
    assert len(objects) > 30
    # What else is noted of a page is text under names of the providers' own.
    not_closed = [found for found in objects if found.get("additionalProperties") is not False]
    assert not_closed == [DEFINITIONS["source"]]


def inside(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield cast("dict[str, Any]", schema)
    if isinstance(schema, dict | list):
        for value in cast("Any", schema.values() if isinstance(schema, dict) else schema):
            yield from inside(value)


def test_its_words_are_those_of_the_code() -> None:
    assert DEFINITIONS["status"]["enum"] == [*map(str, Status)]
    assert DEFINITIONS["outcome"]["enum"] == [*map(str, Outcome)]
    assert DEFINITIONS["difference"]["properties"]["kind"]["enum"] == [*map(str, Kind)]
    assert DEFINITIONS["end"]["enum"] == [*map(str, Outcome), *map(str, End)]


@pytest.mark.parametrize("change", ["a property more", "a property less", "another type"])
def test_a_change_of_a_document_breaks_the_schema(
    change: str, world: EmbeddedServer, run: Run
) -> None:
    (document,) = run("list", "--json")
    item = document["fine_tunes"][0]
    match change:
        case "a property more":
            item["new"] = 1
        case "a property less":
            del item["price"]
        case _:
            item["created_at"] = "yesterday"
    assert problems("list", document) != []


def test_the_number_in_its_name_is_that_in_every_document() -> None:
    (number,) = re.findall(r"-(\d+)\.json$", SCHEMA.name)
    numbers = [found["properties"]["schema"] for found in inside(DEFINITIONS) if _numbered(found)]
    assert numbers == [{"const": int(number)}] * len(numbers)
    assert TEXT["$id"].endswith(f":{number}")


def _numbered(schema: dict[str, Any]) -> bool:
    return isinstance(schema.get("properties"), dict) and "schema" in schema["properties"]
