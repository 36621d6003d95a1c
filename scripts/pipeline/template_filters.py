"""Foreign text in generated code: as it is, and never as code.

The generator leaves out of a name what cannot be printed, and escapes a constant twice. A client
would send and expect another name, or another constant, than the document says.
"""

from __future__ import annotations

from typing import Any

from openapi_python_client import TEMPLATE_FILTERS, strings
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.protocol import Value
from openapi_python_client.schema import UntrustedString
from openapi_python_client.strings import PythonCode

_escaped = strings.in_double_quote_literal
_convert: Any = ConstProperty._convert_value  # noqa: SLF001 - has no public name


def in_double_quote_literal(value: UntrustedString | PythonCode | str) -> str:
    """Escape a text for a string in double quotes as the generator does, and leave nothing out.

    Args:
        value: The text, which may be hostile.

    Returns:
        What may stand between double quotes; each character that the generator would leave out is
        an escape that names its number.
    """
    if isinstance(value, UntrustedString):
        value = value.get_untrusted_value()
    if isinstance(value, PythonCode):
        value = value.as_unembedded_code()
    if value.isprintable():
        return _escaped(value)
    return "".join(_escaped(character) or f"\\U{ord(character):08x}" for character in value)


def _constant(value: Any) -> Value | None:
    """Write a constant that is text as Python writes it; the generator escapes it once more."""
    if isinstance(value, str):
        return Value(python_code=PythonCode(repr(value)), raw_value=value)
    made: Value | None = _convert(value)
    return made


def install() -> None:
    """Let the generator write texts in this way; it has no setting for it."""
    strings.in_double_quote_literal = in_double_quote_literal
    TEMPLATE_FILTERS["in_double_quote_literal"] = in_double_quote_literal
    setattr(ConstProperty, _convert.__name__, staticmethod(_constant))
