"""The README: its examples run, its table is made from the code, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import finetunes
import pytest

from .examples import PAGES, ROOT, examples, name as page_name

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer

README = (ROOT / "README.md").read_text(encoding="utf-8")
MODEL = "Qwen/Qwen2.5-7B-Instruct"
RUN = "import sys; from finetunes.cli import main; sys.exit(main())"
DOCUMENTS = [ROOT / "CONTRIBUTING.md", *PAGES]


def tables() -> str:
    """Make both tables: where keys and addresses come from, and who offers what."""
    known = finetunes.providers().values()
    lines = ["| provider | name | key | address |", "|---|---|---|---|"]
    for provider in known:
        keys = ", ".join(f"`{variable}`" for variable in provider.api_key_variables)
        address = f"`{provider.base_url}`, or `{provider.base_url_variable}`"
        lines.append(f"| {provider.title} | `{provider.name}` | {keys} | {address} |")
    lines += ["", f"| operation | {' | '.join(provider.title for provider in known)} |"]
    lines.append(f"|---|{'---|' * len(known)}")
    for operation in dict.fromkeys(name for provider in known for name in provider.operations):
        cells = [offered(provider, operation) for provider in known]
        lines.append(f"| `{operation}` | {' | '.join(cells)} |")
    return "\n".join(lines)


def offered(provider: finetunes.Provider, operation: str) -> str:
    if operation not in provider.operations:
        return "no"
    ended = [entry for entry in provider.retired if entry.operation in {"all", operation}]
    return f"retired {ended[0].date}" if ended else "yes"


def test_the_table_of_providers_is_what_the_code_says() -> None:
    found = re.search(r"<!-- providers:.*?-->\n(.*?)\n<!-- end of providers -->", README, re.DOTALL)
    assert found is not None
    assert found[1] == tables()


@pytest.fixture
def server(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> EmbeddedServer:
    """A server with the fine-tunes that the README talks about, and an empty working folder."""
    monkeypatch.chdir(tmp_path)
    server.together.add("ft-123", status="completed")
    server.together.add("ft-124", status="running")
    server.together.add("ft-456", status="error")
    server.bfl.add("my-finetune")
    return server


def test_the_python_examples_run(
    server: EmbeddedServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, testing, third = examples("README.md", "python")
    exec(compile(first, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed[:3] == [
        "together:ft-123 succeeded completed",
        "together:ft-124 running running",
        "together:ft-456 failed error",
    ]
    assert printed[3:] == [path.name for path in tmp_path.iterdir()]
    assert "ft-456" not in server.together.ids()
    exec(compile(second, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in printed[:-1]] == [
        "together:ft-123", "together:ft-124", "bfl:my-finetune",
    ]  # fmt: skip
    assert printed[-1] == "cancelling True"
    exec(compile(third, "README.md", "exec"), {})
    assert "Instruct" in capsys.readouterr().out
    exec(compile(testing, "README.md", "exec"), {})
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("together:ft-no-such-job: delete: 404 Not Found")


def test_the_commands_of_the_example_run(server: EmbeddedServer, tmp_path: Path) -> None:
    tmp_path.joinpath("train.jsonl").write_text('{"text": "a"}\n', encoding="utf-8")
    file = server.together.files.add(b'{"text": "b"}\n')
    tmp_path.joinpath("job.yaml").write_text(
        f"model: {MODEL}\ntraining_file: {file}\n", encoding="utf-8"
    )
    lines = [
        line for line in examples("README.md", "sh")[2].splitlines() if line.startswith("finetunes")
    ]
    words = [shlex.split(command, comments=True) for line in lines for command in line.split("&&")]
    assert len(words) == 9
    for _, command, *arguments in words:
        asks = command in {"create", "cancel"}
        run = subprocess.run(
            [sys.executable, "-c", RUN, command, *arguments, *(["--yes"] if asks else [])],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert run.returncode == 0, (command, run.stderr)
    assert "ft-456" not in server.together.ids()
    assert server.bfl.ids() == ()
    assert tmp_path.joinpath("loss.svg").stat().st_size > 0


@pytest.mark.parametrize("document", DOCUMENTS, ids=page_name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=page_name)
def test_the_make_commands_that_are_named_are_in_the_makefile(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", document.read_text("utf-8"), re.MULTILINE))
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_the_readme_begins_with_the_two_commands_a_newcomer_needs() -> None:
    assert re.findall(r"^make (\w+)", examples("README.md", "sh")[0], re.MULTILINE) == [
        "demo",
        "test",
    ]
