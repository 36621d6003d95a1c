"""Write one provider's generated package into a folder."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from pipeline import COMMAND, generate, secrets, stamp, tidy, views
from pipeline.build import Built, dump_json

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
        write(Built(document, {}), folder)
        tidy.tidy(folder)
        tidy.check_imports(folder)
        tidy.check_names(folder)


def write(built: Built, folder: Path) -> None:
    """Write the package: client, bodies, contracts, document, facts and receipt.

    Args:
        built: The provider's document and its origin.
        folder: Folder to make; its name is the provider's.

    Raises:
        PipelineError: A generator cannot make code of the document.
    """
    folder.mkdir()
    generate.client(views.client_view(built.document), folder / "client")
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
        "__init__.py": _DOCSTRING.format(name=folder.name),
        "bodies.py": generate.bodies(views.request_view(built.document)),
        "contracts.py": generate.contracts(views.contract_view(built.document)),
        "openapi.json": document,
        "about.json": dump_json(about(built)),
        stamp.RECEIPT: dump_json(receipt),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
