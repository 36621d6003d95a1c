"""Generated Python is formatted the same everywhere, and imports nothing that is not there."""

from pathlib import Path

import pytest
from pipeline import HEADER, tidy
from pipeline.errors import PipelineError


def write(folder: Path, files: dict[str, str]) -> Path:
    tree = folder / "tree"
    for name, text in files.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text, encoding="utf-8")
    return tree


def test_imports_are_sorted_unused_ones_dropped_and_a_header_put_on(tmp_path: Path) -> None:
    tree = write(tmp_path, {"a.py": "import sys\nimport os, json\nx = [sys,json   ]\n"})
    tidy.tidy(tree)
    assert (tree / "a.py").read_text() == (
        f"{HEADER}\nimport json\nimport sys\n\nx = [sys, json]\n"
    )


def test_a_header_is_not_put_on_twice(tmp_path: Path) -> None:
    tree = write(tmp_path, {"a.py": f"{HEADER}\n"})
    tidy.tidy(tree)
    assert (tree / "a.py").read_text() == f"{HEADER}\n"


def test_no_settings_of_a_project_are_read(tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text("line-length = 20\n[format]\nquote-style = 'single'\n")
    tree = write(
        tmp_path, {"a.py": "call('aaaaaaaaaa', 'bbbbbbbbbb')\n", "ruff.toml": "line-length = 20"}
    )
    tidy.tidy(tree)
    assert (tree / "a.py").read_text() == f'{HEADER}\ncall("aaaaaaaaaa", "bbbbbbbbbb")\n'


def test_files_that_git_would_ignore_are_done_too(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("build/\n")
    tree = write(tmp_path, {"build/a.py": "x=1\n"})
    tidy.tidy(tree)
    assert "x = 1" in (tree / "build/a.py").read_text()


def test_text_on_a_template_stays_out_of_f_strings(tmp_path: Path) -> None:
    tree = write(tmp_path, {"a.py": 'url = "/{id}".format(id=quote(id))\n'})
    tidy.tidy(tree)
    assert '"/{id}".format(' in (tree / "a.py").read_text()


def test_what_is_not_python_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="ruff cannot read what was generated"):
        tidy.tidy(write(tmp_path, {"a.py": "x = (\n"}))


def test_imports_that_lead_somewhere_pass(tmp_path: Path) -> None:
    text = "import os.path\nimport httpx\nfrom attrs import define\n"
    text += "from . import b\nfrom .b import x\nfrom .q import c\n"
    inner = "from .. import b\nfrom ..b import x\nfrom ..a import y\n"
    tree = write(
        tmp_path,
        {"p/__init__.py": "", "p/a.py": f"{text}y = 1\n", "p/b.py": "x = 1\n", "p/q/c.py": inner},
    )
    tidy.check(tree / "p")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("from .gone import X", "p/gone"),
        ("from ..gone.deep import X", "gone/deep"),
        ("from . import gone", "p/gone"),
        ("from .m import Overwritten", "p/m"),
        ("from ... import gone", "../gone"),
        ("import no_such_module_anywhere", "no_such_module_anywhere"),
        ("import no_such_module_anywhere.deep", "no_such_module_anywhere"),
        ("from no_such_module_anywhere.x import y", "no_such_module_anywhere"),
        ("def f():\n    from .gone import X", "p/gone"),
        ("if TYPE_CHECKING:\n    from .gone import X", "p/gone"),
    ],
)
def test_an_import_that_leads_nowhere_is_an_error_that_names_file_and_module(
    text: str, name: str, tmp_path: Path
) -> None:
    tree = write(tmp_path, {"p/__init__.py": "", "p/a.py": text})
    with pytest.raises(PipelineError) as caught:
        tidy.check(tree / "p")
    assert f"p/a.py imports {name}, which is not there" in str(caught.value)


_MODULES = {
    f"p/{name}.py": "class Job: ...\nclass Response: ...\nclass Unset: ...\n" for name in "ab"
}


@pytest.mark.parametrize(
    "text",
    [
        "from .a import Response\nfrom .b import Response\n",
        "from .a import Unset\n\ndef f():\n    from .b import Unset\n",
        "from typing import Any\n\nclass Any:\n    pass\n",
    ],
)
def test_a_name_with_two_meanings_is_an_error_that_names_file_and_name(
    text: str, tmp_path: Path
) -> None:
    with pytest.raises(PipelineError, match=r"p/m\.py: (Response|Unset|Any) has two meanings"):
        tidy.check(write(tmp_path, {"p/m.py": text, **_MODULES}) / "p")


def test_the_same_import_in_two_places_is_one_meaning(tmp_path: Path) -> None:
    text = "from .a import Job\n\ndef f():\n    from .a import Job\n    return Job\n"
    tidy.check(write(tmp_path, {"p/m.py": text, **_MODULES}) / "p")
