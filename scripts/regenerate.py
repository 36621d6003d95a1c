"""Make the clients: pages, additions and corrections -> documents -> packages.

    python scripts/regenerate.py [PROVIDER...] [--specs DIR] [--out DIR] [--package NAME] [--check]
        [--keep-going]

Providers are the folders in `--specs`. Everything is made in a temporary folder; only when all of
it is good are whole folders swapped in. What is made again and has the same bytes is said to be
unchanged. An operation of authored.yaml that a page describes by now is left out, with a line that
says where the two differ. With `--keep-going`, so is an operation that nothing can be made of. Exit
codes: 0 done, or nothing to do; 1 refused, `--check` found a difference, or `--keep-going` left
something out; 2 usage; 130 interrupted. What may be edited is said in specs/README.md.
"""

from __future__ import annotations

import argparse
import gc
import json
import keyword
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import COMMAND, HEADER, files, interrupts, stamp, swap
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parents[1]
_ROOT_FILES = {
    "__init__.py": f"{HEADER}\n"
    '"""Clients made from what the providers publish, one package each."""\n',
    "py.typed": "",
}


@dataclass(frozen=True, slots=True)
class Job:
    """What one run is asked to do.

    Attributes:
        specs: Folder whose folders are the providers.
        target: The package that holds the providers' packages.
        names: The providers to make.
        owns: Whether this repository's own folder is read: then `openapi.yaml` is written there,
            and a full run removes the packages of providers that are gone.
        everything: Whether these are all there are, and no other package may be there.
        keep_going: Whether to leave out the operations that nothing can be made of.
    """

    specs: Path
    target: Path
    names: tuple[str, ...]
    owns: bool
    everything: bool
    keep_going: bool

    def gone(self) -> list[str]:
        """Return the packages whose provider is no longer there, as far as this run can tell."""
        if not self.everything or not self.target.is_dir():
            return []
        made = {path.parent.name for path in self.target.glob(f"*/{stamp.RECEIPT}")}
        return sorted(made.difference(self.names))

    def made(self, name: str) -> dict[str, str]:
        """Return hashes of what a provider's package is now."""
        return stamp.made(self.specs / name, self.target / name, with_document=self.owns)

    def make(self, names: Sequence[str], folder: Path) -> dict[str, str | None]:
        """Make the packages of some providers in a folder, as `pipeline.make.make` does."""
        from pipeline.make import make  # a run with nothing to do needs no processes

        return make(self.specs, names, folder, keep_going=self.keep_going, document=self.owns)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        argv: Arguments without the program's name; None for those of the process.

    Returns:
        The exit code.
    """
    arguments = _parser().parse_args(argv)
    specs = arguments.specs.resolve()
    try:
        known = providers(specs)
        if arguments.out.resolve().is_relative_to(specs):
            # The packages would be taken for a provider by the next run.
            print(f"--out {arguments.out} is inside {arguments.specs}", file=sys.stderr)
            return 2
        if unknown := sorted(set(arguments.providers).difference(known)):
            print(
                f"{unknown[0]!r} is not a provider in {arguments.specs};"
                f" known are {', '.join(known)}",
                file=sys.stderr,
            )
            return 2
        names = tuple(sorted(set(arguments.providers))) or known
        owns = specs == ROOT / "specs"
        target = arguments.out.resolve() / arguments.package
        everything = owns and names == known
        job = Job(specs, _folder(target), names, owns, everything, arguments.keep_going)
        return check(job) if arguments.check else regenerate(job)
    except PipelineError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error}; no package is half made: run this again", file=sys.stderr)
    except ImportError as error:
        print(f"{error}; run `make setup` to install what this needs", file=sys.stderr)
    except KeyboardInterrupt:
        print("interrupted; no package is half made: run this again", file=sys.stderr)
        return interrupts.INTERRUPTED
    return 1


def providers(specs: Path) -> tuple[str, ...]:
    """Return the names of the providers: the folders in a specs folder.

    Raises:
        PipelineError: There is none, or one's name cannot be the name of a Python package.
    """
    if not specs.is_dir():
        raise PipelineError("is not a folder", file=specs, fix="name one with --specs")
    names = tuple(
        sorted(path.name for path in specs.iterdir() if path.is_dir() and path.name[0] not in "._")
    )
    if not names:
        raise PipelineError("holds no provider", file=specs, fix="add a folder with pages/")
    for name in names:
        if not (name.isidentifier() and name.isascii()) or keyword.iskeyword(name):
            raise PipelineError(
                f"{name!r} cannot be the name of a Python package",
                file=specs,
                fix="rename the folder: letters, digits and underscores",
            )
    return names


def _folder(target: Path) -> Path:
    """Refuse a place where no folder can be, before anything is made."""
    nearest = next(path for path in (target, *target.parents) if path.exists())
    if not nearest.is_dir():
        raise PipelineError("is not a folder", file=nearest, fix="name one with --out")
    return target


def regenerate(job: Job) -> int:
    """Make what is out of date, and swap it in.

    Raises:
        PipelineError: Something was refused; the old output is untouched.
    """
    waiting = [
        name
        for name in job.names
        if not stamp.is_current(job.specs / name, job.target / name, with_document=job.owns)
        or (_left_out(job.target / name / stamp.RECEIPT) and not job.keep_going)
    ]
    gone = job.gone()
    before = {name: job.made(name) for name in waiting}
    if waiting or gone:
        with swap.staging(job.target) as folder:
            documents = job.make(waiting, folder / "new")
            with interrupts.held():
                swap.swap(folder, job.target, gone)
                _record(job, documents, gone)
    for file, text in _ROOT_FILES.items():
        files.write_text(job.target / file, text)
    done = dict.fromkeys(job.names, "up to date")
    for name in waiting:
        done[name] = "unchanged" if job.made(name) == before[name] else "made"
    for name, what in {**done, **dict.fromkeys(gone, "removed")}.items():
        print(f"{name}: {what}")
        _report(job.target / name / stamp.RECEIPT)
    return int(any(_left_out(job.target / name / stamp.RECEIPT) for name in job.names))


def _record(job: Job, documents: dict[str, str | None], gone: Sequence[str]) -> None:
    """Write the documents and stamps of packages that have just been swapped in."""
    for name in gone:
        stamp.place(job.target / name).unlink(missing_ok=True)
    for name, document in documents.items():
        if document is not None:
            files.write_text(job.specs / name / stamp.DOCUMENT, document)
        stamp.write(job.specs / name, job.target / name, document)


def check(job: Job) -> int:
    """Make everything anew in a temporary folder and compare the bytes; change nothing.

    Raises:
        PipelineError: Something was refused.
    """
    with tempfile.TemporaryDirectory() as temporary:
        new = Path(temporary).resolve() / "new"
        new.mkdir()
        documents = job.make(job.names, new)
        for name in job.names:
            _report(new / name / stamp.RECEIPT)
        for file, text in _ROOT_FILES.items():
            (new / file).write_text(text, encoding="utf-8", newline="\n")
        left_out = any(_left_out(new / name / stamp.RECEIPT) for name in job.names)
        different = list(_differences(new, job))
    for name, document in documents.items():
        path = job.specs / name / stamp.DOCUMENT
        if document is not None and not (path.exists() and path.read_bytes() == document.encode()):
            different.append(f"{path}: is not what the pages and overlay.yaml make")
    for line in different:
        print(line, file=sys.stderr)
    if different:
        print(f"{len(different)} different; run `{COMMAND}`", file=sys.stderr)
        return 1
    print(f"up to date: {', '.join(job.names)}")
    return int(left_out)


def _report(receipt: Path) -> None:
    """Print what a receipt says: which descriptions pages have replaced, and what is missing."""
    if receipt.exists():
        for line in json.loads(receipt.read_bytes()).get("authored", {}).get("replaced", ()):
            print(f"{receipt.parent.name}: {line}")
        for operation, reason in _left_out(receipt).items():
            print(f"{receipt.parent.name}: left out {operation}: {reason}", file=sys.stderr)


def _left_out(receipt: Path) -> dict[str, str]:
    """Return the operations that a package lacks because nothing could be made of them, and why."""
    left: dict[str, str] = json.loads(receipt.read_bytes()).get("left_out", {})
    return left


def _differences(new: Path, job: Job) -> Iterable[str]:
    """Yield a line for each file that differs, is missing, or should not be there."""
    expected = stamp.files(new)
    found = stamp.files(job.target) if job.target.is_dir() else {}
    if not job.everything:
        ours = {*job.names, *_ROOT_FILES}
        found = {name: path for name, path in found.items() if name.split("/")[0] in ours}
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            yield f"{job.target / name}: is missing"
        elif name not in expected:
            if not name.startswith(f"{stamp.FOLDER}/"):
                yield f"{job.target / name}: is not made from anything; remove it"
        elif expected[name].read_bytes() != found[name].read_bytes():
            yield f"{job.target / name}: is not what its sources make"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="regenerate.py", description="Make the clients from the providers' documents."
    )
    parser.add_argument(
        "providers", nargs="*", metavar="PROVIDER", help="folders in --specs; default: all"
    )
    parser.add_argument("--specs", type=Path, default=ROOT / "specs", metavar="DIR")
    parser.add_argument("--out", type=Path, default=ROOT / "generated", metavar="DIR")
    parser.add_argument("--package", type=_package, default="finetunes_openapi", metavar="NAME")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 if anything differs"
    )
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="leave out the operations that nothing can be made of, say so, and exit 1",
    )
    return parser


def _package(name: str) -> str:
    if not name.isidentifier() or keyword.iskeyword(name):
        raise argparse.ArgumentTypeError(f"{name!r} cannot be the name of a Python package")
    return name


if __name__ == "__main__":
    gc.set_threshold(100_000)  # much is made and little dropped: looking for it takes a tenth
    sys.exit(main())
