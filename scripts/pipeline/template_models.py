"""Patches that take out of a model what all models share, and what says one thing twice.

A model reads from top to bottom: its fields, then what it is read from. How it is written, and what
it does with unknown properties, stands once, in `OpenModel` and in `to_json`.
"""

from pipeline import template_texts as texts

_MODEL = "model.py.jinja"
_TYPES = "types.py.jinja"
_OPERATION = "endpoint_macros.py.jinja"

_IMPORTS_OF_TYPES = """\
import datetime
from enum import Enum
from typing import (
    TYPE_CHECKING, Any, BinaryIO, Callable, ClassVar, Generic, TypeVar, Literal, IO, cast
)
from urllib.parse import quote
from .errors import UNDECODABLE, UnexpectedBody
"""

_IMPORTS = """\
from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator
"""

_IMPORTS_WITHOUT = """\
from collections.abc import Mapping
from typing import Any, Self as _Self, BinaryIO, TextIO
"""

_CLASSES_OF_TYPES = "from ..types import UNSET, Unset\n"
_CLASSES_OF_TYPES_TOO = """\
from ..types import UNSET, Unset
from ..types import Model as _Model, OpenModel as _OpenModel
from ..types import read_datetime as _read_datetime, read_member as _read_member
from ..types import read_model as _read_model
"""

_IMPORTS_FOR_TYPES = """\
{% for lazy_import in model.lazy_imports | sort %}
{% if loop.first %}
if TYPE_CHECKING:
{% endif %}
  {{ lazy_import }}
{% endfor %}
"""

_KEYS = """\
    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__("""

_KEYS_OF_A_TYPE = """\
    {% if additional_property_type != "Any" %}
    def __getitem__("""

_WITHOUT = """\
    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
    {% endif %}
"""

_MODELS_BELOW = """\
    {% endif %}
    {% endif %}

{% for lazy_import in model.lazy_imports | sort %}
{% if loop.first %}
# Below, because two models may be made of each other.
{% endif %}
{{ lazy_import }}
{% endfor %}
"""

_TRANSFORM = """\
{% macro _transform_property(property, content) %}
{% import "property_templates/" + property.template as prop_template %}
{%- if prop_template.transform -%}
{{ prop_template.transform(property=property, source=content, destination=property.python_name) }}
{%- else -%}
{{ property.python_name }} = {{ content }}
{%- endif -%}
{% endmacro %}
"""

_PREPARE = """\
{% macro _prepare_field_dict() %}
field_dict: dict[str, Any] = {}
{% if model.additional_properties %}
{% import "property_templates/" + model.additional_properties.template as prop_template %}
{% if prop_template.transform %}
for prop_name, prop in self.additional_properties.items():
    {{ prop_template.transform(model.additional_properties, "prop", "field_dict[prop_name]", \
declare_type=false) | indent(4) }}
{% else %}
field_dict.update(self.additional_properties)
{%- endif -%}
{%- endif -%}
{% endmacro %}

{% macro _to_dict() %}
{% for property in model.required_properties + model.optional_properties -%}
{{ _transform_property(property, "self." + property.python_name) }}

{% endfor %}

{{ _prepare_field_dict() }}
{% if model.required_properties | length > 0 or model.optional_properties | length > 0 %}
field_dict.update({
    {% for property in model.required_properties + model.optional_properties %}
    {% if property.required %}
    "{{ property.name | in_double_quote_literal }}": {{ property.python_name }},
    {% endif %}
    {% endfor %}
})
{% endif %}
{% for property in model.optional_properties %}
{% if not property.required %}
if {{ property.python_name }} is not UNSET:
    field_dict["{{ property.name | in_double_quote_literal }}"] = {{ property.python_name }}
{% endif %}
{% endfor %}

return field_dict
{% endmacro %}

    def to_dict(self) -> dict[str, Any]:
    {% for lazy_import in model.lazy_imports | sort %}
        {{ lazy_import }} # noqa: PLC0415
    {% endfor %}
        {{ _to_dict() | indent(8) }}
"""

# What a property is called in the document, where Python has another name for it.
_OTHER_NAMES = """\
{% for property in model.required_properties + model.optional_properties \
if property.name | in_double_quote_literal != property.python_name %}
{{ "    _NAMES = {" if loop.first }}"{{ property.python_name }}": \
"{{ property.name | in_double_quote_literal }}",{{ "}" if loop.last }}
{% endfor %}
"""

_MULTIPART = """\
    def to_multipart(self) -> types.RequestFiles:
"""
_MULTIPART_IMPORTS = """\
    {% for lazy_import in model.lazy_imports | sort %}
        {{ lazy_import }} # noqa: PLC0415
    {% endfor %}
"""

_QUERY = """\
    {% set destination = property.python_name %}
    {% import "property_templates/" + property.template as prop_template %}
    {% if prop_template.transform %}
        {% set destination = "json_" + property.python_name %}
{{ prop_template.transform(property, property.python_name, destination) }}
    {% endif %}
"""

_QUERY_WRITTEN = """\
    {% import "property_templates/" + property.template as prop_template %}
    {% set destination = "_to_json(" ~ property.python_name ~ ")" if prop_template.transform \
else property.python_name %}
"""

_BODY = """\
{% if prop_template.transform %}
{{ prop_template.transform(property, property.python_name, "_kwargs[\\"json\\"]", \
skip_unset=True, declare_type=False) }}
{% elif property.required %}
_kwargs["json"] = {{ property.python_name }}
{% else %}
if not isinstance({{property.python_name}}, Unset):
    _kwargs["json"] = {{ property.python_name }}
{% endif %}
"""

_BODY_WRITTEN = """\
{% set written = "_to_json(" ~ property.python_name ~ ")" if prop_template.transform \
else property.python_name %}
{{ guarded_statement(property, property.python_name, "_kwargs[\\"json\\"] = " ~ written) }}
"""

_ONCE = "what all models share stands once"
_WRITTEN = "how a value is written stands once, and goes by the value"

PATCHES = (
    (
        _TYPES,
        "from typing import BinaryIO, Generic, TypeVar, Literal, IO\n",
        _IMPORTS_OF_TYPES,
        "what is shared stands here",
    ),
    (_TYPES, "from attrs import define\n", "from attrs import define, fields\n", _WRITTEN),
    (
        _TYPES,
        '"Response", "Unset"]',
        '"Model", "OpenModel", "Response", "Unset", "build_response", "path_segment", "to_json"]',
        "the rest of the client imports them",
    ),
    (_TYPES, 'T = TypeVar("T")\n', texts.OPEN_MODEL, _ONCE),
    (_MODEL, _IMPORTS, _IMPORTS_WITHOUT, "a type variable for each model says what Self says"),
    (_MODEL, 'T = TypeVar("T", bound="{{ class_name }}")\n\n', "", "Self says it"),
    (_MODEL, _CLASSES_OF_TYPES, _CLASSES_OF_TYPES_TOO, _ONCE),
    (_MODEL, _IMPORTS_FOR_TYPES, "", "each model is imported in one place"),
    (
        _MODEL,
        "class {{ class_name }}:\n",
        "class {{ class_name }}(_{{ 'Open' if model.additional_properties }}Model):\n",
        _ONCE,
    ),
    (_MODEL, _KEYS, _KEYS_OF_A_TYPE, _ONCE),
    (_MODEL, _WITHOUT, _MODELS_BELOW, "each model is imported in one place"),
    (_MODEL, _TRANSFORM, "", _WRITTEN),
    (_MODEL, _PREPARE, _OTHER_NAMES, _WRITTEN),
    (_MODEL, _MULTIPART + _MULTIPART_IMPORTS, _MULTIPART, "each model is imported in one place"),
    (_OPERATION, _QUERY, _QUERY_WRITTEN, _WRITTEN),
    (_OPERATION, _BODY, _BODY_WRITTEN, _WRITTEN),
)
"""Each: the template, text that occurs there exactly once, what takes its place, and why."""
