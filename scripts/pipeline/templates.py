"""Patch openapi-python-client's own templates.

Patches, not forks: each is a piece of text that must occur exactly once in the installed template.
A fork would silently undo what a later release hardens (0.29.1 stopped hostile text from becoming
code); a patch that no longer fits says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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


_PATH_SEGMENT = '''UNSET: Unset = Unset()


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

_UNSET_METHODS = """    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"
"""

_LAZY_IMPORTS = """{% if imports %}
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

PATCHES = (
    Patch("types.py.jinja", "from http import HTTPStatus\n", "", "status codes are plain integers"),
    Patch(
        "types.py.jinja",
        "from typing import BinaryIO, Generic, TypeVar, Literal, IO\n",
        "from typing import BinaryIO, Generic, TypeVar, Literal, IO\n"
        "from urllib.parse import quote\n",
        "path_segment quotes",
    ),
    Patch(
        "types.py.jinja",
        "    def __bool__(self) -> Literal[False]:\n        return False\n",
        _UNSET_METHODS,
        "UNSET is compared by identity, so it must stay one object through copy and pickle",
    ),
    Patch(
        "types.py.jinja",
        "UNSET: Unset = Unset()\n",
        _PATH_SEGMENT,
        "an id must not reach another resource",
    ),
    Patch(
        "types.py.jinja",
        "    status_code: HTTPStatus\n",
        "    status_code: int\n",
        "520-530 and 599 are not in HTTPStatus, which then raises",
    ),
    Patch(
        "types.py.jinja",
        '"Response", "Unset"]',
        '"Response", "Unset", "path_segment"]',
        "path_segment is public",
    ),
    Patch("endpoint_module.py.jinja", "from http import HTTPStatus\n", "", "no longer used"),
    Patch("endpoint_module.py.jinja", "from urllib.parse import quote\n", "", "no longer used"),
    Patch(
        "endpoint_module.py.jinja",
        "from ...types import Response, UNSET\n",
        "from ...types import Response, UNSET, path_segment\n",
        "see path_segment",
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
        "HTTPStatus(response.status_code)",
        "response.status_code",
        "520-530 and 599 are not in HTTPStatus, which then raises",
    ),
    Patch(
        "client.py.jinja",
        'type="str", default="", docstring="The token',
        'type="str", default="field(repr=False)", docstring="The token',
        "a repr ends up in logs",
    ),
    Patch(
        "client.py.jinja",
        '_cookies: dict[str, str] = field(factory=dict, kw_only=True, alias="cookies")',
        '_cookies: dict[str, str] = field(factory=dict, kw_only=True, alias="cookies", repr=False)',
        "a repr ends up in logs",
    ),
    Patch(
        "client.py.jinja",
        '_headers: dict[str, str] = field(factory=dict, kw_only=True, alias="headers")',
        '_headers: dict[str, str] = field(factory=dict, kw_only=True, alias="headers", repr=False)',
        "a repr ends up in logs, and these come to hold the token",
    ),
    Patch(
        "client.py.jinja",
        '"self._headers[self.auth_header_name] = f\\"{self.prefix} {self.token}\\"'
        ' if self.prefix else self.token"',
        '"self._headers = {**self._headers, self.auth_header_name:'
        ' f\\"{self.prefix} {self.token}\\" if self.prefix else self.token}"',
        "the token must not be written into a mapping that belongs to the caller",
    ),
    Patch(
        "client.py.jinja",
        '_httpx_args: dict[str, Any] = field(factory=dict, kw_only=True, alias="httpx_args")',
        '_httpx_args: dict[str, Any] = field(factory=dict, kw_only=True, alias="httpx_args",'
        " repr=False)",
        "a repr ends up in logs",
    ),
    Patch(
        "client.py.jinja",
        "_timeout: httpx.Timeout | None = field(default=None,",
        "_timeout: httpx.Timeout | None = field(default=httpx.Timeout(60, connect=10),",
        "None means to wait for ever",
    ),
    Patch(
        "models_init.py.jinja",
        "{% for import in imports | sort %}\n{{ import }}\n{% endfor %}\n",
        _LAZY_IMPORTS,
        "one operation must not load every model (PEP 562)",
    ),
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
    texts: dict[str, str] = {}
    for one in PATCHES:
        text = texts.get(one.template) or (installed / one.template).read_text(encoding="utf-8")
        if (times := text.count(one.old)) != 1:
            raise PipelineError(
                f"template {one.template} holds {one.old.strip()!r} {times} times, not once"
                f" (patch: {one.why})",
                fix="the generator has changed: read its template, then correct"
                " scripts/pipeline/templates.py",
            )
        texts[one.template] = text.replace(one.old, one.new)
    for name, text in texts.items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    return target
