"""Know whether a package is up to date without making it again.

A stamp holds the hashes of what a package was made from and of what was made. It only saves time:
it is not committed, and `regenerate.py --check` never reads it.
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = ".stamps"
DOCUMENT = "openapi.yaml"
RECEIPT = "receipt.json"
SCRIPTS = Path(__file__).resolve().parents[1]
# What decides about bytes. All three are pinned exactly in pyproject.toml.
TOOLS = ("openapi-python-client", "datamodel-code-generator", "ruff")


def tools() -> dict[str, str]:
    """Return the versions of the tools that decide about bytes."""
    return {name: version(name) for name in TOOLS}


def place(package: Path) -> Path:
    """Return where the stamp of a package is kept: beside it."""
    return package.parent / FOLDER / f"{package.name}.json"


def write(specs: Path, package: Path, document: str | None) -> None:
    """Write the stamp of a package that has just been made.

    Args:
        specs: The provider's folder in `specs/`.
        package: The provider's generated package.
        document: The text of `openapi.yaml`, where that was written, too.
    """
    stamp = {"inputs": _inputs(specs), **made(specs, package, with_document=False)}
    if document is not None:
        stamp["document"] = _sha256(document.encode())
    place(package).parent.mkdir(exist_ok=True)
    place(package).write_text(json.dumps(stamp, indent=2) + "\n", encoding="utf-8", newline="\n")


def is_current(specs: Path, package: Path, *, with_document: bool) -> bool:
    """Say whether a package is what its inputs make.

    Args:
        specs: The provider's folder in `specs/`.
        package: The provider's generated package; may be missing.
        with_document: Whether `openapi.yaml` in the provider's folder is ours to keep, too.
    """
    try:
        stamp: Any = json.loads(place(package).read_bytes())
        found = {"inputs": _inputs(specs), **made(specs, package, with_document=with_document)}
        return all(stamp[key] == value for key, value in found.items())
    except (OSError, ValueError, LookupError, TypeError):
        return False  # no stamp, or not one of ours


def made(specs: Path, package: Path, *, with_document: bool) -> dict[str, str]:
    """Return the hashes of what has been made of a provider, whatever it is now.

    Args:
        specs: The provider's folder in `specs/`.
        package: The provider's generated package; may be missing.
        with_document: Whether `openapi.yaml` in the provider's folder is ours, too.
    """
    found = {"outputs": _digest(files(package).items())}
    if with_document:
        document = specs / DOCUMENT
        found["document"] = _sha256(document.read_bytes()) if document.exists() else "missing"
    return found


def files(folder: Path) -> dict[str, Path]:
    """Return the files of a folder by relative name, sorted, without Python's caches."""
    found = (
        path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}


def _inputs(specs: Path) -> str:
    wanted = files(specs)
    facts = wanted.get("provider.yaml")
    # The built document is an output, unless it is named as the source.
    if facts is None or DOCUMENT.encode() not in facts.read_bytes():
        wanted.pop(DOCUMENT, None)
    scripts = {
        name: path for name, path in files(SCRIPTS / "pipeline").items() if path.suffix == ".py"
    }
    versions = json.dumps(tools()).encode()
    return _digest([*wanted.items(), *scripts.items()], versions)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest(entries: Iterable[tuple[str, Path]], more: bytes = b"") -> str:
    digest = hashlib.sha256(more)
    for name, path in entries:
        digest.update(f"\n{name} {_sha256(path.read_bytes())}".encode())
    return digest.hexdigest()
