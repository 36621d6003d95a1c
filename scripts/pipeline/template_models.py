"""Patches that take out of a model what all models share, and what says one thing twice.

A model still reads from top to bottom: its fields, then what it is written as, then what it is read
from. What it does with unknown properties stands once, in `OpenModel`.
"""

_MODEL = "model.py.jinja"
_LIST = "property_templates/list_property.py.jinja"
_UNION = "property_templates/union_property.py.jinja"

_OPEN_MODEL = '''\
T = TypeVar("T")


class OpenModel:
    """Base of the models: gives, by key, the properties that a model's schema does not name."""

    __slots__ = ()
    additional_properties: dict[str, Any]

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict)

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
'''

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
"""

_TRANSFORM = """\
{%- if prop_template.transform -%}
{{ prop_template.transform(property=property, source=content, destination=property.python_name) }}
{%- else -%}
{{ property.python_name }} = {{ content }}
{%- endif -%}
"""

_WRITE = """\
{% set written = 'field_dict["' + (property.name | in_double_quote_literal) + '"]' %}
{% set kept = prop_template.kept(property) | trim if prop_template.kept %}
{% if prop_template.transform and not kept %}
{{ prop_template.transform(property, content, written, declare_type=False, skip_unset=True) }}
{% elif property.required %}
{{ written }} = {{ content }}
{% else %}
if {{ content }} is not UNSET:
    {{ written }} = {{ content }}
{% endif %}
"""

_TRANSFORMED_FIRST = """\
{% for property in model.required_properties + model.optional_properties -%}
{{ _transform_property(property, "self." + property.python_name) }}

{% endfor %}

{{ _prepare_field_dict() }}
"""

_WRITTEN_IN_TURN = """\
{{ _prepare_field_dict() }}
{% for property in model.required_properties + model.optional_properties %}
{{ _transform_property(property, "self." + property.python_name) }}
{% endfor %}
"""

_COLLECTED = """\
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
"""

_MADE_OF = """\
{% macro unlike(property) %}
{# Says "yes" of a list whose items are written in a way that others cannot be written in. #}
{% set inner = property.inner_property %}
{% if inner %}
{% import "property_templates/" + inner.template as inner_template %}
{% set found = namespace(any=not inner_template.transform) %}
{% for member in inner.inner_properties %}
{% import "property_templates/" + member.template as member_template %}
{% set found.any = found.any or not member_template.transform %}
{% endfor %}
{{ "" if found.any else "yes" }}
{% endif %}
{% endmacro %}

{% macro made_of(property, source) %}
{%- if property.inner_properties -%}
(
{%- for member in property.inner_properties -%}
{{ " or " if not loop.first }}{{ made_of(member, source) }}
{%- endfor -%}
)
{%- else -%}
isinstance({{ source }}, {{ property.get_instance_type_string() | as_unembedded_code }})
{%- if unlike(property) | trim %} and all({{ made_of(property.inner_property, "item") }} \
for item in {{ source }}){% endif -%}
{%- endif -%}
{% endmacro %}

"""

_DECLARED = (
    "{% if declare_type %}{{ destination }}: {{ property.get_type_string(json=True)"
    " | as_unembedded_code }}{% endif %}\n"
)

# No type checker follows that a list is written as it is where its items are unlike.
_DECLARED_WIDER = """\
{% if declare_type %}
{% set found = namespace(unlike="") %}
{% for member in property.inner_properties %}
{% set found.unlike = found.unlike ~ unlike(member) | trim %}
{% endfor %}
{% if found.unlike %}
{{ destination }}: Any
{% else %}
{{ destination }}: {{ property.get_type_string(json=True) | as_unembedded_code }}
{% endif %}
{% endif %}
"""

_INSTANCE = (
    "isinstance({{ source }}, {{ inner_property.get_instance_type_string()"
    " | as_unembedded_code }}):\n"
)

_ITEMS_REQUIRED = """\
{{ property.python_name }} = []
_{{ property.python_name }} = {{ source }}
for {{ inner_source }} in (_{{ property.python_name }}):
    {{ inner_template.construct(inner_property, inner_source) | indent(4) }}
    {{ property.python_name }}.append({{ inner_property.python_name }})
"""

_ITEMS = """\
    {{ property.python_name }} = []
    for {{ inner_source }} in _{{ property.python_name }}:
        {{ inner_template.construct(inner_property, inner_source) | indent(8) }}
        {{ property.python_name }}.append({{ inner_property.python_name }})
"""

_READ = (
    "{{ property.python_name }} = [{{ inner_template.construct_function(inner_property, "
    '"item") | trim }} for item in %s]\n'
)

_EITHER = "{%% if inner_template.construct_function %%}\n%s{%% else %%}\n%s{%% endif %%}\n"

_LOOP = """\
{% if inner_template.transform %}
{% set inner_source = inner_property.python_name + "_data" %}
{{ destination }} = []
"""

_LOOP_UNLESS_MODELS = """\
{% if inner_property.template == "model_property.py.jinja" %}
{{ destination }} = [item.to_dict() for item in {{ source }}]
""" + _LOOP.replace("if", "elif", 1)

_LAST = """\
    {% if loop.last and skip_unset and not property.required \
and not ns.contains_properties_without_transform %}
{{ "el" if ns.has_if }}if not isinstance({{ source }}, Unset):
"""

_QUOTE = "from urllib.parse import quote\n"

PATCHES = (
    (
        "types.py.jinja",
        "from typing import BinaryIO, Generic, TypeVar, Literal, IO\n",
        "from typing import Any, BinaryIO, Generic, TypeVar, Literal, IO\n" + _QUOTE,
        "path_segment quotes, and OpenModel holds anything",
    ),
    (
        "types.py.jinja",
        '"Response", "Unset"]',
        '"OpenModel", "Response", "Unset", "path_segment"]',
        "both are public",
    ),
    ("types.py.jinja", 'T = TypeVar("T")\n', _OPEN_MODEL, "what all models share stands once"),
    (
        _MODEL,
        "from typing import Any, TypeVar, BinaryIO,",
        "from typing import Any, Self as _Self, BinaryIO,",
        "a type variable for each model says what Self says",
    ),
    (_MODEL, 'T = TypeVar("T", bound="{{ class_name }}")\n\n', "", "Self says it"),
    (
        _MODEL,
        "from ..types import UNSET, Unset\n",
        "from ..types import UNSET, OpenModel as _OpenModel, Unset\n",
        "what all models share stands once",
    ),
    (
        _MODEL,
        "class {{ class_name }}:\n",
        "class {{ class_name }}{% if model.additional_properties %}(_OpenModel){% endif %}:\n",
        "what all models share stands once",
    ),
    (_MODEL, _KEYS, _KEYS_OF_A_TYPE, "what all models share stands once"),
    (_MODEL, _WITHOUT, "    {% endif %}\n", "what all models share stands once"),
    (_MODEL, _TRANSFORM, _WRITE, "a field is written where it is read"),
    (_MODEL, _TRANSFORMED_FIRST, _WRITTEN_IN_TURN, "a field is written where it is read"),
    (_MODEL, _COLLECTED, "", "a field is written where it is read"),
    (
        _LIST,
        _ITEMS_REQUIRED,
        _EITHER % (_READ % "{{ source }}", _ITEMS_REQUIRED),
        "a list of what one expression makes is one expression",
    ),
    (
        _LIST,
        _ITEMS,
        _EITHER % ("    " + _READ % "_{{ property.python_name }}", _ITEMS),
        "a list of what one expression makes is one expression",
    ),
    (_LIST, _LOOP, _LOOP_UNLESS_MODELS, "a list of what one expression makes is one expression"),
    (
        _UNION,
        "{% macro instance_check(",
        _MADE_OF + "{% macro instance_check(",
        "what was read can be written",
    ),
    (_UNION, _DECLARED, _DECLARED_WIDER, "a list is not known by its items to type checkers"),
    (
        _UNION,
        "    {% if not ns.has_if %}\nif " + _INSTANCE,
        _LAST + "    {% elif not ns.has_if %}\nif {{ made_of(inner_property, source) }}:\n",
        "what was read can be written; what is left out is none of the members",
    ),
    (
        _UNION,
        "elif " + _INSTANCE,
        "elif {{ made_of(inner_property, source) }}:\n",
        "what was read can be written",
    ),
)
"""Each: the template, text that occurs there exactly once, what takes its place, and why."""
