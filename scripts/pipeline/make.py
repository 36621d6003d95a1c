"""Make the packages of several providers, with all processors."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipeline import processes
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

    from pipeline.built import Built

# What is imported in a function takes a while to import: each process does so for its own work.


def make(
    specs: Path, names: Sequence[str], folder: Path, *, keep_going: bool, document: bool
) -> dict[str, str | None]:
    """Make the packages of some providers in a folder.

    Documents are built in other processes, while the generators are imported in this one. Clients
    are made here, the rest of each package beside them: that takes about as long, and begins while
    the document is still being checked. What comes of one that is refused is thrown away.

    Args:
        specs: Folder whose folders are the providers.
        names: The providers to make.
        folder: Folder to make the packages in.
        keep_going: Whether to leave out the operations that nothing can be made of.
        document: Whether the text of each provider's `openapi.yaml` is wanted.

    Returns:
        The text of each provider's document, or None where it is not wanted.

    Raises:
        PipelineError: Something was refused; the message names the provider's files.
    """
    if not names:
        return {}
    with processes.Processes() as others:
        count = min(len(names), max(1, processes.available() - 1))
        building = [
            others.start(_build, specs, names[first::count], keep_going) for first in range(count)
        ]
        from pipeline import package

        rest: dict[str, Iterator[str | None]] = {}
        for index, name in enumerate(names):
            built = next(building[index % count])
            with _naming(specs / name):
                (folder / name).mkdir()
                rest[name] = others.start(
                    _rest, built.document, specs / name, folder / name, document
                )
                next(building[index % count])  # raises what is wrong with the document
                package.write_facts(built, folder / name)
                package.finish(built.document, folder / name, (package.CLIENT,))
        for texts in building:
            next(texts, None)  # there is no other: its process ends by itself
        return {name: next(texts) for name, texts in rest.items()}


def _build(specs: Path, names: Sequence[str], keep_going: bool) -> Iterator[Built]:
    """Build the documents of some providers; yield each, and again when it has been checked."""
    from pipeline import build

    for name in names:
        with _naming(specs / name):
            built = build.assemble(specs / name, _attempt if keep_going else None)
            yield built
            build.check(built.document, specs / name)
            yield built


def _attempt(document: dict[str, Any]) -> None:
    from pipeline import package

    package.attempt(document)


def _rest(
    document: dict[str, Any], specs: Path, folder: Path, wanted: bool
) -> Iterator[str | None]:
    """Make what is not the client, and yield the text of the document."""
    from pipeline import package, yaml12

    with _naming(specs):
        package.finish(document, folder, package.MODULES)
    yield yaml12.dump(document) if wanted else None


@contextmanager
def _naming(specs: Path) -> Generator[None]:
    """Let a refusal name the provider's folder, if it names no file."""
    try:
        yield
    except PipelineError as error:
        if error.file:
            raise
        raise PipelineError(error.message, file=specs, fix=error.fix) from error
