"""What a generator cannot do is an error, never a client with something missing."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pipeline import generate
from pipeline.errors import PipelineError


def document(schema: Any, **more: Any) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {
            "/jobs": {
                "post": {
                    "operationId": "makeJob",
                    "tags": ["jobs"],
                    "responses": {
                        "200": {
                            "description": "ok",
                            "content": {"application/json": {"schema": schema}},
                        }
                    },
                    **more,
                }
            }
        },
    }


def with_thing(schema: Any) -> dict[str, Any]:
    thing = {"type": "object", "properties": {"x": schema}}
    return document({"type": "object"}) | {"components": {"schemas": {"Thing": thing}}}


def test_a_warning_of_the_client_generator_is_an_error_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Alone, the generator would leave the operation out and end well."""
    contradiction = {"type": "boolean", "default": "auto"}
    given = document({"type": "object", "properties": {"a": contradiction}})
    with pytest.raises(PipelineError) as caught:
        generate.client(given, tmp_path / "client")
    assert "openapi-python-client: " in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert capsys.readouterr().out == ""


def test_a_document_that_the_client_generator_cannot_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="openapi-python-client: Failed to parse OpenAPI"):
        generate.client({"openapi": "3.1.0", "paths": {}}, tmp_path / "client")


def test_what_the_model_generator_refuses_is_an_error() -> None:
    with pytest.raises(PipelineError, match="datamodel-code-generator"):
        generate.contracts(with_thing({"$ref": "#/components/schemas/Gone"}))


def test_a_warning_of_the_model_generator_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    import warnings

    def warns(*_: Any, **__: Any) -> str:
        warnings.warn("something is left out", UserWarning, stacklevel=1)
        return ""

    monkeypatch.setattr(generate, "generate_models", warns)
    with pytest.raises(PipelineError, match="something is left out"):
        generate.contracts(with_thing({"type": "string"}))


def test_a_format_that_nobody_knows_is_not_an_error() -> None:
    assert "x: str" in generate.contracts(with_thing({"type": "string", "format": "ft-id"}))


def test_contracts_of_a_document_without_schemas_are_still_a_module() -> None:
    namespace: dict[str, Any] = {}
    exec(generate.contracts(document({"type": "object"})), namespace)
    assert namespace["__doc__"] == "The document has no schemas."


def test_bodies_are_typed_dictionaries_and_may_be_written_where_they_are_used() -> None:
    body = {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["model"],
                    "properties": {"model": {"type": "string"}, "n": {"type": "integer"}},
                }
            }
        },
    }
    text = generate.bodies(document({"type": "object"}, requestBody=body))
    assert "(TypedDict):\n    model: str\n    n: NotRequired[int]" in text


def test_which_keys_of_a_body_are_required_is_known_at_run_time() -> None:
    inner = {"anyOf": [{"$ref": "#/components/schemas/New"}, {"type": "null"}]}
    properties = {"model": {"type": "string"}, "n": {"type": "integer"}, "inner": inner}
    new = {"type": "object", "required": ["model"], "properties": properties}
    reference = {"schema": {"$ref": "#/components/schemas/New"}}
    given = document({}, requestBody={"content": {"application/json": reference}})
    namespace: dict[str, Any] = {"__name__": "bodies"}
    exec(generate.bodies(given | {"components": {"schemas": {"New": new}}}), namespace)
    assert namespace["New"].__required_keys__ == {"model"}
    assert namespace["New"].__optional_keys__ == {"n", "inner"}


def test_bodies_of_a_document_without_any_are_still_a_module() -> None:
    namespace: dict[str, Any] = {}
    exec(generate.bodies({"paths": {}}), namespace)
    assert namespace["__doc__"] == "No operation takes a request body."


def test_no_projects_settings_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text(
        "[tool.datamodel-codegen]\nclass-name-suffix = 'Leaked'\n"
    )
    monkeypatch.chdir(tmp_path)
    assert "class ThingContract" in generate.contracts(with_thing({"type": "string"}))


def test_a_model_called_like_the_function_that_loads_models_can_be_loaded(tmp_path: Path) -> None:
    schemas = {"import_module": {"type": "object", "properties": {"x": {"type": "string"}}}}
    given = document({"$ref": "#/components/schemas/import_module"})
    generate.client(given | {"components": {"schemas": schemas}}, tmp_path / "client")
    code = "from client.models import ImportModule; from client import models; models.ImportModule"
    late = "import client.models.import_module; from client.models import ImportModule"
    for program in (code, late):
        subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)
