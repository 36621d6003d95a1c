"""The longer texts that `templates` puts into the generator's templates."""

from pipeline.secrets import MARK

PATH_SEGMENT = '''UNSET: Unset = Unset()


def path_segment(value: object, *, text_only: bool = True) -> str:
    """Quote one value for a URL path.

    Raises:
        ValueError: It is not a string where one is due, or is empty, "." or "..", with which the
            request would reach another resource (RFC 3986, section 5.2.4).
    """
    if value is None or isinstance(value, Unset) or (text_only and not isinstance(value, str)):
        raise ValueError(f"a path parameter must be a string, not {type(value).__name__}")
    text = str(value)
    if text in ("", ".", ".."):
        raise ValueError(f"{text!r} cannot be used as a path parameter")
    return quote(text, safe="")

'''

UNSET_METHODS = """    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"
"""

LAZY_IMPORTS = """{% if imports %}
from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
{% for import in imports | sort %}
    {{ import }}
{% endfor %}
else:
    _MODULES = {
{% for import in imports | sort %}
        "{{ import.split(' ')[3] }}": "{{ import.split(' ')[1] }}",
{% endfor %}
    }

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(_import_module(_MODULES[name], __name__), name)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})
{% endif %}
"""

UNEXPECTED_BODY = '''
class UnexpectedBody(Exception):
    """Raised by api functions when a response's body is not what is documented for its status.

    Attributes:
        operation: The operation's name.
        status_code: The response's status.
        content: The response's body as it came; the message holds nothing of it.
    """

    def __init__(self, operation: str, status_code: int, content: bytes):
        self.operation = operation
        self.status_code = status_code
        self.content = content

        super().__init__(
            f"{operation}: the answer (status {status_code}) is not what is documented;"
            " its body is in `content`"
        )

    def __reduce__(self) -> tuple[type["UnexpectedBody"], tuple[str, int, bytes]]:
        return type(self), (self.operation, self.status_code, self.content)

UNDECODABLE = (
    ArithmeticError, AttributeError, LookupError, NameError, RecursionError, TypeError, ValueError
)

__all__ = ["UNDECODABLE", "UnexpectedBody", "UnexpectedStatus"]
'''

DECODED = """    try:
        parsed = _parse_response(client=client, response=response)
    except errors.UNDECODABLE:
        raise errors.UnexpectedBody(
            "{{ endpoint.name }}", response.status_code, response.content
        ) from None  # the cause quotes the body
    return Response(
"""

SECRET_PROPERTY = (
    f"""{{%- elif property.description and property.description.startswith("{MARK}") -%}}"""
    """
{{ property.python_name }}: {{ property.get_type_string() | as_unembedded_code }} = _attrs_field(
{%- if not property.required %}default=UNSET, {% endif %}repr=False)
{%- else -%}
{{ property.to_string() | as_unembedded_code }}
"""
)

SECRET_VALUES = (
    "_attrs_field(init=False, factory=dict{% if model.additional_properties.template and"
    " model.additional_properties.description and"
    f" model.additional_properties.description.startswith({MARK!r})"
    " %}, repr=False{% endif %})"
)

UNLESS_LEFT_OUT = """\
{% if skip_unset and not property.required %}
{% if ns.has_if %}el{% endif %}if not isinstance({{ source }}, Unset):
{% else %}
else:
{% endif %}
"""

UNKNOWN_PROPERTIES = """\
if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
"""

_ARGUMENTS = "        {{ kwargs(endpoint, include_client=False) }}\n"

SEND = (
    (
        f"    kwargs = _get_kwargs(\n{_ARGUMENTS}    )\n\n"
        "    response = client.get_httpx_client().request(\n        **kwargs,\n    )\n"
    ),
    (
        "    request = client.get_httpx_client().build_request(**_get_kwargs(\n"
        f"{_ARGUMENTS}    ))\n"
        "    response = client.get_httpx_client().send(request)\n"
    ),
)

ASEND = (
    (
        f"    kwargs = _get_kwargs(\n{_ARGUMENTS}    )\n\n"
        "    response = await client.get_async_httpx_client().request(\n        **kwargs\n    )\n"
    ),
    (
        "    request = client.get_async_httpx_client().build_request(**_get_kwargs(\n"
        f"{_ARGUMENTS}    ))\n"
        "    response = await client.get_async_httpx_client().send(request)\n"
    ),
)

# A date is read as a date-time, too: midnight. It would be written as one.
DATES_FIRST = (
    (
        "    {% set ns = namespace(contains_unmodified_properties = false) %}\n"
        "    {% for inner_property in property.inner_properties %}\n"
    ),
    """\
    {% set ns = namespace(contains_unmodified_properties = false) %}
    {% set date = "date_property.py.jinja" %}
    {% set dates = property.inner_properties | selectattr("template", "equalto", date) | list %}
    {% for inner_property in dates + \
property.inner_properties | rejectattr("template", "equalto", date) | list %}
""",
)
