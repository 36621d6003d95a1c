"""What a command would send, found by sending it nowhere."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import httpx

import finetunes

from . import documents, terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from finetunes import Reference

    from . import request_body


@dataclass(frozen=True, slots=True)
class Preview:
    """One request that would be sent; the key is only named, and secrets are left out."""

    reference: str
    """The item, or the provider where there is no item yet."""
    operation: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: Any

    def document(self) -> dict[str, Any]:
        """Return the request as it stands in the JSON document."""
        return {
            "ref": self.reference,
            "operation": self.operation,
            "method": self.method,
            "url": self.url,
            "headers": dict(self.headers),
            "body": self.body,
        }

    def lines(self) -> list[str]:
        """Return the request as text."""
        headers = [f"{name}: {value}" for name, value in self.headers.items()]
        body = [] if self.body is None else ["", json.dumps(self.body)]
        return [
            f"# {self.operation} {self.reference}",
            f"{self.method} {self.url}",
            *headers,
            *body,
        ]


def client(
    provider: str, caught: list[httpx.Request], *, base_url: str | None, timeout: float
) -> finetunes.Client[Any]:
    """Make a client that reaches nobody and needs no key.

    Args:
        provider: The provider's name.
        caught: Takes every request that would have been sent.
        base_url: As for `finetunes.Client`.
        timeout: Seconds, as for `finetunes.Client`.

    Returns:
        The client; each of its calls that sends something ends in `APIConnectionError`.

    Raises:
        ConfigurationError: As for `finetunes.Client`.
    """

    def catch(request: httpx.Request) -> NoReturn:
        caught.append(request)
        raise httpx.ConnectError("a dry run sends nothing", request=request)

    known = finetunes.providers().get(provider)
    return finetunes.Client(
        provider,
        api_key=f"<{known.api_key_variables[0]}>" if known else None,
        base_url=base_url,
        max_retries=0,
        transport=httpx.MockTransport(catch),
        timeout=timeout,
    )


def preview(
    operation: str, reference: Reference, *, base_url: str | None, timeout: float
) -> Preview:
    """Build the request about an item with the real client, and catch it where it would leave.

    Args:
        operation: ``"cancel"`` or ``"delete"``.
        reference: The item.
        base_url: As for `finetunes.Client`.
        timeout: Seconds, as for `finetunes.Client`.

    Returns:
        The request.

    Raises:
        FinetunesError: The request cannot be built.
    """
    caught: list[httpx.Request] = []
    nowhere = client(reference.provider, caught, base_url=base_url, timeout=timeout)
    return _catch(
        operation,
        str(reference),
        nowhere,
        caught,
        lambda: getattr(nowhere, operation)(reference.id),
    )


def create(
    provider: str, body: request_body.Body, *, base_url: str | None, timeout: float
) -> Preview:
    """Build the request that would create a fine-tune, and catch it where it would leave.

    Args:
        provider: The provider's name.
        body: The provider's own request body; it is opened only for the call, so that no frame
            holds its secrets.
        base_url: As for `finetunes.Client`.
        timeout: Seconds, as for `finetunes.Client`.

    Returns:
        The request; secrets of the body read ``<secret>``.

    Raises:
        FinetunesError: The request cannot be built, for example because of an unknown name.
    """
    caught: list[httpx.Request] = []
    nowhere = client(provider, caught, base_url=base_url, timeout=timeout)
    return _catch("create", provider, nowhere, caught, lambda: nowhere.create(**body.open()))


def _catch(
    operation: str,
    reference: str,
    nowhere: finetunes.Client[Any],
    caught: Sequence[httpx.Request],
    act: Callable[[], object],
) -> Preview:
    with nowhere, suppress(finetunes.APIConnectionError):
        act()
    (request,) = caught
    body = json.loads(request.content) if request.content else None
    return Preview(
        reference=reference,
        operation=operation,
        method=request.method,
        url=str(request.url),
        headers=dict(request.headers),
        body=documents.hide_secrets(body, finetunes.providers()[nowhere.provider].secrets),
    )


def show(previews: Sequence[Preview], *, as_json: bool) -> None:
    """Print the requests that would be sent."""
    if as_json:
        requests = [preview.document() for preview in previews]
        terminal.print_json({"schema": 1, "dry_run": True, "requests": requests})
        return
    terminal.print_text(
        "\n\n".join("\n".join(map(terminal.escape, preview.lines())) for preview in previews)
    )
    terminal.say("finetunes: dry run; nothing was sent")
