"""Patches that make generated models decode faster, and keep less in memory.

What a body decodes to stays the same. A list of fine-tunes is decoded thousands of times over, and
there the generator's code spent most of its time on what is the same each time: it imported the
models and defined its functions again for every object, worked out types only for `cast`, and found
the member of a union by raising and catching an exception for every other one.
"""

_UNION = "property_templates/union_property.py.jinja"
_LIST = "property_templates/list_property.py.jinja"
_CONST = "property_templates/const_property.py.jinja"
_MODEL = "model.py.jinja"

_PROPERTIES = "model.required_properties + model.optional_properties"

_IMPORTED_ONCE = """\
{% for lazy_import in model.lazy_imports | sort %}
{% if loop.first %}
@_cache
def _import_models() -> None:
    \"\"\"Import what this model is made of, at its first use: two may be made of each other.\"\"\"
    global {% for one in model.lazy_imports | sort %}{{ one.split(" ")[3] }}{{ ", " if not loop.last }}{% endfor %}

{% endif %}
    {{ lazy_import }}  # noqa: PLC0415
{% endfor %}

"""

_UNIONS_ONCE = f"""\
{{% for property in {_PROPERTIES} %}}
{{% import "property_templates/" + property.template as prop_template %}}
{{% if prop_template.function %}}
{{{{ prop_template.function(property) }}}}
{{% endif %}}
{{% endfor %}}

"""

# A static method, and not a function of the module: unions in other modules ask for it.
_COULD_BE = """\
    @staticmethod
    def _could_be(data: object) -> bool:
        \"\"\"Tell whether an object has what `from_dict` would otherwise raise for.\"\"\"
        return isinstance(data, dict)
{%- for property in model.required_properties %}
{% if property.template == "const_property.py.jinja" %}
 and data.get("{{ property.name | in_double_quote_literal }}") == {{ property.value.python_code | as_unembedded_code }}
{%- endif %}{% endfor %}
{%- for property in model.required_properties %}
 and "{{ property.name | in_double_quote_literal }}" in data
{%- endfor %}


"""

PATCHES = (
    (
        _MODEL,
        "from collections.abc import Mapping\n",
        "from collections.abc import Mapping\nfrom functools import cache as _cache\n",
        "see _import_models",
    ),
    (
        _MODEL,
        "@_attrs_define\n",
        f"{_IMPORTED_ONCE}{_UNIONS_ONCE}@_attrs_define\n",
        "an import costs as much as ten fields, a function as much as two",
    ),
)
