"""Any document becomes a client that imports and type-checks, or a refusal in one line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pipeline import yaml12
from regenerate import main

from .any_document import documents
from .viewed import to

COUNT_MODELS = """
import sys
import made.any.client.api.stuff.make_node
print(sum(name.startswith("made.any.client.models.") for name in sys.modules))
"""


def variety() -> Any:
    """Return the document with every construct, with an operation for each of its schemas."""
    path = Path(__file__).with_name("variety.yaml")
    document = yaml12.load(path.read_text(encoding="utf-8"), str(path))
    error = {"description": "e", "content": {"application/json": {"schema": to("Error")}}}
    for name in document["components"]["schemas"]:
        content = {"application/json": {"schema": to(name)}}
        document["paths"][f"/things/{name}"] = {
            "post": {
                "operationId": f"make{name}",
                "tags": ["Stuff"],
                "requestBody": {"required": True, "content": content},
                "responses": {"200": {"description": "ok", "content": content}, "default": error},
            }
        }
    return document


def make(folder: Path, document: Any, *options: str) -> int:
    source = folder / "specs/any"
    source.mkdir(parents=True, exist_ok=True)
    (source / "upstream.json").write_text(json.dumps(document, indent="\t"), encoding="utf-8")
    (source / "provider.yaml").write_text("source: upstream.json\n", encoding="utf-8")
    places = ["--specs", str(folder / "specs"), "--out", str(folder / "out")]
    return main([*places, "--package", "made", *options])


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", *arguments]
    return subprocess.run(command, cwd=folder / "out", capture_output=True, text=True, check=False)


def type_check(folder: Path) -> str:
    settings_of_mypy = folder / "mypy.ini"
    settings_of_mypy.write_text("[mypy]\nstrict = True\n", encoding="utf-8")
    cache = ("--cache-dir", str(folder / "cache"), "--config-file", str(settings_of_mypy))
    return python(folder, "-m", "mypy", *cache, "-p", "made").stdout


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the client of a document that has every construct."""
    folder = tmp_path_factory.mktemp("everything")
    assert make(folder, variety()) == 0
    return folder


def test_a_document_with_every_construct_type_checks(everything: Path) -> None:
    assert type_check(everything).startswith("Success")


def test_every_module_can_be_imported(everything: Path) -> None:
    modules = [
        ".".join(path.relative_to(everything / "out").with_suffix("").parts)
        for path in (everything / "out/made").rglob("*.py")
        if path.stem != "__init__"
    ]
    done = python(everything, "-c", "\n".join(f"import {name}" for name in modules))
    assert done.stderr == ""


def test_an_operation_loads_only_the_models_it_names(everything: Path) -> None:
    assert int(python(everything, "-c", COUNT_MODELS).stdout) < 5
    models = everything / "out/made/any/client/models"
    assert len(list(models.glob("*.py"))) > 50


def test_names_of_the_client_itself_are_left_to_it(everything: Path) -> None:
    models = everything / "out/made/any/client/models"
    for module, name in (("response", "Response_"), ("any_", "Any_"), ("unset", "Unset_")):
        found = next(path for path in models.glob(f"{module}*.py"))
        assert f"class {name}" in found.read_text(encoding="utf-8")


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(document=documents)
def test_any_document_is_made_or_refused_in_one_line(
    document: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr(sys.stderr, "write", said.append)
        code = make(folder, document)
    if code:
        (line,) = "".join(said).splitlines()
        assert line.startswith(str(folder)), line
    else:
        for path in (folder / "out/made/any").rglob("*.py"):
            compile(path.read_text(encoding="utf-8"), path, "exec")


def broken(**operations: Any) -> dict[str, Any]:
    good = {"200": {"description": "ok"}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Any", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {
            f"/{name}": {"get": {"operationId": name, "responses": responses or good}}
            for name, responses in operations.items()
        },
    }


NOWHERE = {
    "200": {"description": "d", "content": {"application/json": {"schema": {"$ref": "#/a"}}}}
}
ODD_STATUS = {"20x": {"description": "d"}}


def test_what_cannot_be_made_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(tmp_path, broken(good=None, odd=ODD_STATUS)) == 1
    assert "at #/paths/~1odd/get/responses: " in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_keep_going_leaves_out_just_that_operation_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = broken(one=None, nowhere=NOWHERE, two=None, odd=ODD_STATUS, three=None)
    assert make(tmp_path, document, "--keep-going") == 1
    modules = (tmp_path / "out/made/any/client/api/default").glob("[a-z]*.py")
    assert {path.stem for path in modules} == {"one", "two", "three"}
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[1] for line in lines] == [
        " left out GET /nowhere",
        " left out GET /odd",
    ]


def test_what_was_left_out_is_said_again_and_never_becomes_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = broken(one=None, odd=ODD_STATUS)
    assert make(tmp_path, document, "--keep-going") == 1
    said = capsys.readouterr().err
    assert make(tmp_path, document, "--keep-going") == 1
    assert capsys.readouterr().err == said
    assert make(tmp_path, document, "--keep-going", "--check") == 1
    assert capsys.readouterr().err == said
    assert make(tmp_path, document) == 1
    assert "left out" not in capsys.readouterr().err


def test_a_body_that_is_only_bytes_needs_no_model(tmp_path: Path) -> None:
    document = broken(one=None)
    document["paths"]["/one"]["get"]["requestBody"] = {"content": {"image/png": {}}}
    assert make(tmp_path, document) == 0


def test_keep_going_with_a_good_document_is_success(tmp_path: Path) -> None:
    assert make(tmp_path, broken(one=None), "--keep-going") == 0


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (broken(odd=ODD_STATUS), "#/paths/~1odd/get/responses"),
        (broken(one=None) | {"servers": 5}, "servers"),
    ],
)
def test_keep_going_refuses_what_is_wrong_everywhere(
    document: Any, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(tmp_path, document, "--keep-going") == 1
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
