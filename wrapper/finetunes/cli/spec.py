"""``spec``: what the clients were made from, and what the documents say of an operation."""

from __future__ import annotations

import hashlib
import json
import pkgutil
import re
from typing import TYPE_CHECKING, Any

import finetunes

from . import spec_tables, terminal
from .exits import ExitCode
from .spec_tables import Documented

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def status(providers: Sequence[str], *, as_json: bool) -> ExitCode:
    """Print what each client was made from: pages, dates, hashes, corrections and tools.

    Args:
        providers: Names; every provider where there is none.
        as_json: Print the receipts as one JSON document.

    Returns:
        1 if a document is not the one of its receipt, 2 if there is no such provider, else 0.
    """
    if not _all_known(providers):
        return ExitCode.USAGE
    receipts: dict[str, Any] = {}
    changed: list[str] = []
    for name in providers or finetunes.providers():
        receipts[name] = json.loads(_data(name, "receipt.json"))
        found = hashlib.sha256(_data(name, "openapi.json")).hexdigest()
        if found != receipts[name]["document"]["sha256"]:
            changed.append(name)
    if as_json:
        made = [{**receipt, "intact": name not in changed} for name, receipt in receipts.items()]
        terminal.print_json({"schema": 1, "receipts": made})
    else:
        rows = [row for name in receipts for row in spec_tables.receipt(name, receipts[name])]
        columns = ("provider", "what", "from", "date", "sha256")
        terminal.print_table(columns, rows, dispensable=("from",))
    for name in changed:
        terminal.say(
            f"finetunes: {name}: the document is not the one that the client was made from;"
            " install the package again"
        )
    return ExitCode.OTHER if changed else ExitCode.OK


def show(words: str, provider: str | None, *, as_json: bool) -> ExitCode:
    """Print what the documents say of an operation, in their own words.

    Args:
        words: An `operationId`, method and path, a path, or a part of one of them.
        provider: The one whose document is read; all of them by default.
        as_json: Print the operations as one JSON document.

    Returns:
        0, or 2 if there is no such operation or provider.
    """
    chosen = [] if provider is None else [provider]
    if not _all_known(chosen):
        return ExitCode.USAGE
    documents = {
        name: json.loads(_data(name, "openapi.json")) for name in chosen or finetunes.providers()
    }
    everything = [one for name, made in documents.items() for one in _operations(name, made)]
    found = _matching(words, everything)
    if not found:
        known = ", ".join(f"{one.provider} {one.name}" for one in everything)
        terminal.say(
            f"finetunes: no document has an operation {ascii(words)[:80]};"
            f" there are {terminal.escape(known)}"
        )
        return ExitCode.USAGE
    if as_json:
        keys = ("provider", "method", "path", "operation")
        made = [dict(zip(keys, one, strict=True)) for one in found]
        terminal.print_json({"schema": 1, "operations": made})
        return ExitCode.OK
    for number, one in enumerate(found):
        if number:
            terminal.print_text("")
        spec_tables.show(one, documents[one.provider])
    return ExitCode.OK


def _all_known(providers: Sequence[str]) -> bool:
    known = finetunes.providers()
    unknown = [name for name in providers if name not in known]
    for name in unknown:
        terminal.say(
            f"finetunes: there is no provider {ascii(name)[:80]}; there are {', '.join(known)}"
        )
    return not unknown


def _data(provider: str, file: str) -> bytes:
    # Every package of a provider that is known has these: the pipeline writes them together.
    return pkgutil.get_data(f"finetunes_openapi.{provider}", file) or b""


def _operations(provider: str, document: Any) -> Iterator[Documented]:
    """Yield the operations of a document, references of their parts resolved."""
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                made = dict(item[method])
                parameters = [*item.get("parameters", ()), *made.get("parameters", ())]
                made["parameters"] = [spec_tables.resolve(document, one) for one in parameters]
                if "requestBody" in made:
                    made["requestBody"] = spec_tables.resolve(document, made["requestBody"])
                made["responses"] = {
                    status: spec_tables.resolve(document, one)
                    for status, one in made["responses"].items()
                }
                yield Documented(provider, method.upper(), path, made)


def _matching(words: str, operations: Sequence[Documented]) -> list[Documented]:
    """Return the operations that are called so, or else those whose name or path has the words."""
    wanted = _plain(words)
    exact = [one for one in operations if wanted in {_plain(text) for text in _names(one)}]
    return exact or [
        one for one in operations if wanted and any(wanted in _plain(text) for text in _names(one))
    ]


def _names(one: Documented) -> tuple[str, ...]:
    return one.name, one.address, one.path


def _plain(text: str) -> str:
    """Return a name as it is compared: `cancelFineTune` is `cancel_fine_tune`."""
    return re.sub(r"[^a-z0-9/{}]", "", text.lower())
