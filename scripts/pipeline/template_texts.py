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

OPEN_MODEL = '''\
T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Return what JSON has for a value of a model; what it has itself, and UNSET, as they are."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, File):
        return value.to_tuple()
    if type(value).__module__ == "uuid":  # which takes its time, and few models load it
        return str(value)
    return value


class Model:
    """Base of the models: writes one as its document has it."""

    __slots__ = ()
    _NAMES: ClassVar[Mapping[str, str]] = {}  # in the document, of fields that are not called so

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON has for this model, without what is unset."""
        written: dict[str, Any] = {}
        for one in fields(cast(Any, type(self))):
            value = getattr(self, one.name)
            if one.name == "additional_properties":
                written = {name: to_json(item) for name, item in value.items()} | written
            elif value is not UNSET:
                written[self._NAMES.get(one.name, one.name)] = to_json(value)
        return written

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict)


class OpenModel(Model):
    """Base of the models that keep, by key, the properties that their schemas do not name."""

    __slots__ = ()
    additional_properties: dict[str, Any]

    if not TYPE_CHECKING:  # it would take every name for an attribute

        def __getattr__(self, name):
            """Make the room for unknown properties when it is asked for: most models have none."""
            if name != "additional_properties":
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            self.additional_properties = made = {}
            return made

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
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

def undocumented(client: Any, response: Any) -> None:
    """Raise `UnexpectedStatus` if the client is to."""
    if client.raise_on_unexpected_status:
        raise UnexpectedStatus(response.status_code, response.content)


UNDECODABLE = (
    ArithmeticError, AttributeError, LookupError, NameError, RecursionError, TypeError, ValueError
)

__all__ = ["UNDECODABLE", "UnexpectedBody", "UnexpectedStatus", "undocumented"]
'''

SECRET_PROPERTY = (
    "{%- if property.description -%}\n"
    f"""{{% if property.description.startswith("{MARK}") %}}"""
    """
{{ property.python_name }}: {{ property.get_type_string() | as_unembedded_code }} = _attrs_field(
{%- if not property.required %}default=UNSET, {% endif %}repr=False)
{% else %}
{{ property.to_string() | as_unembedded_code }}
{% endif %}
"""
)

SECRET_VALUES = (
    "_attrs_field(init=False{% if model.additional_properties.template and"
    " model.additional_properties.description and"
    f" model.additional_properties.description.startswith({MARK!r})"
    " %}, repr=False{% endif %})"
)

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
