"""Say what it means that a provider's document has changed: for the exchange, and for the SDK.

    python scripts/diff.py OLD NEW [--format text|json|markdown] [--fail-on breaking]

OLD and NEW are OpenAPI documents (YAML or JSON), pages with one, `-` for either on standard
input, or folders of a provider in `specs/`. So what has changed since the last commit is

    git show HEAD:specs/together/openapi.yaml | python scripts/diff.py - specs/together

Each change has one of two verdicts. `wire`: are requests of the old document still taken, and are
replies of the new one still understood? `sdk`: does Python code have to change that uses the client
generated from it? A change is breaking, something to be careful about, or harmless. Exit codes:
0 done; 1 with `--fail-on breaking`, something breaks; 2 a document cannot be read.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import compare
from pipeline import files
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.built import Built
    from pipeline.changes import Change
    from pipeline.surface import Name

_WRAPPER = Path(__file__).resolve().parents[1] / "wrapper"
_FORMATS = ("text", "json", "markdown")


class _Package(NamedTuple):
    """What a generated package offers, or why none can be made."""

    names: dict[str, Name]
    refused: str | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The command line without the program's name; `sys.argv` by default.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="diff.py", description=(__doc__ or "").split("\n")[0])
    words = f"{compare.INPUTS}, or a folder of a provider"
    parser.add_argument("old", metavar="OLD", type=Path, help=words)
    parser.add_argument("new", metavar="NEW", type=Path, help="the same, later")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="default: text")
    parser.add_argument("--fail-on", choices=["breaking"], help="exit 1 if there is such a change")
    options = parser.parse_args(arguments)
    found: list[Change] = []
    try:
        found = diff(options.old, options.new)
        print(_written(found, options.format))
        sys.stdout.flush()
    except (PipelineError, ImportError) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        files.give_up_stdout()
    return int(any(one.severity == options.fail_on for one in found))


def diff(old: Path, new: Path) -> list[Change]:
    """Return what has changed between two documents, in order.

    Args:
        old: An OpenAPI document, a page, or the folder of a provider in `specs/`.
        new: The same, later.

    Raises:
        PipelineError: One of them cannot be read.
        ImportError: A library that this needs is not installed.
    """
    from pipeline import changes, changes_wire

    before, after = _built(old), _built(new)
    found, common = changes_wire.changes(before.document, after.document)
    if before.document != after.document:
        found += _of_the_package(before, after, found, _provider(new))
    return changes.merged(found, common)


def _built(path: Path) -> Built:
    from pipeline.build import build
    from pipeline.built import Built

    return build(path) if path.is_dir() else Built(compare.load(path), {})


def _provider(path: Path) -> str:
    """Return the folder in `specs/` that a path is, or is in."""
    inside = path.resolve()
    if not inside.is_dir():
        inside = inside.parent
    return (inside.parent if inside.name == "pages" else inside).name


def _of_the_package(old: Built, new: Built, wire: Sequence[Change], provider: str) -> list[Change]:
    from pipeline import changes, changes_sdk, normal
    from pipeline.uses import uses

    used = uses(_WRAPPER, provider)
    access = list(changes_sdk.of_access(wire, used))
    before, after = _package(old), _package(new)
    if before.refused or after.refused:
        worse = before.refused is None
        said = (before.refused or changes.NOTHING, after.refused or changes.NOTHING)
        severity = changes.BREAKING if worse else changes.CAREFUL
        what = "none can be made" if worse else "cannot be compared"
        action = "correct the document in overlay.yaml, or select fewer operations"
        return [*access, changes.Change(changes.SDK, severity, (), "package", what, *said, action)]
    operations = [name for one in (old, new) for name in normal.operations_of(one.document)]
    moved = {one.before: one.after for one in wire if one.what == changes.MOVED}
    names = changes_sdk.changes(before.names, after.names, operations, used, moved)
    return [*access, *names]


def _package(built: Built) -> _Package:
    from pipeline import package, surface

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve() / "made"
        try:
            package.write(built, folder)
            return _Package(surface.read(folder))
        except PipelineError as error:
            return _Package({}, error.message)
        except SyntaxError as error:
            return _Package({}, f"what was generated is not Python: {error.msg}")


def _written(found: Sequence[Change], kind: str) -> str:
    from pipeline import changes_report

    if kind == "text":
        legend = f"{changes_report.LEGEND}\n\n" if found else ""
        return legend + changes_report.text(found)
    return (changes_report.document if kind == "json" else changes_report.markdown)(found)


if __name__ == "__main__":
    sys.exit(main())
