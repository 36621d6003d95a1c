"""What is made in docs/ is what the code says, and the site builds without a warning."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from documentation import commands, errors, index, site, words

import docs

from .examples import ROOT
from .sources import PUBLIC

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted(ROOT.glob("docs/**/*.md"))


def test_what_is_made_in_docs_is_what_the_code_says(tmp_path: Path) -> None:
    made = docs.made()
    texts = ["commands.md", "errors.md", "llms.txt", "performance.md", "python.md"]
    assert sorted(made) == [*texts, "terminal.svg"]
    stored = {name: (ROOT / "docs" / name).read_text("utf-8") for name in made}
    assert [name for name in made if made[name] != stored[name]] == [], "run `make docs`"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the files, of which one is up to date, one is not, and one is missing."""
    texts = {"same.md": "a\n", "other.md": "b\n", "missing.md": "c\n"}
    monkeypatch.setattr(docs, "made", lambda: texts)
    (tmp_path / "same.md").write_text("a\n", "utf-8")
    (tmp_path / "other.md").write_text("old\n", "utf-8")
    return tmp_path


def test_only_what_is_different_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert docs.main([], folder) == 0
    assert capsys.readouterr().out == "docs/other.md: made\ndocs/missing.md: made\n"
    assert (folder / "missing.md").read_text("utf-8") == "c\n"
    assert docs.main(["--check"], folder) == 0
    assert capsys.readouterr() == ("", "")


def test_a_check_names_what_is_different_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert docs.main(["--check"], folder) == 1
    said = "docs/other.md: is not what the code says; run `make docs`\n"
    assert capsys.readouterr().err.startswith(said)
    assert not (folder / "missing.md").exists()


def test_every_public_error_has_an_entry() -> None:
    page = errors.text()
    public = [name for name in PUBLIC if name.endswith(("Error", "Warning"))]
    assert len(public) > 20
    assert [name for name in public if f"\n### {name}\n" not in page] == []


def test_an_error_that_only_a_command_shows_has_an_entry_and_its_exit_code() -> None:
    page = errors.text()
    assert "\n| [`NotConfirmedError`](#notconfirmederror) |  | 6 |\n" in page
    assert "\n### NotConfirmedError\n" in page


def test_a_second_exit_code_is_named_where_it_is_another() -> None:
    rows = dict(re.findall(r"^\| \[`(\w+)`\]\(.*\| (.*) \|$", errors.text(), re.MULTILINE))
    assert rows["TransferError"] == "1, 75 where `passing`"
    assert rows["PolicyError"] == "6"


def test_what_an_attribute_is_stands_in_one_row_of_its_table() -> None:
    rows = [line for line in errors.text().splitlines() if line.startswith("| `")]
    assert [row for row in rows if not row.endswith(" |")] == []


def test_an_error_of_which_nobody_says_what_to_do_is_no_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(errors._TO_DO, "NotFoundError")
    with pytest.raises(LookupError, match=r"^NotFoundError: say in .*errors\.py what to do"):
        errors.text()


def test_an_argument_that_nobody_explains_is_no_page() -> None:
    command = click.Command("try", params=[click.Argument(["thing"])])
    with pytest.raises(LookupError, match=r"^try THING: say in .*commands\.py what it is"):
        commands._parameter(command.params[0], click.Context(command, info_name="try"))


def test_a_page_that_says_not_what_it_is_about_is_no_index(tmp_path: Path) -> None:
    configuration = tmp_path / "mkdocs.yml"
    configuration.write_text("site_name: x\nnav:\n  - Home: index.md\n", "utf-8")
    with pytest.raises(ValueError, match=r"^mkdocs\.yml: '- Home: index.md' says not what"):
        index.text(configuration)


def test_llms_txt_leads_to_every_page() -> None:
    text = (ROOT / "docs" / "llms.txt").read_text("utf-8")
    named = re.findall(r"^- \[[^]]+\]\((\S+)\): \S", text, re.MULTILINE)
    assert sorted(named) == [page.relative_to(ROOT / "docs").as_posix() for page in PAGES]
    assert text.startswith("# finetunes\n\n> ")


def test_text_of_the_code_is_shown_as_it_is() -> None:
    assert words.escape("a *b* <c> `d_e*` [f]") == r"a \*b\* \<c\> `d_e*` \[f\]"
    assert words.table(("x", "y"), ("a|b", "c")).splitlines()[2] == r"| a\|b | c |"


def test_the_picture_needs_nothing_from_elsewhere_and_names_no_machine() -> None:
    picture = (ROOT / "docs" / "terminal.svg").read_text("utf-8")
    assert re.findall(r"url\((?!#)|href|@font-face|127\.0\.0\.1|\d\d:\d\d", picture) == []
    assert "together:ft-121" in picture


def test_the_file_that_a_block_names_is_its_title() -> None:
    page = "~~~~~markdown specs/a.md\nx\n~~~~~\n\n```sh\nls a b\n```\n"
    shown = page.replace("markdown specs/a.md", 'markdown title="specs/a.md"')
    assert site.on_page_markdown(page, page=None) == shown


def test_the_markdown_of_a_page_lies_beside_it(tmp_path: Path) -> None:
    for name in ("docs/decisions", "site/decisions"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "docs/decisions/1.md").write_text("# One\n", "utf-8")
    site.on_post_build({"docs_dir": str(tmp_path / "docs"), "site_dir": str(tmp_path / "site")})
    assert (tmp_path / "site/decisions/1.md").read_text("utf-8") == "# One\n"


@pytest.mark.slow
def test_the_site_builds_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    texts = {path: path.read_text("utf-8") for path in tmp_path.rglob("*.html")}
    assert len(texts) == len(PAGES) + 1  # 404.html
    loaded = re.findall(r'(?:src|<link[^>]*href)="?(https?:[^" >]+)', "".join(texts.values()))
    assert loaded == []
    assert (tmp_path / "llms.txt").exists()
    assert (tmp_path / "quick-start.md").exists()
    guide = texts[tmp_path / "adding-a-provider.html"]
    assert '<span class="filename">specs/acme/authored.yaml</span>' in guide
