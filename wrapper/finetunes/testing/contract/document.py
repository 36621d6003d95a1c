"""A provider's document: which operation a request belongs to, and what the document says of it."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import SplitResult, unquote, urlsplit

import finetunes

from . import hashing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

JSONObject = dict[str, Any]

_PORTS = {"http": 80, "https": 443}
_VARIABLE = re.compile(r"\{([^}]*)\}")


_NOWHERE: tuple[None, dict[str, str]] = (None, {})


class Found(NamedTuple):
    """What a document has at an address."""

    operation: Operation | None
    """The operation, or None if there is none with this method and path."""
    values: Mapping[str, str]
    """The decoded values of the path's parameters."""
    methods: tuple[str, ...]
    """The methods that the path has; none where the path is not in the document."""


@dataclass(frozen=True)
class Operation:
    """One operation of a document, and the document it stands in."""

    document: Document
    path: str
    method: str

    @functools.cached_property
    def definition(self) -> JSONObject:
        """The operation object as the document has it."""
        return cast("JSONObject", self.document.content["paths"][self.path][self.method])

    @property
    def id(self) -> str:
        """The operation's name in the document; method and path where it has none."""
        return str(self.definition.get("operationId", f"{self.method.upper()} {self.path}"))

    @property
    def pointer(self) -> str:
        """Where the operation stands in the document, as a JSON pointer."""
        return f"/paths/{escape(self.path)}/{self.method}"

    @property
    def servers(self) -> list[JSONObject]:
        """The servers that answer the operation, the default one first."""
        item = self.document.content["paths"][self.path]
        found = self.definition.get("servers") or item.get("servers")
        return cast("list[JSONObject]", found or self.document.content.get("servers", []))

    @property
    def security(self) -> list[JSONObject]:
        """The schemes that the operation asks a key for, any of which is enough."""
        everywhere = self.document.content.get("security", [])
        return cast("list[JSONObject]", self.definition.get("security", everywhere))

    @functools.cached_property
    def parameters(self) -> dict[tuple[str, str], tuple[str, JSONObject]]:
        """Each parameter, and its JSON pointer, by where it is sent and its name.

        Names of headers are in lower case; what the operation says of a parameter counts more
        than what its path says.
        """
        item = f"/paths/{escape(self.path)}"
        found: dict[tuple[str, str], tuple[str, JSONObject]] = {}
        for part in (item, self.pointer):
            for number in range(len(self.document.at(part).get("parameters", []))):
                pointer, one = self.document.follow(f"{part}/parameters/{number}")
                name = one["name"].lower() if one["in"] == "header" else one["name"]
                found[one["in"], name] = pointer, one
        return found

    def response(self, status: int) -> tuple[str, JSONObject] | None:
        """Return what the document says of a status: itself, its range as ``4XX``, or any.

        Returns:
            The JSON pointer and the response object, or None if the status is not documented.
        """
        for name in (str(status), f"{status // 100}XX", f"{status // 100}xx", "default"):
            if name in self.definition["responses"]:
                return self.document.follow(f"{self.pointer}/responses/{name}")
        return None

    def sha256(self) -> str:
        """Hash the operation, all it refers to, and how it is reached, leaving out prose."""
        return hashing.sha256(self)

    @functools.cached_property
    def _segments(self) -> list[re.Pattern[str]]:
        return [_pattern(segment) for segment in self.path.split("/")[1:]]

    def values(self, segments: list[str]) -> dict[str, str] | None:
        """Return the values of the path's parameters, or None if the path is another one.

        Args:
            segments: The decoded parts of the path below the server's.
        """
        if len(segments) != len(self._segments):
            return None
        matches = [p.fullmatch(s) for p, s in zip(self._segments, segments, strict=True)]
        if not all(matches):
            return None
        names = _VARIABLE.findall(self.path)
        values = [value for found in matches if found for value in found.groups()]
        return dict(zip(names, values, strict=True))


@dataclass(frozen=True, eq=False)
class Document:
    """One provider's document: the strict one that its client was generated from."""

    provider: str
    content: JSONObject = field(repr=False)
    sha256: str = ""
    """Of the file, in hexadecimal digits."""

    @staticmethod
    @functools.cache
    def of(provider: str) -> Document:
        """Read a provider's document as the installed package carries it.

        Args:
            provider: The provider's name.

        Raises:
            ValueError: There is no such provider.
        """
        known = finetunes.providers()
        if provider not in known:
            raise ValueError(f"there is no provider {provider!a}; there are {', '.join(known)}")
        data = files(f"finetunes_openapi.{provider}").joinpath("openapi.json").read_bytes()
        return Document(provider, json.loads(data), hashlib.sha256(data).hexdigest())

    @functools.cached_property
    def operations(self) -> dict[str, Operation]:
        """All operations by operationId; fixed paths come before those with parameters."""
        found = (
            Operation(self, path, method)
            for path, item in sorted(self.content["paths"].items(), key=_parameters)
            for method in hashing.METHODS
            if method in item
        )
        return {operation.id: operation for operation in found}

    def operation_of(self, method: str, url: str, base_url: str | None = None) -> Operation:
        """Find the operation that a request belongs to.

        Args:
            method: The method, in any case.
            url: The whole address.
            base_url: What stands for the document's server.

        Raises:
            LookupError: If no server and path of the document fit the address.
        """
        if self.belongs(url, base_url) and (found := self.find(method, url, base_url).operation):
            return found
        raise LookupError(f"no operation of {self.provider} fits {method} {url}")

    def belongs(self, url: str, base_url: str | None = None) -> bool:
        """Say whether an address is at one of the document's hosts, or below the base URL.

        Raises:
            ValueError: The base URL is no address of HTTP; the message does not repeat it.
        """
        address = urlsplit(url)
        if base_url is not None and _below(address, _server(base_url)) is not None:
            return True
        return _host(address) in {_host(server) for server in self._servers}

    def find(self, method: str, url: str, base_url: str | None = None) -> Found:
        """Find what the document has at an address.

        Args:
            method: The method, in any case.
            url: The whole address.
            base_url: What stands for the document's server. Where it is not given and the host
                is none of the document's, the paths of its servers are looked for at that
                host, and then no path: a mock server may leave it out.
        """
        address = urlsplit(url)
        found: dict[str, tuple[Operation, dict[str, str]]] = {}
        for one in self.operations.values():
            for rest in self._rests(one, address, base_url):
                fits = one.values(rest)
                if fits is not None and all(o.path == one.path for o, _ in found.values()):
                    found.setdefault(one.method, (one, fits))
        methods = tuple(name.upper() for name in found)
        operation, values = found.get(method.lower(), _NOWHERE)
        return Found(operation, values, methods)

    def at(self, pointer: str) -> Any:
        """Return what a JSON pointer into the document names (RFC 6901)."""
        node: Any = self.content
        for part in pointer.split("/")[1:]:
            key = unquote(part).replace("~1", "/").replace("~0", "~")
            node = node[int(key) if type(node) is list else key]
        return node

    def follow(self, pointer: str) -> tuple[str, Any]:
        """Return what a JSON pointer names, and its own pointer, references followed."""
        node = self.at(pointer)
        # A schema may be `true`.
        while not isinstance(node, bool) and "$ref" in node:
            pointer = str(node["$ref"]).removeprefix("#")
            node = self.at(pointer)
        return pointer, node

    @functools.cached_property
    def _servers(self) -> list[SplitResult]:
        named = [*self.content.get("servers", [])]
        for operation in self.operations.values():
            named += operation.servers
        return [urlsplit(str(server["url"])) for server in named]

    def _rests(
        self, operation: Operation, address: SplitResult, base_url: str | None
    ) -> Iterator[list[str]]:
        """Yield the decoded path below each server that may answer the operation."""
        # One provider names another server at some operations; its clients, ours too, ask the
        # one server of their region for everything.
        servers = [*operation.servers, *self.content.get("servers", [])]
        bases = [urlsplit(str(server["url"])) for server in servers]
        if base_url is not None:
            bases.append(_server(base_url))
        elif _host(address) not in {_host(server) for server in self._servers}:
            here = address._replace(query="", fragment="")
            bases = [here._replace(path=base.path) for base in bases] + [here._replace(path="")]
        for base in bases:
            rest = _below(address, base)
            if rest is not None:
                yield rest


def _parameters(path: tuple[str, object]) -> int:
    return path[0].count("{")


def escape(key: str) -> str:
    """Return a key as it stands in a JSON pointer that is a fragment of an address."""
    return key.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


def _server(base_url: str) -> SplitResult:
    """Take a base URL apart; with one that leads nowhere everything would pass unchecked."""
    try:
        server = urlsplit(base_url)
        if server.scheme in _PORTS and server.hostname and server.port != 0:
            return server
    except ValueError:
        pass  # whose words would repeat it, and it may hold a password
    raise ValueError("a base URL is an address such as http://127.0.0.1:8000/v1")


def _host(address: SplitResult) -> tuple[str, int | None]:
    return address.hostname or "", address.port or _PORTS.get(address.scheme)


def _below(address: SplitResult, base: SplitResult) -> list[str] | None:
    """Return the decoded parts of the path below a base, or None if it is not below."""
    if _host(address) != _host(base):
        return None
    above = base.path.rstrip("/").split("/")
    parts = address.path.split("/")
    return [unquote(p) for p in parts[len(above) :]] if parts[: len(above)] == above else None


def _pattern(segment: str) -> re.Pattern[str]:
    """Return what one part of a path's template takes; a parameter is never empty."""
    parts = _VARIABLE.split(segment)  # text and names by turns
    return re.compile("(.+)".join(map(re.escape, parts[::2])), re.DOTALL)
