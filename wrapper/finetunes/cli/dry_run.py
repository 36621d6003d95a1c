"""What a command would send, found by sending it nowhere."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

import finetunes

from . import terminal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NoReturn

    from finetunes import Reference


@dataclass(frozen=True, slots=True)
class Preview:
    """One request that would be sent; the key is only named."""

    reference: str
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


def preview(
    operation: str, reference: Reference, *, base_url: str | None, timeout: float
) -> Preview:
    """Build the request with the real client, and catch it where it would leave.

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

    def catch(request: httpx.Request) -> NoReturn:
        caught.append(request)
        raise httpx.ConnectError("a dry run sends nothing", request=request)

    variable = finetunes.providers()[reference.provider].api_key_variables[0]
    client = finetunes.Client(
        reference.provider,
        api_key=f"<{variable}>",
        base_url=base_url,
        max_retries=0,
        transport=httpx.MockTransport(catch),
        timeout=timeout,
    )
    with client, suppress(finetunes.APIConnectionError):
        getattr(client, operation)(reference.id)
    (request,) = caught
    return Preview(
        reference=str(reference),
        operation=operation,
        method=request.method,
        url=str(request.url),
        headers=dict(request.headers),
        body=json.loads(request.content) if request.content else None,
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
