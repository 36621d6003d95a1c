"""Patches that make generated models decode faster and hold less memory.

What a body decodes to stays the same. A list of fine-tunes is decoded thousands of times over, and
most of that time went into what is the same each time: models were imported and functions defined
anew for every object, types put together only for `cast`, and the member of a union was found by
raising and catching an exception for each of the others.
"""

_MODEL = "model.py.jinja"
_UNION = "property_templates/union_property.py.jinja"
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

{% macro construct_template("""

_BEFORE_THE_CLASS = """\
{% for lazy_import in model.lazy_imports | sort %}
{% if loop.first %}
@_cache
def _import_models() -> None:
    \"\"\"Import what this model is made of, at its first use: two may be made of each other.\"\"\"
    {% for one in model.lazy_imports | sort %}
    global {{ one.split(" ")[3] }}
    {% endfor %}
{% endif %}
    {{ lazy_import }}  # noqa: PLC0415
{% endfor %}

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
{% if model.required_properties or not model.additional_properties %}
    @staticmethod
    def _could_be(data: object) -> bool:
        \"\"\"Tell whether what `from_dict` cannot do without is there.\"\"\"
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
    {% if model.lazy_imports %}
        _import_models()
    {% endif %}
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
    {% import "property_templates/" + property.template as prop_template %}
    {% if prop_template.construct and not prop_template.decode %}
        {{ prop_template.construct(property, _source(property)) | indent(8) }}

    {% endif %}
{% endfor %}
"""

_VALUE = """\
{% macro _source(property) %}
d.pop("{{ property.name | in_double_quote_literal }}"{{ ", UNSET" if not property.required }})
{%- endmacro %}

{% macro _value(property) %}
{# One expression, or the name of what was made in steps before. #}
{% import "property_templates/" + property.template as prop_template %}
{% if prop_template.decode %}
{{ prop_template.decode(property, _source(property)) }}
{% elif prop_template.construct %}
{{ property.python_name }}
{% else %}
{{ _source(property) }}
{% endif %}
{% endmacro %}

{% macro _transform_property("""

_FUNCTION = """\
{% macro kept(property) %}
{# Says "yes" where no member is made into anything, so that any value stays what it is. #}
{% set found = namespace(unmodified=false, made=false) %}
{% for inner_property in property.inner_properties %}
{% import "property_templates/" + inner_property.template as inner_template %}
{% if not inner_template.construct %}
{% set found.unmodified = true %}
{% elif inner_property.template != "const_property.py.jinja" %}
{% set found.made = true %}
{% endif %}
{% endfor %}
{{ "yes" if found.unmodified and not found.made }}
{% endmacro %}

{% macro decode(property, source) %}
{{ source if kept(property) | trim else "_parse_" ~ property.python_name ~ "(" ~ source ~ ")" }}
{% endmacro %}

{% macro construct(property, source) %}
{{ function(property) }}
{% if kept(property) | trim %}
{{ assign(property.python_name, property.get_type_string() | as_unembedded_code, source) }}
{% else %}
{{ property.python_name }} = {{ decode(property, source) }}
{% endif %}
{% endmacro %}

{% macro function(property) %}
{% if not kept(property) | trim %}
def _parse_{{ property.python_name }}(data: Any) -> \
{{ property.get_type_string() | as_unembedded_code }}:
"""

_TRY = """\
    try:
        if not {{ inner_template.check_type_for_construct(inner_property, "data") }}:
            raise TypeError()
        {{ inner_template.construct(inner_property, "data") | indent(8) }}
        return {{ inner_property.python_name }}
    except (TypeError, ValueError, AttributeError, KeyError):
        pass
"""

_TRY_WHAT_COULD_BE = """\
    if {{ (inner_template.could_be or inner_template.check_type_for_construct)\
(inner_property, "data") }}:
        try:
            {{ (inner_template.construct_known or inner_template.construct)\
(inner_property, "data") | indent(12) }}
            return {{ inner_property.python_name }}
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
"""

_CALL = """\
    return cast({{ property.get_type_string() | as_unembedded_code }}, data)
    {% endif %}

{{ property.python_name }} = _parse_{{ property.python_name }}({{ source }})
{% endmacro %}
"""

_KEPT = """\
    value: {{ property.get_type_string() | as_unembedded_code }} = data
    return value
    {% endif %}
{% endif %}
{% endmacro %}
"""

_MACRO = "{% macro construct(property, source) %}\n"
_CHECK = "{% macro check_type_for_construct(property, source) %}"

# To call the enumeration is three times as slow.
_KNOWN = """\
{% macro construct_known(property, source) %}
{% set name = property.class_info.name %}
{{ property.python_name }} = cast({{ name }}, {{ name }}._value2member_map_[{{ source }}])
{% endmacro %}

"""

PATCHES = (
    (
        _MODEL,
        "from collections.abc import Mapping\n",
        "from collections.abc import Mapping\nfrom functools import cache as _cache\n",
        "models are imported once",
    ),
    (_MODEL, "@_attrs_define\n", _BEFORE_THE_CLASS, "models and functions are made once"),
    (_MODEL, _FROM_DICT, _COULD_BE, "a union asks before it tries"),
    (_MODEL, _CONSTRUCT, _IN_STEPS, "what one expression makes needs no name"),
    (_MODEL, "{% macro _transform_property(", _VALUE, "what one expression makes needs no name"),
    (_MODEL, _BY_NAME, _BY_POSITION, "each name is searched among all"),
    (
        _UNION,
        _MACRO + "def _parse_{{ property.python_name }}(data: object) -> "
        "{{ property.get_type_string() | as_unembedded_code }}:\n",
        _ASSIGN + _FUNCTION,
        "what is only text or null needs no function, and another is made once",
    ),
    (_UNION, _TRY, _TRY_WHAT_COULD_BE, "an exception costs more than the member"),
    (_UNION, _CALL, _KEPT, "a cast works its type out at every call"),
    (
        "property_templates/model_property.py.jinja",
        _CHECK,
        "{% macro could_be(property, source) %}"
        "{{ property.class_info.name }}._could_be({{ source }}){% endmacro %}\n\n" + _CHECK,
        "a union asks before it tries",
    ),
    (
        "property_templates/enum_property.py.jinja",
        _CHECK,
        "{% macro could_be(property, source) %}{{ check_type_for_construct(property, source) }}"
        " and {{ source }} in {{ property.class_info.name }}._value2member_map_{% endmacro %}\n\n"
        + _KNOWN
        + _CHECK,
        "a union asks before it tries",
    ),
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
    (_LIST, _MACRO, _ASSIGN + _MACRO, "a cast works its type out at every call"),
    (
        _LIST,
        f"{{{{ property.python_name }}}} = cast({_LIST_TYPE}, {{{{ source }}}})\n",
        f"{{{{ assign(property.python_name, {_LIST_TYPE[3:-3]}, source) }}}}\n",
        "a cast works its type out at every call",
    ),
)
"""Each: the template, text that occurs there exactly once, what takes its place, and why."""
