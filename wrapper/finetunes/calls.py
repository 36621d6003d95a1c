"""One call of an operation: when it is sent again, and what each of its ends means.

A destructive request is sent again only if the connection was never made, or after 429,
because only then is it certain that nothing happened. Whether a call is destructive is
said by the operation, not read off the HTTP method: one provider deletes with POST.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, NoReturn, Protocol, cast
from urllib.parse import urlsplit

from .errors import (
    APIConnectionError,
    APITimeoutError,
    FinetunesError,
    NotFoundError,
    OutcomeUnknownError,
    UndecodableResponseError,
)
from .exchange.flow import Flow, Pause, Send
from .exchange.replies import Lost, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .errors import APIStatusError

LONGEST_RETRY_AFTER = 60.0
"""Seconds; a provider that asks for more is answered with an error the caller can plan by."""


class Answering(Protocol):
    """What a call has to know of its provider; the adapters know it."""

    name: str
    max_retries: int
    regions: ClassVar[Mapping[str, str]]

    def hint(self, kind: type[Exception], id: str | None) -> str | None:
        """Say what a caller can do about a refusal, or about a reply that never came."""

    def error_class(self, status_code: int, message: str) -> type[APIStatusError]:
        """Choose the error class of a refusal; `message` is the provider's."""
        ...

    def is_own_error(self, body: Any) -> bool:
        """Say whether the body of a refusal is of the provider's making, and not a proxy's."""
        ...

    def guard(self, call: Call, send: Send) -> Flow[None]:
        """Stop a call that a policy forbids, before it is sent."""
        ...


class Call(NamedTuple):
    """What is being done, to which item, at which provider."""

    adapter: Answering
    operation: str
    id: str | None = None
    destructive: bool = True

    def error(
        self, kind: type[FinetunesError], words: str, reply: Reply | None = None, **known: Any
    ) -> FinetunesError:
        """Make an error that says which call it is about and what the reply said."""
        if reply is not None:
            known |= {"status_code": reply.status_code, "body": reply.body}
            known |= {"request_id": reply.request_id, "retry_after": reply.retry_after}
            words += f" (request {printable(reply.request_id)})" if reply.request_id else ""
        name = self.adapter.name
        item = f"{name}:{printable(self.id)}" if self.id else name
        known |= {"provider": name, "operation": self.operation, "id": self.id}
        return kind(f"{item}: {self.operation}: {words}", **known)

    def unclear(self, reason: str, end: Reply | Lost) -> FinetunesError:
        """Make the error for an end that does not tell what happened."""
        reply = end if isinstance(end, Reply) else None
        if not self.destructive:
            return self.error(UndecodableResponseError, reason, reply)
        item = (
            "the item" if self.id else f"whether one was created about {end.sent_at:%H:%M:%S} UTC,"
        )
        next_step = f"look at {item} at the provider before you send {self.operation} again"
        words = f"it may or may not have happened: {reason}; {next_step}"
        return self.error(
            OutcomeUnknownError,
            words,
            reply,
            reason=reason,
            sent_at=end.sent_at,
            next_step=next_step,
        )


class Answer(NamedTuple):
    """A 2xx with a JSON object."""

    call: Call
    reply: Reply
    body: dict[str, Any]

    def text(self, name: str) -> str | None:
        """Return a field if it is a string."""
        value = self.body.get(name)
        return value if isinstance(value, str) else None

    def inside(self, name: str) -> Answer:
        """Return the answer that an object inside is."""
        body = self.body.get(name)
        if not isinstance(body, dict):
            self.refuse(f"the answer has no object in {name!r}")
        return self._replace(body=cast("dict[str, Any]", body))

    def check_echo(self, name: str) -> None:
        """Refuse an answer that names another item in this field; it may name none."""
        echoed = self.body.get(name)
        if echoed is not None and str(echoed) != self.call.id:
            self.refuse(f"the answer is about another id: {ascii(echoed)[:80]}")

    def check_names(self, name: str) -> None:
        """Refuse an answer that names nothing at all in this field."""
        if self.text(name) is None:
            self.refuse(f"the answer has no {name!r}")

    def refuse(self, reason: str) -> NoReturn:
        """Raise, because this is not the provider's answer to the question.

        Raises:
            OutcomeUnknownError: The call is destructive.
            UndecodableResponseError: It is not; nothing changed.
        """
        raise self.call.unclear(reason, self.reply)


def ask(call: Call, send: Send) -> Flow[Answer]:
    """Send one request, again where that is safe, and return the provider's answer.

    Args:
        call: What the request is for.
        send: The request.

    Returns:
        The answer: status 2xx and a JSON object.

    Raises:
        APIStatusError: The provider refused; the subclass follows the status.
        OutcomeUnknownError: The request is destructive and may have been carried out.
        APIConnectionError: No connection, or no reply to a read.
        UndecodableResponseError: A read was answered with something else than a JSON object.
    """
    reply = yield from deliver(call, send)
    body = reply.body if call.destructive else reply.lenient_body
    if not isinstance(body, dict):
        kind = "no JSON object" if reply.is_json else "no JSON"
        found = f"{kind}: {printable(reply.text)}" if reply.content else "empty"
        raise call.unclear(
            f"{_status(reply)}, but {reply.problem or f'the body is {found}'}", reply
        )
    return Answer(call, reply, cast("dict[str, Any]", body))


def deliver(call: Call, send: Send) -> Flow[Reply]:
    """Send one request, again where that is safe, and return a reply with status 2xx.

    Args:
        call: What the request is for.
        send: The request.

    Returns:
        The reply, whatever its body.

    Raises:
        PolicyError: A policy forbids the call; every request that changes something comes by here.
        FinetunesError: As `ask`, but for the body.
    """
    if call.destructive:
        yield from call.adapter.guard(call, send)
    end = yield from _repeat(call, send)
    if isinstance(end, Lost):
        raise _no_reply(call, send, end)
    if end.is_success:
        return end
    words = find_message(end)
    if call.destructive and _is_fault(end):
        raise call.unclear(f"{_status(end)}: {words}", end)
    refusal = call.adapter.error_class(end.status_code, words)
    hints = [call.adapter.hint(refusal, call.id)]
    if 300 <= end.status_code < 400:
        hints = ["redirects are not followed; check the base URL"]
    known = dict[str, Any]()
    if refusal is NotFoundError:
        own = call.adapter.is_own_error(end.body)
        known["certain"] = own and not call.adapter.regions  # another one would answer alike
        if call.id and not own:
            hints.insert(0, "it is not in the provider's own form, so it proves nothing")
    text = "; ".join(filter(None, [f"{_status(end)}: {words}", *hints]))
    error = call.error(refusal, text, end, **known)
    error.message = words
    raise error


def _no_reply(call: Call, send: Send, end: Lost) -> FinetunesError:
    """Make the error for a request that got no reply."""
    reason = printable(end.reason)
    if end.sent and call.destructive:
        return call.unclear(reason, end)
    unchanged = "; nothing was changed" if call.destructive else ""
    kind = APITimeoutError if end.timed_out else APIConnectionError
    hint = call.adapter.hint(kind, call.id)
    if send.public:  # the address of the provider has nothing to do with it
        hint = f"asked at {printable(urlsplit(send.url).hostname or '')}; try again"
    return call.error(kind, f"{reason}{unchanged}; {hint}")


def _repeat(call: Call, send: Send) -> Flow[Reply | Lost]:
    end: Reply | Lost = yield send
    for attempt in range(call.adapter.max_retries):
        delay = _delay(end, attempt, destructive=call.destructive)
        if delay is None or not (yield Pause(delay)):
            break
        end = yield send
    return end


def _is_fault(reply: Reply) -> bool:
    # 499 is in no RFC: proxies use it for a client that went away while they waited.
    return reply.status_code in {408, 499} or reply.status_code >= 500


def _delay(end: Reply | Lost, attempt: int, *, destructive: bool) -> float | None:
    """Say how many seconds to wait before sending again, or None for never."""
    asked = None
    if isinstance(end, Lost):
        again = not end.timed_out and not (end.sent and destructive)
    else:
        again = end.status_code == 429 or (_is_fault(end) and not destructive)
        asked = end.retry_after if again else None
    if not again or (asked is not None and asked > LONGEST_RETRY_AFTER):
        return None
    import random  # a call that is answered does without

    spread = random.uniform(1.0, 1.25)  # noqa: S311 - spreads load, guards nothing
    return (asked if asked is not None else 0.5 * 2 ** min(attempt, 4)) * spread


def _status(reply: Reply) -> str:
    from http import HTTPStatus  # only an error tells the words of a status

    try:
        return f"{reply.status_code} {HTTPStatus(reply.status_code).phrase}"
    except ValueError:  # 520 to 530, 599 and the like are real, and in no registry
        return str(reply.status_code)


def find_message(reply: Reply) -> str:
    """Find the provider's words in an error body, in any of the shapes the documents declare.

    Args:
        reply: The reply.

    Returns:
        One printable line; the shortened text of the body where no shape fits.
    """
    match None if reply.problem else reply.body:
        case {"error": {"message": str(words)}} | {"message": str(words)} | {"detail": str(words)}:
            pass
        case {"error": str(words)}:
            pass
        case {"detail": [{"msg": str()}, *_] as items}:
            words = "; ".join(_validation_message(item) for item in items[:5])
        case _:
            words = reply.problem or reply.text or "no body"
    return printable(words) or "no words"


def _validation_message(item: Any) -> str:
    match item:
        case {"loc": [*place], "msg": str(words)}:
            return f"{'.'.join(map(str, place))}: {words}"
        case _:
            return str(item)


def printable(text: str, longest: int = 200) -> str:
    """Make one short printable line of foreign text.

    Args:
        text: Anything a server sent.
        longest: Characters to keep.

    Returns:
        The text without line breaks, control characters or surrogates, shortened.
    """
    line = " ".join(text[: longest * 4].split())
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)
    return safe if len(safe) <= longest else f"{safe[:longest]}…"
