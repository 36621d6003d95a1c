"""Write one provider's generated package into a folder."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import COMMAND, HEADER, generate, secrets, stamp, tidy, views
from pipeline.built import Built, dump_json

if TYPE_CHECKING:
    from collections.abc import Iterable

CLIENT = "client"
MODULES = ("bodies.py", "contracts.py")
"""The parts of a package that are made of the document, each by itself."""

_DOCSTRING = '''"""Made from specs/{name}.

client: operations and models. bodies: typed request bodies. contracts: strict models of what may be
sent and received. openapi.json: the document. about.json: what is retired, and which properties of
bodies are secrets. receipt.json: what all this was made from.
"""
'''


def about(built: Built) -> dict[str, Any]:
    """Return what the wrapper has to know of a provider while it runs.

    Returns:
        `retired`: entries of the life cycle, each with operation (or `all`), state, date, note and
        source. `secrets`: the names of properties in request bodies that hold secrets, sorted.
    """
    return {
        "retired": [dict(entry) for entry in built.life_cycle],
        "secrets": secrets.names(built.document),
    }


def attempt(document: dict[str, Any]) -> None:
    """Make a package of a document in a temporary folder, to see whether it can be made.

    Raises:
        PipelineError: It cannot.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve() / "attempt"
        write_facts(Built(document, {}), folder)
        finish(document, folder, (CLIENT, *MODULES))


def write(built: Built, folder: Path) -> None:
    """Write the package as the generators leave it: neither tidied nor checked.

    Args:
        built: The provider's document and its origin.
        folder: Folder to make; its name is the provider's.

    Raises:
        PipelineError: A generator cannot make code of the document.
    """
    write_facts(built, folder)
    for part in (CLIENT, *MODULES):
        _generate(part, built.document, folder / part)


def finish(document: dict[str, Any], folder: Path, parts: Iterable[str]) -> None:
    """Write some parts of a package, each tidied and checked.

    Args:
        document: The provider's document.
        folder: The package's folder.
        parts: `CLIENT`, or some of `MODULES`.

    Raises:
        PipelineError: A generator cannot make code of the document, or makes what is wrong.
    """
    for part in parts:
        _generate(part, document, folder / part)
        tidy.tidy(folder / part)
        tidy.check(folder / part)


def write_facts(built: Built, folder: Path) -> None:
    """Write what needs no generator: document, facts and receipt.

    Args:
        built: The provider's document and its origin.
        folder: The package; it is made where it is not there. Its name is the provider's.
    """
    folder.mkdir(exist_ok=True)
    document = dump_json(built.document)
    receipt = {
        "provider": folder.name,
        "command": COMMAND,
        **built.made_from,
        "document": {
            "file": "openapi.json",
            "sha256": hashlib.sha256(document.encode()).hexdigest(),
        },
        "tools": stamp.tools(),
    }
    texts = {
        "__init__.py": f"{HEADER}\n{_DOCSTRING.format(name=folder.name)}",
        "openapi.json": document,
        "about.json": dump_json(about(built)),
        stamp.RECEIPT: dump_json(receipt),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _generate(part: str, document: dict[str, Any], place: Path) -> None:
    if part == CLIENT:
        generate.client(views.client_view(document), place)
        return
    if part == "bodies.py":
        text = generate.bodies(views.request_view(document))
    else:
        text = generate.contracts(views.contract_view(document))
    place.write_text(text, encoding="utf-8", newline="\n")
