"""What a reader makes of one fragment: OpenAPI, and what the dialect could not say.

The words below stand in an operation's `x-lost`. Each means that the original may have said it,
and that the page would look the same either way. Comparing two documents leaves out what an
operation's `x-lost` names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.jsontypes import Document

LOST = "x-lost"
"""The field of an operation that lists what its page could not say."""

INFO = "title and version of the API"
OPERATION_ID = "operationId"
TAGS = "tags"
DEPRECATED = "deprecated"
HEADERS = "headers and links of responses, callbacks"
TITLES = "whether the page's title and quote are the operation's own"
WRITTEN_EXAMPLES = "which examples the provider wrote"
EXTENSIONS = "extensions of parameters and of whole bodies"
ROOTS = "integer formats and nullable of parameters and of whole bodies"
UNIONS = "anyOf or oneOf, and discriminators"
NAMES = "names of components"
BEARER_FORMAT = "bearer formats"
FLOWS = "OAuth flows and scopes"
PUBLIC = "whether it is public or says nothing of security"
SHARED_HEADER = "which security schemes share a header"
SERVERS = "servers"
ALTERNATIVES = "whether all keys are needed or one of them"
ERROR_BODIES = "bodies of errors"
REQUIRED_BODY = "whether the body is required"
PARTS = "parts of the body"
ENCODING = "how parts of the body are written"
"""Content types, headers and styles of the parts of a form."""
FORMS = ("multipart/", "application/x-www-form-urlencoded")
"""How the media types begin whose body has parts."""
STYLES = "styles of parameters"
LIMITS = "limits of values"
EXAMPLES = "examples"


class Reading(NamedTuple):
    """A fragment as OpenAPI, not yet repaired."""

    document: Document
    lost: tuple[str, ...] = ()
    """What the dialect could not say about this operation."""
    hoisted: frozenset[str] = frozenset()
    """Component schemas that were put together from where they are used; another page may have
    them as they were written."""
    endpoint: str = ""
    """What tells operations of one method and path apart, where the dialect has it."""
