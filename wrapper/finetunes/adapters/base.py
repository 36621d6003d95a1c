"""What the adapters have in common, and the shape of each operation.

An adapter knows one provider: how a request is built with the generated code, and what the
provider's answer means in this library's words. It has a method for each operation that the
provider's API has, and no method for one it has not: support is never a flag beside it, and
nothing is emulated.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

from ..calls import Call, ask
from ..errors import BY_STATUS, APIStatusError, ConfigurationError, InvalidRequestError
from ..exchange.auth import Sealed
from ..exchange.flow import LISTING_LIMIT, Send
from ..ids import check_id
from ..outcomes import Outcome, Status
from ..policy import Policy, guard
from ..verify import GONE, Found
from . import ADAPTERS, Provider, Retirement, read_about
from .reading import Fields, Page, decoded, no_such_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..calls import Answer
    from ..exchange.addresses import Address
    from ..exchange.flow import Flow
    from ..models import FineTune, Result

T = TypeVar("T")
_FAILURE = re.compile(r"fail|error|denied|unable|cannot|n't|\bnot[ _]", re.IGNORECASE)

OPERATIONS = (
    "create", "retrieve", "list", "wait", "cancel", "delete",
    "list_events", "list_checkpoints", "list_metrics", "download", "upload",
)  # fmt: skip
"""The operations of the common interface."""


class File(NamedTuple):
    """A file that a provider hands out."""

    send: Send
    """The request that fetches it."""
    name: str
    """What to call it where the caller names only a folder."""


class Adapter:
    """Base of the adapters; lives as long as its client."""

    name: str
    title: ClassVar[str]
    api_key_variables: ClassVar[tuple[str, ...]]
    base_url_variable: ClassVar[str]
    base_url: ClassVar[str]
    regions: ClassVar[Mapping[str, str]] = {}
    """Base URL by region, where an item lives in one region only."""
    auth_header: ClassVar[str] = "authorization"
    auth_prefix: ClassVar[str] = "Bearer "
    missing: ClassVar[Found] = GONE
    """What it means that an item is not found after a delete whose answer was lost."""
    collection: ClassVar[str] = ""
    """The part of a path after which the id of a fine-tune stands."""
    collection_actions: ClassVar[frozenset[str]] = frozenset()
    """What else may stand there: questions that are sent with POST, and change nothing."""

    def __init__(
        self,
        address: Address,
        max_retries: int,
        region: str | None = None,
        policies: tuple[Policy, ...] = (),
    ) -> None:
        self.address = address
        self.max_retries = max_retries
        self.policies = policies
        by_url = {url: name for name, url in self.regions.items()}
        self.region = region or by_url.get(str(address))

    @classmethod
    def describe(cls) -> Provider:
        """Describe the provider."""
        return Provider(
            name=cls.name,
            title=cls.title,
            operations=tuple(name for name in OPERATIONS if hasattr(cls, name)),
            api_key_variables=cls.api_key_variables,
            base_url_variable=cls.base_url_variable,
            base_url=cls.base_url,
            regions=tuple(cls.regions),
            retired=read_about(cls.name).retired,
            secrets=read_about(cls.name).secrets,
        )

    @classmethod
    def retirement(cls, operation: str) -> Retirement | None:
        """Return what is known of an operation's end, or None where it is in service."""
        ended = (entry for entry in read_about(cls.name).retired)
        return next((entry for entry in ended if entry.operation in {"all", operation}), None)

    @classmethod
    def check_id(cls, id: object) -> str:
        """Return the id if it can be sent; raises InvalidIDError."""
        return check_id(id, provider=cls.name, providers=ADAPTERS)

    @classmethod
    def region_url(cls, region: str) -> str:
        """Return the address of a region, or raise ConfigurationError."""
        if region not in cls.regions:
            known = ", ".join(cls.regions) or "none"
            raise ConfigurationError(
                f"{cls.name}: there is no region {ascii(region)[:80]}; there are: {known}"
            )
        return cls.regions[region]

    @classmethod
    def base_path(cls, path: str) -> str:
        """Return the path of a base URL as this provider's requests need it."""
        return path

    def target(self, send: Send) -> str | None:
        """Return the id of the fine-tune a request changes; empty where nobody can tell which."""
        after = self._after_collection(send.url)
        return after[0] if after and after[0] not in self.collection_actions else None

    def only_reads(self, method: str, url: str) -> bool:
        """Say whether a request changes nothing, which its method alone does not tell."""
        after = self._after_collection(url)
        asks = method == "POST" and len(after) == 1 and after[0] in self.collection_actions
        return asks or method in {"GET", "HEAD", "OPTIONS"}

    def _after_collection(self, url: str) -> list[str]:
        parts = [unquote(part) for part in urlsplit(url).path.split("/") if part]
        if not {".", ".."}.isdisjoint(parts):
            return [""]  # a server may take these for another address
        names = [part.lower() for part in parts]
        return parts[names.index(self.collection) + 1 :] if self.collection in names else []

    def guard(self, call: Call, send: Send) -> Flow[None]:
        """Stop a call that a policy forbids, before it is sent."""
        id = call.id or self.target(send)
        return guard(self.policies, call, id, lambda: self.look(id or ""))

    def look(self, id: str) -> Flow[FineTune[Any]]:
        """Read a fine-tune, as surely as the provider allows, for a rule or after a lost answer."""
        reader: Any = self  # who can delete can also retrieve; a test says so
        flow: Flow[FineTune[Any]] = reader.retrieve(id)
        return flow

    def hint(self, kind: type[Exception], id: str | None) -> str | None:
        """Say what a caller can do about a refusal, or about a reply that never came."""
        if kind in {BY_STATUS[401], BY_STATUS[403]}:
            return f"check {self.api_key_variables[0]} and what it may do"
        asked = f"asked at {self.address}; check {self.base_url_variable}"
        if not issubclass(kind, APIStatusError):
            return f"{asked} and the network"
        if kind is not BY_STATUS[404]:
            return None
        if str(self.address) == self.base_url:
            return "check the id" if id else None
        return f"{asked} and the id" if id else asked

    def error_class(self, status_code: int, message: str) -> type[APIStatusError]:
        """Choose the error class of a refusal; `message` is the provider's."""
        del message
        return BY_STATUS.get(status_code, APIStatusError)

    def is_own_error(self, body: Any) -> bool:
        """Say whether the body of a refusal is of the provider's making, and not a proxy's."""
        return Fields(body).text("message") is not None

    def deleted(
        self,
        answer: Answer,
        decode: Callable[[dict[str, Any]], T],
        word: str | None = None,
        advice: str = "",
    ) -> Result[T]:
        """Make the result of a delete, unless the answer's own words speak against it."""
        if answer.reply.status_code == 202:
            answer.refuse("202 Accepted: taken, but not said to be done")
        says = word or (answer.text("message") or "").replace(answer.call.id or "", "")
        if _FAILURE.search(says):
            answer.refuse(f"the answer says {says[:80]!a}{advice}")
        return self.result(answer, decode, Outcome.DELETED, True, Status.DELETED, word)

    def result(
        self,
        answer: Answer,
        decode: Callable[[dict[str, Any]], T],
        outcome: Outcome,
        changed: bool | None,
        status: Status,
        word: str | None,
    ) -> Result[T]:
        """Put a result together; decoding into the typed model comes last and may fail."""
        from ..models import Result

        _refuse_error(answer)
        raw, undecoded = decoded(decode, answer.body)
        return Result(
            provider=self.name,
            operation=answer.call.operation,
            id=answer.call.id or "",
            outcome=outcome,
            changed=changed,
            status=status,
            provider_status=word,
            message=answer.text("message"),
            request_id=answer.reply.request_id,
            body=answer.body,
            raw=raw,
            undecoded=undecoded,
        )

    def read(self, decode: Callable[[dict[str, Any]], Any], body: Any) -> dict[str, Any]:
        """Return the fields that every object of a read has; decoding may fail."""
        raw, undecoded = decoded(decode, body)
        return {"provider": self.name, "body": body, "raw": raw, "undecoded": undecoded}

    def page(
        self,
        call: Call,
        kwargs: dict[str, Any],
        make: Callable[[Any], T],
        items: str,
        *,
        optional: bool = False,
        next_page: str | None = None,
    ) -> Flow[Page[T]]:
        """Read one page of a listing.

        Args:
            call: What is listed.
            kwargs: What the generated operation wants to send.
            make: Makes the object of one item.
            items: The field that holds the items.
            optional: Whether the document lets the field be left out where there are none.
            next_page: The field that holds the token of the next page.
        """
        answer = yield from ask(call, send({**kwargs, "limit": LISTING_LIMIT}))
        found = Fields(answer.body).list(items)
        if found is None and not (optional and answer.body.get(items) is None):
            answer.refuse(f"the answer has no list in {items!r}")
        token = answer.body.get(next_page) if next_page else None
        if not isinstance(token, str | None):
            answer.refuse(f"{next_page!r}, the token of the next page, is no text")
        return Page(map(make, found or ()), token or None)

    def sealed(self, body: dict[str, Any]) -> Sealed:
        """Take a request body over, with what is secret in it."""
        return Sealed(body, read_about(self.name).secrets)


BLANK: Any = SimpleNamespace(to_dict=dict[str, Any])
"""Stands in for a request body where only the rest of the request is wanted."""


def post(call: Call, kwargs: dict[str, Any], body: Sealed, shape: Any) -> Flow[Answer]:
    """Send a body that is checked against its shape first.

    Args:
        call: What the request is for; it is not sent again where it may have been carried out.
        kwargs: What the generated operation wants to send, made with `BLANK`.
        body: The request body.
        shape: The generated TypedDict of it.

    Raises:
        InvalidRequestError: A name is missing or unknown, a secret is no text, or a value no JSON.
    """
    names = shape.__required_keys__ | shape.__optional_keys__
    problems = [f"{name} is missing" for name in sorted(shape.__required_keys__ - body.names)]
    problems += [no_such_name(name, names) for name in sorted(body.names - names)]
    problems += [f"{name} must be text; put it in quotes" for name in body.no_texts]
    if not problems and body.content() is None:
        problems = ["a value is no JSON"]
    if problems:
        raise call.error(InvalidRequestError, f"{'; '.join(problems)}; nothing was sent")
    # Without headers: the body brings its type with it, and two of the same name would be sent.
    answer = yield from ask(call, send(kwargs)._replace(json=None, headers=None, body=body))
    _refuse_error(answer)
    return answer


def _refuse_error(answer: Answer) -> None:
    says = answer.body.get
    if says("error") is not None or says("errors") or says("success") is False:
        answer.refuse("the status is a success, the body is an error")


def send(kwargs: dict[str, Any]) -> Send:
    """Turn what a generated operation wants to send into a step."""
    known = {**kwargs, "method": kwargs["method"].upper()}
    return Send(**{name: value for name, value in known.items() if name in Send._fields})
