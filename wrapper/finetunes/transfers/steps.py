"""Requests that a server may lead elsewhere, and local work, as steps of a flow."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from ..calls import deliver, printable
from ..errors import APIConnectionError, InternalServerError, RateLimitError, TransferError
from ..exchange.addresses import may_go, origin
from ..exchange.flow import Work
from ..exchange.replies import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from ..calls import Call
    from ..errors import FinetunesError
    from ..exchange.addresses import Address
    from ..exchange.flow import Flow, Send

T = TypeVar("T")

REDIRECTS = frozenset({302, 303, 307, 308})
"""Statuses that name another place for the same thing (RFC 9110, section 15.4)."""

_MOST_REDIRECTS = 5
_RANGE_REFUSED = 416
# What an object store refuses is no matter of the key, about which `deliver` would speak.
_ELSEWHERE = frozenset(range(300, 500)) - {408, 429}


def local(function: Callable[[], T]) -> Flow[T]:
    """Let the channel do local work, and raise here what it raises."""
    end: T | Exception = yield Work(partial(_outcome, function))
    if isinstance(end, Exception):
        raise end
    return end


def _outcome(function: Callable[[], Any]) -> Any:
    try:
        return function()
    except Exception as error:  # noqa: BLE001 - handed over to the flow, which raises it
        return error


def expect(call: Call, send: Send, also: Container[int] = _ELSEWHERE) -> Flow[Reply]:
    """Deliver a request, and hand back replies with these statuses like a success.

    Args:
        call: What the request is for.
        send: The request.
        also: The statuses; by default every refusal that sending again cannot mend.

    Returns:
        The reply.

    Raises:
        FinetunesError: As `deliver`, for what is not in `also`.
    """
    steps = deliver(call, send)
    answer: Any = None
    while True:
        try:
            step = steps.send(answer)
        except StopIteration as done:
            reply: Reply = done.value
            return reply
        answer = yield step
        if isinstance(answer, Reply) and answer.status_code in also:
            return answer


def fetch(call: Call, send: Send, own: Address) -> Flow[Reply]:
    """Send a GET, and follow where its replies lead.

    Args:
        call: What the request is for.
        send: The request.
        own: The address that may see the key.

    Returns:
        A reply with status 2xx or 416.

    Raises:
        TransferError: The redirects do not end, lead where no request goes, or to a refusal.
        FinetunesError: As `deliver`.
    """
    for _ in range(_MOST_REDIRECTS + 1):
        also = _ELSEWHERE if send.public else REDIRECTS | {_RANGE_REFUSED}
        reply = yield from expect(call, send, also)
        if reply.is_success or reply.status_code == _RANGE_REFUSED:
            return reply
        if reply.status_code not in REDIRECTS:
            raise refused(call, send, reply)
        send = redirected(call, send, reply, own)
    raise call.error(TransferError, f"more than {_MOST_REDIRECTS} redirects; try again later")


def redirected(call: Call, send: Send, reply: Reply, own: Address) -> Send:
    """Send the same where a reply says, with the key only within its own origin.

    Args:
        call: What the request is for.
        send: The request that was redirected.
        reply: The redirect.
        own: The address that may see the key.

    Returns:
        The request; once it has left the origin it stays without the key.

    Raises:
        TransferError: The redirect names no URL, or one that is not https. Plain http is
            followed from one address of this machine to another only.
    """
    here = httpx.URL(send.url if send.url.startswith("http") else f"{own}{send.url}")
    url, place = here, reply.header("location")
    try:
        url = here.join(place or "").copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError):
        place = None
    if not place or not url.host or "%" in url.host or url.userinfo:
        raise call.error(TransferError, "the provider redirects to no usable URL")
    there = origin(url)
    public = send.public or there != own._replace(path="")
    if public and not may_go(own, there):
        words = f"the provider redirects to {printable(there.host)} without https"
        raise call.error(TransferError, f"{words}; nothing was sent there")
    return send._replace(url=str(url), params=None, public=public)


def refused(call: Call, send: Send, reply: Reply) -> FinetunesError:
    """Make the error for a refusal by a place that the provider named.

    Args:
        call: What the request was for.
        send: The request; its query may be a signature, so only the host is named.
        reply: The refusal, whose words are not the provider's and stay out of the message.

    Returns:
        The error.
    """
    status = reply.status_code
    phrase = f" {HTTPStatus(status).phrase}" if status in list(HTTPStatus) else ""
    words = f"{printable(httpx.URL(send.url).host)}, where the provider leads, answered"
    words = f"{words} {status}{phrase}; run the same command again"
    # A new run is led to a new address.
    return call.error(TransferError, words, status_code=status, passing=True)


def broken(error: FinetunesError, left: str) -> TransferError:
    """Turn an error into one that also says what is left of a transfer."""
    known = {name: value for name, value in vars(error).items() if name != "message"}
    known["passing"] = isinstance(error, APIConnectionError | InternalServerError | RateLimitError)
    return TransferError(f"{error}; {left}", **known)
