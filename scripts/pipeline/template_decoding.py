"""Patches that make generated models decode faster and hold less memory.

What a body decodes to stays the same. A list of fine-tunes is decoded thousands of times over, and
most of that time went into what is the same each time: models were imported and functions defined
anew for every object, types put together only for `cast`, and the member of a union was found by
raising and catching an exception for each of the others.
"""

_MODEL = "model.py.jinja"
_LIST = "property_templates/list_property.py.jinja"
_CONST = "property_templates/const_property.py.jinja"
_LIST_TYPE = "{{ property.get_type_string(no_optional=True) | as_unembedded_code }}"
_ASSIGN = '{% from "property_templates/property_macros.py.jinja" import assign %}\n\n'

# `cast` works its type out at every call; an annotation of a local name is never looked at.
_ASSIGN_MACRO = """\
{% macro assign(name, type, source) %}
{% if source.startswith("response.") %}
{{ name }} = cast({{ type }}, {{ source }})
{% else %}
{{ name }}: {{ type }} = {{ source }}
{% endif %}
{% endmacro %}

{# One expression: what is left out stays left out, and of the rest something is made. #}
{% macro unless_left_out(property, source, make) %}
{% if property.required %}
{{ make(property, source) }}
{%- else %}
{{ make(property, "_given") }} if (_given := {{ source }}) is not UNSET else UNSET
{%- endif %}
{% endmacro %}

{% macro construct_template("""

_BEFORE_THE_CLASS = """\
{% for property in model.required_properties + model.optional_properties %}
{% import "property_templates/" + property.template as prop_template %}
{% if prop_template.function %}
{{ prop_template.function(property) }}
{% endif %}
{% endfor %}

@_attrs_define
"""

_FROM_DICT = """\
    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
    {% for lazy_import in model.lazy_imports | sort %}
        {{ lazy_import }} # noqa: PLC0415
    {% endfor %}
"""

_COULD_BE = """\
{% if model.required_properties and class_name in union_members %}
    @staticmethod
    def _could_be(data: object) -> bool:
        return (
            isinstance(data, dict)
    {% for property in model.required_properties %}
            {% if property.template == "const_property.py.jinja" %}
            and data.get("{{ property.name | in_double_quote_literal }}", UNSET) == \
{{ property.value.python_code | as_unembedded_code }}
            {% else %}
            and "{{ property.name | in_double_quote_literal }}" in data
            {% endif %}
    {% endfor %}
        )

{% endif %}
    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
"""

_BY_NAME = """\
{% for property in model.required_properties + model.optional_properties %}
            {{ property.python_name }}={{ property.python_name }},
{% endfor %}
"""

# In the order in which the class declares them.
_BY_POSITION = """\
{% for property in model.required_properties + model.optional_properties %}
    {% if property.default is none and property.required %}
            {{ _value(property) | trim }},
    {% endif %}
{% endfor %}
{% for property in model.required_properties + model.optional_properties %}
    {% if property.default is not none or not property.required %}
            {{ _value(property) | trim }},
    {% endif %}
{% endfor %}
"""

_CONSTRUCT = """\
    {% if property.required %}
        {% set property_source = 'd.pop("' + (property.name | in_double_quote_literal) + '")' %}
    {% else %}
        {% set property_source = 'd.pop("' + (property.name | in_double_quote_literal) + \
'", UNSET)' %}
    {% endif %}
    {% import "property_templates/" + property.template as prop_template %}
    {% if prop_template.construct %}
        {{ prop_template.construct(property, property_source) | indent(8) }}
    {% else %}
        {{ property.python_name }} = {{ property_source }}
    {% endif %}

{% endfor %}
"""

_IN_STEPS = """\
    {% if _value(property) | trim == property.python_name %}
        {% import "property_templates/" + property.template as prop_template %}
        {{ prop_template.construct(property, _source(property)) | indent(8) }}

    {% endif %}
{% endfor %}
"""

_VALUE = """\
{% macro _source(property) %}
d.pop("{{ property.name | in_double_quote_literal }}"{{ ", UNSET" if not property.required }})
{%- endmacro %}

{% from "property_templates/property_macros.py.jinja" import unless_left_out %}

{% macro _value(property) %}
{# One expression, or the name of what was made in steps before. #}
{% import "property_templates/" + property.template as prop_template %}
{% if not prop_template.construct %}
{{ _source(property) }}
{% elif prop_template.expression %}
{{ prop_template.expression(property, _source(property)) | trim or property.python_name }}
{% elif prop_template.construct_function %}
{{ unless_left_out(property, _source(property), prop_template.construct_function) }}
{% else %}
{{ property.python_name }}
{% endif %}
{% endmacro %}

{% macro multipart(property, source, destination) %}
"""

_MACRO = "{% macro construct(property, source) %}\n"

_ITEMS = """\
{% macro _items(property, source) %}
{% set inner_property = property.inner_property %}
{% import "property_templates/" + inner_property.template as inner_template %}
{% set one = inner_template.shared(inner_property, "item") | trim if inner_template.shared \
else inner_template.construct_function(inner_property, "item") | trim \
if inner_template.construct_function %}
{{ "[" ~ one ~ " for item in " ~ source ~ "]" if one }}
{% endmacro %}

{% macro expression(property, source) %}
{# One expression, or nothing where the items are made in steps. #}
{% set inner_property = property.inner_property %}
{% import "property_templates/" + inner_property.template as inner_template %}
{% if not inner_template.construct %}
{{ source }}
{% elif _items(property, source) | trim %}
{{ unless_left_out(property, source, _items) | trim }}
{% endif %}
{% endmacro %}

{% macro construct(property, source) %}
"""

_ADDITIONAL_IMPORTS = """\
{% if model.additional_properties.lazy_imports %}
    {% for lazy_import in model.additional_properties.lazy_imports | sort %}
        {{ lazy_import }} # noqa: PLC0415
    {% endfor %}
{% endif %}
"""

PATCHES = (
    (_MODEL, "@_attrs_define\n", _BEFORE_THE_CLASS, "functions are made once"),
    (_MODEL, _FROM_DICT, _COULD_BE, "a union asks before it tries"),
    (_MODEL, _CONSTRUCT, _IN_STEPS, "what one expression makes needs no name"),
    (
        _MODEL,
        "{% macro multipart(property, source, destination) %}\n",
        _VALUE,
        "what one expression makes needs no name",
    ),
    (_MODEL, _ADDITIONAL_IMPORTS, "", "each model is imported in one place"),
    (_MODEL, _BY_NAME, _BY_POSITION, "each name is searched among all"),
    (
        "property_templates/property_macros.py.jinja",
        "{% macro construct_template(",
        _ASSIGN_MACRO,
        "a cast works its type out at every call",
    ),
    (
        _CONST,
        _MACRO + "{{ property.python_name }} = cast({{ property.get_type_string() |"
        " as_unembedded_code }} , {{ source }})\n",
        _ASSIGN + _MACRO + "{{ assign(property.python_name, property.get_type_string() |"
        " as_unembedded_code, source) }}\n",
        "a cast works its type out at every call",
    ),
    (
        _LIST,
        _MACRO,
        _ASSIGN.replace("assign", "assign, unless_left_out") + _ITEMS,
        "what one expression makes needs no name",
    ),
    (
        _LIST,
        f"{{{{ property.python_name }}}} = cast({_LIST_TYPE}, {{{{ source }}}})\n",
        f"{{{{ assign(property.python_name, {_LIST_TYPE[3:-3]}, source) }}}}\n",
        "a cast works its type out at every call",
    ),
)
"""Each: the template, text that occurs there exactly once, what takes its place, and why."""
