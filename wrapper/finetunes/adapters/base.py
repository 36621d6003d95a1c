"""What the adapters have in common, and the shape of each operation.

An adapter knows one provider: how a request is built with the generated code, and what the
provider's answer means in this library's words. It has a method for each operation that the
provider's API has, and no method for one it has not: support is never a flag beside it, and
nothing is emulated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, TypeVar

from ..calls import printable
from ..errors import BY_STATUS, APIStatusError, ConfigurationError
from ..exchange.flow import Send
from ..outcomes import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..calls import Answer
    from ..exchange.addresses import Address
    from ..exchange.flow import Flow
    from ..models import Result

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

OPERATIONS = ("cancel", "delete")
"""The operations of the common interface."""


class Provider(NamedTuple):
    """What a client of one provider can do, and where it looks for key and address."""

    name: str
    title: str
    operations: tuple[str, ...]
    api_key_variables: tuple[str, ...]
    """Environment variables, in the order they are looked at."""
    base_url_variable: str
    base_url: str
    """The address that is used unless another is given."""
    regions: tuple[str, ...]


class Cancels(Protocol[T_co]):
    """An adapter whose provider can cancel a job."""

    def cancel(self, id: str) -> Flow[Result[T_co]]:
        """Ask the provider to stop a job."""
        ...


class Deletes(Protocol[T_co]):
    """An adapter whose provider can delete a fine-tune."""

    def delete(self, id: str) -> Flow[Result[T_co]]:
        """Delete a fine-tune for good."""
        ...


class Generates(Protocol[T_co]):
    """An adapter that makes its provider's generated client."""

    def generated(self) -> T_co:
        """Make the generated client; the wrapper gives it transport and key."""
        ...


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

    def __init__(self, address: Address, max_retries: int, region: str | None = None) -> None:
        self.address = address
        self.max_retries = max_retries
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
        )

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

    def hint(self, refusal: type[APIStatusError]) -> str | None:
        """Say what a caller can do about a refusal."""
        if refusal in {BY_STATUS[401], BY_STATUS[403]}:
            return f"check {self.api_key_variables[0]} and what it may do"
        elsewhere = str(self.address) != self.base_url
        return f"asked at {self.address}" if elsewhere and refusal is BY_STATUS[404] else None

    def error_class(self, status_code: int, message: str) -> type[APIStatusError]:
        """Choose the error class of a refusal; `message` is the provider's."""
        del message
        return BY_STATUS.get(status_code, APIStatusError)

    def deleted(
        self, answer: Answer, decode: Callable[[dict[str, Any]], T], word: str | None = None
    ) -> Result[T]:
        """Make the result of a delete that the provider confirms."""
        if answer.reply.status_code == 202:
            answer.refuse("202 Accepted: taken, but not said to be done")
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

        if answer.body.get("error") is not None:
            answer.refuse("the status is a success, the body is an error")
        raw: T | None = None
        undecoded: str | None = None
        try:
            raw = decode(answer.body)
        except Exception as error:  # noqa: BLE001 - generated code raises what a body provokes
            undecoded = printable(f"{type(error).__name__}: {error}")
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


def send(kwargs: dict[str, Any]) -> Send:
    """Turn what a generated operation wants to send into a step."""
    return Send(**{**kwargs, "method": kwargs["method"].upper()})
