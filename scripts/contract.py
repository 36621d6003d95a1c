"""Hold clients, cassettes and the embedded server to the documents, and count.

`make contract` runs it. Each part is a run of the tests that hold one thing against another, or
of `finetunes contract check`; the table says what, how much of it, what failed, and how long it
took. A part that could not run, or of which a test was skipped, is not a pass: it says why, and
the exit code is 1, because a reader of the last line would take it for one.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
RECORDING = ("--target=mock", "--cassettes")


@dataclass(frozen=True)
class Part:
    """One thing that is held against another."""

    name: str
    """The number of the part, and what it is called."""
    against: str
    """What is held against what."""
    files: tuple[str, ...]
    """The tests, as patterns of paths; the cassettes, where `finetunes contract check` runs."""
    options: tuple[str, ...] = ()
    """What pytest is given beside them; a last `--cassettes` gets a copy of the folder."""


@dataclass(frozen=True)
class Outcome:
    """What came of one part."""

    part: Part
    seconds: float
    count: int = 0
    """Tests, or files, that kept to what they were held against."""
    failures: int = 0
    not_run: tuple[str, ...] = ()
    """Why something was not run, each reason once."""
    figures: dict[str, int] = field(default_factory=dict[str, int])
    """What the tests counted."""

    @property
    def is_pass(self) -> bool:
        """Whether everything was run, and nothing failed."""
        return self.count > 0 and not self.failures and not self.not_run


_BOTH = "both clients against what Prism answered"
PARTS = (
    Part("1 replay", _BOTH, ("tests/contract/test_calls.py", "tests/contract/test_coverage.py")),
    Part(
        "1 recording",
        "Prism against the stored cassettes",
        ("tests/contract/test_calls.py",),
        RECORDING,
    ),
    Part("1 live", "recording from providers, at a stand-in", ("tests/contract/test_live.py",)),
    Part("2 cassettes", "stored exchanges against the documents", ("tests/cassettes/*/*/*.yaml",)),
    Part(
        "2 checker",
        "deliberate drift against what is found of it",
        ("tests/testing/test_contract_*.py", "tests/contract/test_cassettes.py"),
    ),
    Part(
        "3 properties",
        "made-up answers against both clients",
        ("tests/contract/test_any_[!r]*.py",),
    ),
    Part(
        "4 requests",
        "made-up requests against documents and Prism",
        ("tests/contract/test_any_request*.py",),
        RECORDING,
    ),
    Part(
        "5 for users",
        "a user's script and tests against the fake",
        (
            "tests/testing/test_your_code.py",
            "tests/testing/test_fake.py",
            "tests/testing/test_scripting.py",
        ),
    ),
    Part(
        "6 Schemathesis",
        "the embedded server against all its checks",
        ("tests/testing/test_fidelity.py",),
        ("--examples", "50"),
    ),
    Part(
        "6 agreement",
        "the embedded server against Prism",
        ("tests/testing/test_fidelity_prism.py",),
    ),
)


def run(part: Part) -> Outcome:
    """Run one part.

    Args:
        part: Which.

    Returns:
        What came of it; a part without a file, or that broke off, has not run.
    """
    files = sorted({str(path) for pattern in part.files for path in ROOT.glob(pattern)})
    if not files:
        return Outcome(part, 0.0, not_run=(f"no file is called {' or '.join(part.files)}",))
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        if part.files[0].endswith(".yaml"):
            outcome = _check(part, files)
        else:
            outcome = _test(part, files, Path(folder))
    return replace(outcome, seconds=time.monotonic() - start)


def _check(part: Part, files: list[str]) -> Outcome:
    """Run `finetunes contract check`; its exit code says whether there are errors."""
    program = str(Path(sys.executable).with_name("finetunes"))
    ended = _ended(program, "contract", "check", *files)
    if ended.returncode == 1:
        print(ended.stdout, end="")
        return Outcome(part, 0.0, len(files), failures=1)
    if ended.returncode:
        return Outcome(part, 0.0, not_run=(_reason(ended),))
    return Outcome(part, 0.0, len(files))


def _test(part: Part, files: list[str], folder: Path) -> Outcome:
    """Run tests, and compare what they recorded, if they did, with what is stored."""
    options = list(part.options)
    stored = folder / "cassettes"
    if options[-1:] == ["--cassettes"]:
        shutil.copytree(ROOT / "tests" / "cassettes", stored)
        options.append(str(stored))
    written = folder / "figures.json"
    ended = _ended(
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--tb=short",
        "--figures",
        str(written),
        *options,
        *files,
    )
    if not written.exists():
        return Outcome(part, 0.0, not_run=(_reason(ended),))
    said = json.loads(written.read_text("utf-8"))
    changed = _changed(stored) if stored.exists() else 0
    if said["failed"]:
        print(ended.stdout, end="")
    figures = dict(said["figures"])
    if stored.exists():
        figures["recording: cassettes that a new recording would change"] = changed
    reasons = tuple(sorted({reason.removeprefix("Skipped: ") for reason in said["skipped"]}))
    return Outcome(part, 0.0, said["passed"], said["failed"] + changed, reasons, figures)


def _ended(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _reason(ended: subprocess.CompletedProcess[str]) -> str:
    """Return the line that says why something broke off."""
    lines = (ended.stderr or ended.stdout).strip().splitlines()
    lines = [line for line in lines if " error: " in line] or lines[-1:]
    return lines[0] if lines else f"it ended with exit code {ended.returncode}"


def _changed(stored: Path) -> int:
    """Count the cassettes of a copy that are not as those in the repository."""
    names = [path.relative_to(stored) for path in stored.rglob("*.yaml")]
    _, differing, missing = filecmp.cmpfiles(
        stored, ROOT / "tests" / "cassettes", names, shallow=False
    )
    return len(differing) + len(missing)


def table(outcomes: Sequence[Outcome]) -> str:
    """Write the table: a line for each part, and below it what its tests counted."""
    width = max(len(outcome.part.against) for outcome in outcomes)
    form = f"{{:<14}} {{:<{width}}} {{:>6}} {{:>6}} {{:>5}}"
    lines = [form.format("part", "what is held against what", "count", "failed", "secs")]
    for outcome in outcomes:
        part = outcome.part
        numbers = (f"{outcome.count:,}", f"{outcome.failures:,}", f"{outcome.seconds:.1f}")
        lines.append(form.format(part.name, part.against, *numbers))
        lines += [f"{count:>13,}  {name}" for name, count in outcome.figures.items()]
        lines += [f"{'':<14} not run: {reason}" for reason in outcome.not_run]
    return "\n".join(lines)


def summary(outcomes: Sequence[Outcome]) -> str:
    """Say in one line what came of all parts."""
    count = sum(outcome.count for outcome in outcomes)
    failures = sum(outcome.failures for outcome in outcomes)
    passed = sum(outcome.is_pass for outcome in outcomes)
    return (
        f"contract: {passed} of {len(outcomes)} parts passed, {count:,} held, {failures:,} failed, "
        f"{sum(bool(outcome.not_run) for outcome in outcomes)} not run in full, "
        f"{sum(outcome.seconds for outcome in outcomes):.0f} s"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all parts, or those that are named, and print the table.

    Args:
        arguments: What stands on the command line.

    Returns:
        0 if everything was run and nothing failed, else 1.
    """
    parser = argparse.ArgumentParser(
        prog="contract.py",
        description=(__doc__ or "").partition("\n")[0],
        epilog="parts:\n" + "\n".join(f"  {part.name:<14}  {part.against}" for part in PARTS),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "part",
        nargs="*",
        help="the number or name of a part below, e.g. 2 or checker; default: all",
    )
    wanted: set[str] = {*parser.parse_args(arguments).part}
    names = {name: part for part in PARTS for name in part.name.split(" ", 1)}
    if unknown := sorted(wanted - names.keys()):
        parser.error(f"there is no part {', '.join(unknown)}; there are {', '.join(names)}")
    outcomes: list[Outcome] = []
    for part in PARTS:
        if not wanted or wanted & {*part.name.split(" ", 1)}:
            print(f"{part.name}: {part.against} ...", file=sys.stderr, flush=True)
            outcomes.append(run(part))
    print(table(outcomes))
    print(summary(outcomes))
    return 0 if all(outcome.is_pass for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
