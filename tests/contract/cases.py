"""What each operation comes to for each answer that the documents declare.

The expectations come from the documents and from docs/semantics.md, never from a recording. Where
a document has no example, Prism fills a text with the word "string"; that is the provider's
message here, and its id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import documents
from .asked import ASKED, Common, Generated

if TYPE_CHECKING:
    from finetunes import FinetunesError


@dataclass(frozen=True, eq=False)
class Case:
    """One call, and the status its provider answers with."""

    provider: str
    name: str
    """The method of the client, or the generated module."""
    status: int
    particular: str = field(default="", kw_only=True)
    """What sets the case apart from others with the same status."""
    id: str | None = field(default=None, kw_only=True)
    """Another id than usual."""
    example: str | None = field(default=None, kw_only=True)
    """The name of the document's example, where there are several."""
    also: dict[str, int] = field(default_factory=dict[str, int], kw_only=True)
    """The status of other operations that are asked on the way, where it is not 200."""

    @property
    def asked(self) -> Common | Generated:
        """How the operation is asked for."""
        return ASKED[self.provider][self.name]

    @property
    def item(self) -> str | None:
        """The id that a method of the client is given."""
        return self.id or (self.asked.id if isinstance(self.asked, Common) else None)

    @property
    def is_listing(self) -> bool:
        """Whether a method of the client returns an iterator."""
        return isinstance(self.asked, Common) and self.name.startswith("list")

    @property
    def operation(self) -> documents.Operation:
        """The operation of the document that the case is about."""
        return documents.read(self.provider).operations[self.asked.operation]

    @property
    def cassette(self) -> str:
        """The cassette's name below the folder of its target."""
        return f"{self.provider}/{self.name}-{self.status}{self.particular}"

    def preference(self, method: str, url: str) -> str:
        """Say what Prism is asked to answer a request with (RFC 7240)."""
        asked = documents.read(self.provider).operation_of(method, url).id
        if asked == self.asked.operation:
            return f"code={self.status}" + (f", example={self.example}" if self.example else "")
        return f"code={self.also.get(asked, 200)}"

    def __str__(self) -> str:
        return self.cassette.replace("/", "-")


@dataclass(frozen=True, eq=False)
class Success(Case):
    """A method of the client that ends with a result; a listing with several."""

    model: str | None
    """The generated model of each result, or None where the document has no object for it."""
    expected: tuple[dict[str, Any], ...]
    """Attributes of each result."""


@dataclass(frozen=True, eq=False)
class Decoded(Case):
    """A generated function that ends with a model; `File` where the answer is no JSON."""

    model: str


@dataclass(frozen=True, eq=False)
class Failure(Case):
    """A call that ends with an error."""

    error: type[FinetunesError]
    words: str = "string"
    """The provider's words in it."""
