"""Turn a document into Python: a client, request bodies and contracts.

Both generators are called as libraries, on canonical JSON, without reading any project's settings
and without a network. Every warning of theirs is an error: what they warn about is missing from
the client (`POST /fine-tunes` was, for a year, with exit code 0).
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openapi_python_client
from datamodel_code_generator import (
    InputFileType,
    LiteralType,
    NamingStrategy,
    OpenAPIScope,
    PythonVersion,
    TargetPydanticVersion,
    generate as generate_models,
)
from datamodel_code_generator.config import GenerateConfig
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import DatetimeClassType
from jinja2.bccache import Bucket, BytecodeCache
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty

from pipeline import HEADER, template_filters, templates
from pipeline.class_names import tell_values_from_classes
from pipeline.errors import PipelineError, refusing
from pipeline.jsontypes import as_mapping
from pipeline.plain_operations import BYTES, sent_as_bytes
from pipeline.structure import operations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

    from jinja2 import Environment

JSONObject = Mapping[str, Any]
# Imported before processes are started, of which each would import it when it is used.
import_module("datamodel_code_generator.parser.openapi")
template_filters.install()


class _Compiled(BytecodeCache):
    """The templates that Jinja has compiled: for a small client that takes longer than the rest."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name alone."""
        del filename  # patched templates are written into another folder each time
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if one of this name and text has been compiled."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def client(document: JSONObject, target: Path) -> None:
    """Generate the client package, one module per operation, with openapi-python-client.

    Args:
        document: The client's view (`pipeline.views.client_view`).
        target: Folder to make.

    Raises:
        PipelineError: The generator reported anything at all, or its templates have changed.
    """
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        installed = Path(openapi_python_client.__file__).with_name("templates")
        config = Config.from_sources(
            ConfigFile(
                post_hooks=[],
                package_name_override="client",
                content_type_overrides=_bytes_of(document),
                docstrings_on_attributes=True,
            ),
            MetaType.NONE,
            Path(folder),
            "utf-8",
            overwrite=False,
            output_path=target,
        )
        patches = templates.patch(installed, Path(folder))
        with refusing("openapi-python-client"):
            data = GeneratorData.from_dict(json.loads(json.dumps(document)), config=config)
            if isinstance(data, GeneratorError):
                errors: Sequence[GeneratorError] = [data]
            else:
                tell_values_from_classes(data)
                project = Project(openapi=data, config=config, custom_template_path=patches)
                _prepare(project.env)
                known: dict[str, Any] = {"union_members": frozenset(_members(data))}
                project.env.globals.update(known)
                errors = project.build()
    if errors:
        said = "; ".join(f"{error.header} {error.detail or ''}".strip() for error in errors)
        raise PipelineError(
            f"openapi-python-client: {said}",
            fix="correct the document in overlay.yaml: what is warned about would be missing",
        )


def _members(data: GeneratorData) -> Iterator[str]:
    """Yield the names of models that a property's union has to tell from each other."""
    properties: list[Any] = []
    for model in data.models:
        properties += [*(model.required_properties or ()), *(model.optional_properties or ())]
        properties.append(model.additional_properties)
    for one in properties:  # it grows meanwhile
        members = getattr(one, "inner_properties", None) or ()
        yield from (
            member.class_info.name for member in members if isinstance(member, ModelProperty)
        )
        properties += [*members, one.inner_property] if isinstance(one, ListProperty) else members


def _prepare(environment: Environment) -> None:
    """Let templates be compiled once, and take little time to import each other in loops."""
    environment.bytecode_cache = _COMPILED
    environment.auto_reload = False  # or each import asks the disk whether anything has changed
    # Each import subtracts the names of globals, which a ChainMap does one by one.
    plain = environment.globals
    environment.make_globals = lambda d: {**plain, **(d or {})}  # type: ignore[method-assign] # no setting


def _bytes_of(document: JSONObject) -> dict[str, str]:
    """Return the media types of bodies that the generator is to send as bytes."""
    return {
        name: BYTES
        for _path, _method, operation in operations(dict(document))
        for name in as_mapping(operation.get("requestBody")).get("content", {})
        if sent_as_bytes(name)
    }


def contracts(document: JSONObject) -> str:
    """Generate strict pydantic models, to check that traffic keeps to the contract.

    Args:
        document: The contract view (`pipeline.views.contract_view`), which is as strict as the
            document: opened enumerations would hide what has changed.

    Returns:
        The source of one module; only a docstring where the document has no schemas.

    Raises:
        PipelineError: The generator refused the document.
    """
    if not document.get("components", {}).get("schemas"):
        return '"""The document has no schemas."""\n'
    return _models(
        document,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_pydantic_version=TargetPydanticVersion.V2_14,
        use_missing_sentinel=True,
        strict_nullable=True,
        extra_fields="forbid",
        use_generic_base_class=True,
        field_constraints=True,
        naming_strategy=NamingStrategy.FullPath,
        enum_field_as_literal=LiteralType.One,
        output_datetime_class=DatetimeClassType.Datetime,
        class_name_suffix="Contract",
    )


def bodies(document: JSONObject) -> str:
    """Generate TypedDicts of the request bodies, to be used as `**body: Unpack[...]`.

    Args:
        document: The request view (`pipeline.views.request_view`).

    Returns:
        The source of one module; only a docstring where no operation takes a body.

    Raises:
        PipelineError: The generator refused the document.
    """
    if not document["paths"]:
        return '"""No operation takes a request body."""\n'
    return _models(
        document,
        output_model_type=DataModelType.TypingTypedDict,
        enum_field_as_literal=LiteralType.All,
        openapi_scopes=[OpenAPIScope.Schemas, OpenAPIScope.Paths, OpenAPIScope.RequestBodies],
        use_operation_id_as_name=True,
        # With annotations that are text, a TypedDict takes every key for a required one.
        disable_future_imports=True,
    )


def _models(document: JSONObject, **options: Any) -> str:
    """Run datamodel-code-generator; it reads no project's settings and follows no reference."""
    with tempfile.TemporaryDirectory() as nothing, warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        # JSON Schema allows any word there; one that nobody knows constrains nothing.
        warnings.filterwarnings("ignore", "format of ", UserWarning)
        config = GenerateConfig(
            input_file_type=InputFileType.OpenAPI,
            target_python_version=PythonVersion.PY_311,
            use_annotated=True,
            formatters=[],  # ruff comes later, see `tidy`
            treat_dot_as_module=False,
            allow_remote_refs=False,
            settings_path=Path(nothing),
            custom_file_header=HEADER,
            **options,
        )
        try:
            return str(generate_models(json.dumps(document), config=config))
        except Exception as error:  # the generator raises whatever it stumbles over
            if "Models not found" in str(error):
                return f'{HEADER}\n"""The document has nothing to make a model of."""\n'
            raise PipelineError(
                f"datamodel-code-generator: {type(error).__name__}: {error}",
                fix="correct the document in overlay.yaml",
            ) from error
