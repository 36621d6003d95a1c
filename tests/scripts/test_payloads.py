"""Documents are foreign text: whatever stands in them, no generator makes code of it."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import regenerate

SENTINEL = "SENTINEL_RAN"
CALL = f"__import__('builtins').__dict__.__setitem__('{SENTINEL}', 1)"
PAYLOADS = {
    "double quote": f'x" + {CALL} + "',
    "single quote": "x' + " + CALL.replace("'", '"') + " + '",
    "triple double quotes": f'x"""\n{CALL}\n"""',
    "triple single quotes": f"x'''\n{CALL}\n'''",
    "f-string field": "x{" + CALL.replace("'", '"') + "}",
    "doubled braces": "x{{{" + CALL + "}}}",
    "format field": "x{0.__class__} {id!r:{id}}",
    "newline": f"x\n{CALL}\n",
    "carriage return": f"x\r{CALL}\r",
    "line separators": f"x\u2028{CALL}\u2029{CALL}\x85{CALL}\x0c{CALL}",
    "backslash at the end": "x\\",
    "backslash before a quote": f'x\\" + {CALL} + \\"',
    "comment breaker": f"x # \n{CALL} #",
    "escapes": "x\\N{DIGIT ONE}\\x22\\u0022\\777",
    "docstring end": f'x" """; {CALL}; """ "',
    "template": "x{% raw %}{{ config }}{% endraw %}{{ self.__init__.__globals__ }}",
    "closing bracket": f"x)]}}; {CALL} #",
    "type comment": f"x # type: {CALL}",
}


def document(text: str, name: str = "id") -> dict[str, Any]:
    """Return a document that has `text` in every place where any text may stand.

    `name` is the path parameter's, which stands in a template and so cannot be any text.
    """
    reference = {"$ref": "#/components/schemas/Thing"}
    value = {
        "type": "string",
        "title": text,
        "description": text,
        "default": text,
        "examples": [text],
        "format": text,
        "x-" + text: text,
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": text, "version": text, "description": text, "x-note": text},
        "servers": [{"url": "https://example.com", "description": text}],
        "tags": [{"name": "things " + text, "description": text}],
        "paths": {
            f"/things/{{{name}}}/" + text.replace("/", "").replace("{", "").replace("}", ""): {
                "post": {
                    "operationId": "make" + text,
                    "tags": ["things " + text],
                    "summary": text,
                    "description": text,
                    "parameters": [
                        {"name": name, "in": "path", "required": True, "schema": dict(value)},
                        {
                            "name": "q" + text,
                            "in": "query",
                            "description": text,
                            "schema": dict(value),
                        },
                        {
                            "name": "c" + text,
                            "in": "cookie",
                            "description": text,
                            "schema": dict(value),
                        },
                        {
                            "name": "X-h" + text,
                            "in": "header",
                            "description": text,
                            "schema": dict(value),
                        },
                    ],
                    "requestBody": {
                        "description": text,
                        "required": True,
                        "content": {"application/json": {"schema": reference}},
                    },
                    "responses": {
                        "200": {
                            "description": text,
                            "content": {"application/json": {"schema": reference}},
                        }
                    },
                }
            }
        },
        "components": {
            "schemas": {
                "Thing": {
                    "type": "object",
                    "title": "Thing",
                    "description": text,
                    "required": ["p" + text],
                    "properties": {
                        "p" + text: dict(value),
                        "choice": {"type": "string", "enum": ["one", text], "description": text},
                        "secret": {**value, "format": "password"},
                        "secrets": {"additionalProperties": {**value, "format": "password"}},
                        "fixed": {"const": text, "type": "string"},
                        "named": {"$ref": "#/components/schemas/Choice", "description": text},
                        "inner": {
                            "type": "object",
                            "title": text,
                            "description": text,
                            "properties": {"i" + text: {"type": "integer", "description": text}},
                        },
                    },
                    "examples": [{"p" + text: text}],
                    "x-note": {text: text},
                },
                "Choice": {"type": "string", "enum": ["two", "c" + text], "title": text},
            }
        },
    }


def make(folder: Path, content: dict[str, Any]) -> int:
    specs = folder / "specs" / "hostile"
    specs.mkdir(parents=True)
    (specs / "upstream.json").write_text(json.dumps(content), encoding="utf-8")
    (specs / "provider.yaml").write_text("source: upstream.json\n", encoding="utf-8")
    return regenerate.main(
        ["--specs", str(specs.parent), "--out", str(folder), "--package", "made"]
    )


@pytest.mark.untraced
@pytest.mark.parametrize("name", PAYLOADS)
def test_text_in_every_position_never_becomes_code(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every module parses, and importing all of them runs nothing of the text."""
    assert make(tmp_path, document(PAYLOADS[name])) == 0, capsys.readouterr().err
    modules = sorted((tmp_path / "made").rglob("*.py"))
    assert len(modules) > 10
    for module in modules:
        for node in ast.walk(ast.parse(module.read_bytes())):
            if isinstance(node, ast.Name):
                assert node.id != "__import__"
    assert SENTINEL not in imported(tmp_path, modules)


@pytest.mark.untraced
@pytest.mark.parametrize("name", PAYLOADS)
def test_a_path_parameter_that_cannot_be_a_name_is_refused_in_one_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parameter = "i" + PAYLOADS[name].translate(str.maketrans("", "", "{}/"))
    assert make(tmp_path, document("text", parameter)) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("text", ["\"'\\{}\n#", "{}", " "])
def test_text_of_symbols_only_is_made_into_code_or_refused_in_one_line(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = make(tmp_path, document(text))
    lines = capsys.readouterr().err.splitlines()
    assert (code, len(lines)) in {(0, 0), (1, 1)}
    assert (tmp_path / "made").exists() == (code == 0)


@pytest.mark.parametrize(
    "reference",
    [
        "file:///etc/passwd",
        "/etc/passwd",
        "other.json#/components/schemas/Thing",
        "http://127.0.0.1:9/x.json",
        "https://example.com/x.json#/Thing",
        "//example.com/x.json",
        "Thing",
        "#Thing",
        "",
    ],
)
def test_a_reference_that_leaves_the_document_is_refused(
    reference: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = document("text")
    content["components"]["schemas"]["Thing"]["properties"]["far"] = {"$ref": reference}
    assert make(tmp_path, content) == 1
    said = capsys.readouterr().err
    assert "$ref" in said
    assert len(said.splitlines()) == 1


def imported(folder: Path, modules: list[Path]) -> str:
    """Import modules in a process of their own; return the names that builtins then has."""
    names = [".".join(one.relative_to(folder).with_suffix("").parts) for one in modules]
    program = (
        "import builtins, importlib, sys\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        "print(dir(builtins))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *names],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
