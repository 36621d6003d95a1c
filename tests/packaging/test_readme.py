"""The README: its examples run, its table is made from the code, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import finetunes
import pytest
from finetunes.testing import EmbeddedServer

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUN = "import sys; from finetunes.cli import main; sys.exit(main())"
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md"))]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def table() -> str:
    lines = ["| provider | name | cancel | delete | key | address |", "|---|---|---|---|---|---|"]
    for name, provider in finetunes.providers().items():
        has = ["yes" if word in provider.operations else "no" for word in ("cancel", "delete")]
        keys = ", ".join(f"`{variable}`" for variable in provider.api_key_variables)
        address = f"`{provider.base_url}`, or `{provider.base_url_variable}`"
        lines.append(f"| {provider.title} | `{name}` | {' | '.join(has)} | {keys} | {address} |")
    return "\n".join(lines)


def test_the_table_of_providers_is_what_the_code_says() -> None:
    found = re.search(r"<!-- providers:.*?-->\n(.*?)\n<!-- end of providers -->", README, re.DOTALL)
    assert found is not None
    assert found[1] == table()


def test_the_python_examples_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with EmbeddedServer() as server:
        for variable, value in server.environment.items():
            monkeypatch.setenv(variable, value)
        server.together.add("ft-123", status="running")
        server.together.add("ft-456", status="completed")
        server.bfl.add("my-finetune")
        first, second, testing, third = blocks("python")
        exec(compile(first, "README.md", "exec"), {})
        exec(compile(second, "README.md", "exec"), {})
        server.together.add("ft-124", status="running")
        exec(compile(third.replace("ft-123", "ft-124"), "README.md", "exec"), {})
        statuses = [(request.operation, request.status) for request in server.requests]
    exec(compile(testing, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed[:-1] == ["cancelling", "cancel_requested", "deleted True"]
    assert printed[-1].startswith("together:ft-no-such-job: delete: 404 Not Found")
    assert statuses == [
        ("cancelFineTune", 200), ("deleteFineTune", 200), ("delete_finetune", 200),
        ("cancelFineTune", 200),
    ]  # fmt: skip


def test_the_commands_of_the_example_are_understood() -> None:
    commands = [line for line in blocks("sh")[2].splitlines() if line.startswith("finetunes")]
    assert len(commands) == 3
    for command in commands:
        words = shlex.split(command, comments=True)[1:]
        run = subprocess.run(
            [sys.executable, "-c", RUN, *words, "--dry-run"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_commands_named_in_the_readme_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE))
    assert {"demo", "test", "regenerate"} <= named
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []
