"""Patch openapi-python-client's own templates.

Patches, not forks: each is a piece of text that must occur exactly once in the installed template.
A fork would silently undo what a later release hardens (0.29.1 stopped hostile text from becoming
code); a patch that no longer fits says so. Those that make the client, models and operations
shorter are in `template_client`, `template_models` and `template_operations`, those that make
decoding fast in `template_decoding` and `template_unions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline import (
    template_client,
    template_decoding,
    template_models,
    template_operations,
    template_texts as texts,
    template_unions,
)
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Patch:
    """One replacement in one template.

    Attributes:
        template: File name in the generator's template folder.
        old: Text that occurs there exactly once.
        new: Text to put in its place.
        why: What the patch is for.
    """

    template: str
    old: str
    new: str
    why: str


_PARTS = (template_client, template_models, template_decoding, template_unions, template_operations)
PATCHES = (
    Patch("types.py.jinja", "from http import HTTPStatus\n", "", "status codes are plain integers"),
    Patch(
        "types.py.jinja",
        "    def __bool__(self) -> Literal[False]:\n        return False\n",
        texts.UNSET_METHODS,
        "UNSET is compared by identity, so it must stay one object through copy and pickle",
    ),
    Patch(
        "types.py.jinja",
        "UNSET: Unset = Unset()\n",
        texts.PATH_SEGMENT,
        "an id must not reach another resource",
    ),
    Patch(
        "types.py.jinja",
        "    status_code: HTTPStatus\n",
        "    status_code: int\n",
        "520-530 and 599 are not in HTTPStatus, which then raises",
    ),
    Patch("endpoint_module.py.jinja", "from http import HTTPStatus\n", "", "no longer used"),
    Patch("endpoint_module.py.jinja", "from urllib.parse import quote\n", "", "no longer used"),
    Patch(
        "endpoint_module.py.jinja",
        "from ...types import Response, UNSET\n",
        "from ...types import Response, UNSET, Unset, build_response, path_segment\n"
        "from ...types import read_datetime as _read_datetime, read_member as _read_member\n"
        "from ...types import read_model as _read_model, to_json as _to_json\n",
        "see path_segment; and where one of several bodies may be left out, Unset is needed",
    ),
    Patch(
        "endpoint_module.py.jinja",
        '{{parameter.python_name}}=quote(str({{parameter.python_name}}), safe=""),',
        "{{parameter.python_name}}=path_segment({{parameter.python_name}}"
        '{% if parameter.get_base_type_string() != PythonCode("str") %}, text_only=False{% endif %}'
        "),",
        "an id must not reach another resource",
    ),
    Patch(
        "endpoint_module.py.jinja",
        *texts.SEND,
        "no frame that a traceback can print holds the body",
    ),
    Patch(
        "endpoint_module.py.jinja",
        *texts.ASEND,
        "no frame that a traceback can print holds the body",
    ),
    Patch(
        "endpoint_module.py.jinja",
        '        headers["Content-Type"] = "multipart/form-data; boundary=+++"\n        {% else %}',
        "        {% else %}",
        "a file may hold that boundary; without it, httpx draws one at random",
    ),
    Patch(
        "endpoint_module.py.jinja",
        '\n    headers["Content-Type"] = "multipart/form-data; boundary=+++"\n    {% else %}',
        "\n    {% else %}",
        "a file may hold that boundary; without it, httpx draws one at random",
    ),
    Patch(
        "endpoint_macros.py.jinja",
        "{% if not body_required %} | Unset",
        '{% if endpoint.bodies | rejectattr("prop.required") | list %} | Unset',
        "one of several bodies is required, too: the variable is lost at the end of its loop",
    ),
    Patch(
        "endpoint_macros.py.jinja",
        "cookies = {}\n",
        "cookies: dict[str, Any] = {}\n",
        "cookies that may be left out have another type than the first, which may not",
    ),
    Patch(
        "endpoint_macros.py.jinja",
        "prop_template.construct(response.prop, response.source.attribute)",
        'prop_template.construct(response.prop, "response.content" if response.prop.template =='
        ' "file_property.py.jinja" else response.source.attribute)',
        "a file is bytes, even one of `text/plain`",
    ),
    Patch(
        "errors.py.jinja",
        "class UnexpectedStatus(",
        "from typing import Any\n\n\nclass UnexpectedStatus(",
        "undocumented takes any client and response",
    ),
    Patch(
        "errors.py.jinja",
        '\n__all__ = ["UnexpectedStatus"]',
        texts.UNEXPECTED_BODY,
        "what does not decode is one documented error",
    ),
    *(
        Patch("model.py.jinja", old, new, "a property may be called like its own schema")
        for old, new in (
            ("{{ module_name }} = cls(", "made = cls("),
            (
                "{{ module_name }}.additional_properties = additional_properties",
                "made.additional_properties = additional_properties",
            ),
            ("{{ module_name }}.additional_properties = d\n", texts.UNKNOWN_PROPERTIES),
            ("return {{ module_name }}\n", "return made\n"),
        )
    ),
    Patch(
        "property_templates/const_property.py.jinja",
        "{% if not property.required %}and not isinstance",
        "{% if not property.required %} and not isinstance",
        "`Trueand` is not Python, and `1and` will not be",
    ),
    Patch(
        "property_templates/const_property.py.jinja",
        "{% macro multipart(",
        "{% macro check_type_for_construct(property, source) %}isinstance({{ source }},"
        " (str, int, float)){% endmacro %}\n\n"
        "{% macro multipart(",
        "in a union, the constant is one choice: without this, all other members are refused",
    ),
    Patch(
        "property_templates/union_property.py.jinja",
        *texts.DATES_FIRST,
        "a date is written as one, not as midnight of that day",
    ),
    Patch(
        "model.py.jinja",
        "{%- if config.docstrings_on_attributes and property.description -%}\n"
        "{{ property.to_string() | as_unembedded_code }}\n",
        texts.SECRET_PROPERTY,
        "a repr ends up in logs",
    ),
    Patch(
        "model.py.jinja",
        "_attrs_field(init=False, factory=dict)",
        texts.SECRET_VALUES,
        "a repr ends up in logs",
    ),
    Patch(
        "model.py.jinja",
        '"prop", "prop_name") | indent(4) }}',
        '"prop", "prop_name") | indent(12) }}',
        "it stands in a loop of a method, and may have several lines",
    ),
    Patch(
        "models_init.py.jinja",
        "{% for import in imports | sort %}\n{{ import }}\n{% endfor %}\n",
        texts.LAZY_IMPORTS,
        "one operation must not load every model (PEP 562)",
    ),
    *(Patch(*one) for module in _PARTS for one in module.PATCHES),
)


def patch(installed: Path, target: Path) -> Path:
    """Write the patched templates into a folder.

    Args:
        installed: The generator's own template folder.
        target: Empty folder for the templates that differ.

    Returns:
        `target`, to be given to the generator as `custom_template_path`.

    Raises:
        PipelineError: A patch's text does not occur exactly once.
    """
    patched: dict[str, str] = {}
    for one in PATCHES:
        text = patched.get(one.template) or (installed / one.template).read_text(encoding="utf-8")
        if (times := text.count(one.old)) != 1:
            first, *more = one.old.strip().splitlines()
            raise PipelineError(
                f"template {one.template} holds {first + ' …' * bool(more)!r} {times} times,"
                f" not once (patch: {one.why})",
                fix="the generator has changed: read its template, then correct"
                " scripts/pipeline/templates.py",
            )
        patched[one.template] = text.replace(one.old, one.new)
    for name, text in patched.items():
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    return target
