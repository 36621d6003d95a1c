"""Patches of how a union is read: most are read by three functions that stand once, in types.py.

What a union of them is stays the same. The others have a function of their own, made once and not
for every object.
"""

_TYPES = "types.py.jinja"
_UNION = "property_templates/union_property.py.jinja"
_MACRO = "{% macro construct(property, source) %}\n"
_ASSIGN = '{% from "property_templates/property_macros.py.jinja" import assign %}\n\n'

# What most unions are: a date or a word that may be another text, or one of several objects.
_READERS = """\
def read_datetime(data: Any) -> Any:
    \"\"\"Return the moment that a text tells; anything else as it is.\"\"\"
    if isinstance(data, str):
        try:
            return datetime.datetime.fromisoformat(data)
        except ValueError:
            pass
    return data


def read_member(members: type[Enum], data: Any) -> Any:
    \"\"\"Return the member of an enumeration with this value; anything else as it is.\"\"\"
    # To call the enumeration is three times as slow.
    return members._value2member_map_.get(data, data) if isinstance(data, (str, int)) else data


def read_model(data: Any, *models: Any, last: Any = None) -> Any:
    \"\"\"Return the first of some models that an object can be read as; anything else as it is.

    Raises:
        TypeError: It is none of them, and no object that `last` could be read from.
    \"\"\"
    for model in models:
        if model._could_be(data):  # an exception costs more than the model
            try:
                return model.from_dict(data)
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
    if last is None or data is UNSET:
        return data
    if not isinstance(data, dict):
        raise TypeError(f"no object, and so none of {', '.join(one.__name__ for one in models)}")
    return last.from_dict(data)


__all__ = ["""

_FUNCTION = """\
{% macro form(property) %}
{# What all members are together, where types.py has a function for that; nothing for others. #}
{% set found = namespace(kept=false, constant=false, made=[]) %}
{% for inner_property in property.inner_properties %}
{% import "property_templates/" + inner_property.template as inner_template %}
{% if not inner_template.construct %}
{% set found.kept = true %}
{% elif inner_property.template == "const_property.py.jinja" %}
{% set found.constant = true %}
{% else %}
{% set found.made = found.made + [inner_property.template] %}
{% endif %}
{% endfor %}
{% if found.kept and not found.made %}
kept
{% elif found.constant %}
{% elif found.kept and found.made == ["datetime_property.py.jinja"] %}
datetime
{% elif found.kept and found.made == ["enum_property.py.jinja"] %}
member
{% elif found.made | unique | list == ["model_property.py.jinja"] %}
{{ "model" if found.kept else "models" }}
{% endif %}
{% endmacro %}

{% macro shared(property, source) %}
{# One expression, or nothing where a function of its own is needed. #}
{% set kind = form(property) | trim %}
{% set made = property.inner_properties | selectattr("class_info", "defined") \
| map(attribute="class_info.name") | list %}
{% if kind == "kept" %}
{{ source }}
{% elif kind == "datetime" %}
_read_datetime({{ source }})
{% elif kind == "member" %}
_read_member({{ made[0] }}, {{ source }})
{% elif kind == "model" %}
_read_model({{ source }}, {{ made | join(", ") }})
{% elif kind == "models" %}
_read_model({{ source }}, {{ (made[:-1] + ["last=" ~ made[-1]]) | join(", ") }})
{% endif %}
{% endmacro %}

{% macro expression(property, source) %}
{{ shared(property, source) | trim or "_parse_" ~ property.python_name ~ "(" ~ source ~ ")" }}
{% endmacro %}

{% macro construct(property, source) %}
{{ function(property) }}
{{ assign(property.python_name, property.get_type_string() | as_unembedded_code, \
expression(property, source) | trim) }}
{% endmacro %}

{% macro function(property) %}
{% if not form(property) | trim %}
def _parse_{{ property.python_name }}(data: Any) -> \
{{ property.get_type_string() | as_unembedded_code }}:
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

PATCHES = (
    (_TYPES, "__all__ = [", _READERS, "most unions are read in the same way"),
    (
        _UNION,
        _MACRO + "def _parse_{{ property.python_name }}(data: object) -> "
        "{{ property.get_type_string() | as_unembedded_code }}:\n",
        _ASSIGN + _FUNCTION,
        "what is only text or null needs no function, and another is made once",
    ),
    (_UNION, _CALL, _KEPT, "a cast works its type out at every call"),
)
"""Each: the template, text that occurs there exactly once, what takes its place, and why."""
