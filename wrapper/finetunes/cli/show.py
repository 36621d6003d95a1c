"""``show``: everything that is known about fine-tunes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from . import documents, terminal
from .exits import ExitCode
from .reading import each

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import finetunes
    from finetunes import FineTune, Reference

    from .reading import Options


def run(texts: Sequence[str], options: Options) -> ExitCode:
    """Read fine-tunes and print their fields, the provider's own after the common ones.

    Args:
        texts: The references, as typed.
        options: The rest of the command line.

    Returns:
        The exit code.
    """
    found: list[dict[str, Any]] = []

    def act(client: finetunes.Client[Any], reference: Reference) -> ExitCode:
        item: FineTune[Any] = client.retrieve(reference.id)
        document = documents.document(item)
        found.append(document)
        if not options.as_json:
            if len(found) > 1:
                terminal.print_text("")
            terminal.print_table(("field", "value"), [*_rows(document)])
        if item.undecoded is not None:
            words = f"{item.ref}: not all of it could be read: {item.undecoded}"
            terminal.say(f"finetunes: {terminal.escape(words)}")
        return ExitCode.OK

    ends = each("retrieve", texts, options, act)
    if options.as_json:
        ends.print_json(fine_tunes=found)
    return ends.code


def _rows(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    body = document["body"]
    common = {name: value for name, value in document.items() if name not in {"undecoded", "body"}}
    if common["price"] is not None:
        common["price"] = f"${common['price']}"
    own: dict[str, Any] = cast("dict[str, Any]", body) if isinstance(body, dict) else {"body": body}
    rest = {name: value for name, value in own.items() if name not in common}
    for name, value in (common | rest).items():
        if value not in (None, "", [], {}):
            yield name, _cell(value)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        items = cast("Sequence[Any]", value)
        if isinstance(items[0], dict):
            return f"{len(items)} entries, which --json shows"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
