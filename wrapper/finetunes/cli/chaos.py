"""``demo --chaos``: a clean-up while replies are lost and the client is killed, then the proof."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finetunes.testing import EmbeddedServer, Fault, RandomFaults

from . import evidence, terminal
from .exits import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finetunes.testing import Incoming, Received

SIZE = 200
"""Fine-tunes to clean up."""

_LOST = (Fault.DROP_BEFORE, Fault.DROP_AFTER_COMMIT, Fault.DROP_MID_REPLY)
SHARES = {
    Fault.DROP_BEFORE: 0.05,
    Fault.DROP_AFTER_COMMIT: 0.10,
    Fault.DROP_MID_REPLY: 0.05,
    Fault.ERROR_AFTER_COMMIT: 0.10,
    Fault.RATE_LIMIT: 0.10,
}
"""How often a request goes wrong, and in which way."""

_ONE_STAYS = 5  # for so many fine-tunes that go, there is one more that stays
_CONCURRENCY = 8
_TRIES = 10  # for a plan, and for applying it until every item has had its turn
_LONGEST = 300.0  # seconds for one command
_START = "import sys; from finetunes.cli import main; sys.exit(main(sys.argv[1:]))"


class _BrokenOffError(Exception):
    """A command did not do what it is there for, so there is nothing to prove."""


def run(seed: int, *, size: int = SIZE) -> ExitCode:
    """Clean up through ``plan`` and ``apply`` under faults, and examine the server's record.

    The commands run in processes of their own, against a server in this one; the first
    ``apply`` is killed half-way. Nothing outside loopback is used.

    Args:
        seed: Which requests go wrong; the same for the same seed.
        size: How many fine-tunes are to be deleted.

    Returns:
        0 if nothing was deleted that was not in the plan, no request was sent twice, and
        every report is true; else 1.
    """
    with EmbeddedServer() as server, tempfile.TemporaryDirectory() as folder:
        cleaning = _Cleaning(server, Path(folder), RandomFaults(seed, SHARES), size)
        try:
            cleaning.play()
        except (_BrokenOffError, subprocess.TimeoutExpired) as error:
            terminal.say(f"finetunes: {terminal.escape(str(error).strip())}")
            return ExitCode.OTHER
        return _show(cleaning, seed)


@dataclass(slots=True)
class _Cleaning:
    """One clean-up, from the plan to the last report."""

    server: EmbeddedServer
    folder: Path
    faults: RandomFaults
    size: int
    meant: set[str] = field(default_factory=set[str])
    """The references of what is to be deleted."""
    planned: set[str] = field(default_factory=set[str])
    attempts: int = 0
    """How often ``plan`` was run."""
    reports: list[list[dict[str, Any]]] = field(default_factory=list[list[dict[str, Any]]])
    """The results of each ``apply`` that came to its end."""
    untrue: list[str] = field(default_factory=list[str])
    """The references of results, in any report, that were not true when it was given."""
    wrong_codes: list[int] = field(default_factory=list[int])
    """Exit codes that said something else than the report."""

    def play(self) -> None:
        """Plan, apply and be killed, apply until every item has had its turn, and once more."""
        self._fill()
        self.server.follow(self.faults)
        self._plan()
        terminal.say(f"Applying the plan for {len(self.planned)} fine-tunes, to be killed midway.")
        self._apply_and_kill()
        while len(self.reports) < _TRIES:
            terminal.say("Applying it again.")
            if self._apply() and len(self.reports) > 1:
                return

    @property
    def _file(self) -> Path:
        return self.folder / "plan.json"

    def _fill(self) -> None:
        """Put on the server what is to go, and what is to stay."""
        services = tuple(self.server.services.values())
        for number in range(self.size):
            played = services[number % len(services)]
            id = played.add(name=f"old-{number}", status=played.succeeded)
            self.meant.add(f"{played.name}:{id}")
            if number % _ONE_STAYS == 0:
                played.add(name=f"new-{number}", status=played.succeeded)

    def _plan(self) -> None:
        """Run ``plan`` until it could see everything."""
        reason = ""
        while self.attempts < _TRIES:
            terminal.say("Planning again." if self.attempts else "Planning.")
            words = ("plan", "delete", "--name", "*old-*", "-o", str(self._file))
            ended = self._finish(self._start(*words))
            self.attempts += 1
            if ended.returncode == ExitCode.OK:
                plan: Any = json.loads(self._file.read_text("utf-8"))
                self.planned = {item["ref"] for item in plan["items"]}
                return
            reason = ended.stderr
        raise _BrokenOffError(f"there is no plan after {_TRIES} attempts: {reason}")

    def _apply_and_kill(self) -> None:
        process = self._start("apply", str(self._file), *_APPLY)
        deadly = _Deadly(self.faults, process, self.size // 2)
        self.server.follow(deadly)
        ended = self._finish(process)
        self.server.follow(self.faults)
        if deadly.left:
            raise _BrokenOffError(f"apply ended before it could be killed: {ended.stderr}")

    def _apply(self) -> bool:
        """Run ``apply`` to its end, and say whether every item has come to its own."""
        ended = self._finish(self._start("apply", str(self._file), *_APPLY))
        try:
            results: list[dict[str, Any]] = json.loads(ended.stdout)["results"]
        except (ValueError, LookupError):
            raise _BrokenOffError(f"apply gave no report: {ended.stderr}") from None
        self.reports.append(results)
        self.untrue += evidence.untrue(results, evidence.Truth.now(self.server))
        unknown = any(result["end"] == "unknown" for result in results)
        done = all(result["outcome"] for result in results)
        code = ExitCode.OUTCOME_UNKNOWN if unknown else ExitCode.OK
        if (unknown or done) is not (ended.returncode == code):
            self.wrong_codes.append(ended.returncode)
        return all(result["outcome"] or result["end"] == "unknown" for result in results)

    def _start(self, *words: str) -> subprocess.Popen[str]:
        policy = self.folder / "finetunes.toml"
        policy.write_text("[policy]\n", encoding="utf-8")  # not the one of whoever looks on
        own = {"FINETUNES_CONFIG": str(policy), "FINETUNES_STATE": str(self.folder)}
        return subprocess.Popen(  # noqa: S603 - this very program, with words from this file
            [sys.executable, "-c", _START, *words],
            env={**os.environ, **self.server.environment, **own},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def _finish(self, process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
        with process:
            try:
                stdout, stderr = process.communicate(timeout=_LONGEST)
            except BaseException:
                process.kill()
                raise
        return subprocess.CompletedProcess("", process.returncode, stdout, stderr)


_APPLY = ("--yes", "--json", "--concurrency", str(_CONCURRENCY))


class _Deadly:
    """A schedule that kills a process as its request arrives.

    Args:
        faults: What goes wrong beside that.
        process: The process.
        number: Which of its requests that change something is the last.
    """

    def __init__(self, faults: RandomFaults, process: subprocess.Popen[str], number: int) -> None:
        self._faults = faults
        self._process = process
        self.left = number

    def __call__(self, incoming: Incoming) -> Fault | None:
        if "delete" in incoming.operation.lower() and self.left:
            self.left -= 1
            if not self.left:
                self._process.kill()  # SIGKILL: what it has not put on the disk is lost
        return self._faults(incoming)


def _show(cleaning: _Cleaning, seed: int) -> ExitCode:
    server, last = cleaning.server, cleaning.reports[-1]
    requests = server.received
    ends = Counter(result["outcome"] or result["end"] for result in last)
    figures = [
        ("fine-tunes in the plan", len(cleaning.planned)),
        ("runs of plan until it saw everything", cleaning.attempts),
        ("runs of apply, the first one killed", 1 + len(cleaning.reports)),
        *_about(requests),
        *((f"reported as {end}", count) for end, count in sorted(ends.items())),
    ]
    undecided = {result["ref"] for result in last if result["end"] == "unknown"}
    figures.append(
        ("unknown, and deleted after all", len(undecided - evidence.Truth.now(server).there))
    )
    wrong = [
        ("planned otherwise than asked", len(cleaning.planned ^ cleaning.meant)),
        ("deleted, and not in the plan", len(evidence.outside(requests, cleaning.planned))),
        ("sent again after one was received", len(evidence.sent_again(requests))),
        ("reported, and not true", len(cleaning.untrue)),
        ("in the plan, and not reported", len(cleaning.planned ^ {item["ref"] for item in last})),
        ("exit codes that say otherwise", len(cleaning.wrong_codes)),
    ]
    rows = [(words, str(count)) for words, count in (*figures, *wrong)]
    terminal.print_table(("", "count"), rows)
    proven = not any(count for _, count in wrong)
    found = "all as it must be" if proven else "NOT as it must be"
    terminal.print_text(f"Seed {seed}: {found}. {len(undecided)} ended unknown, and need a person.")
    return ExitCode.OK if proven else ExitCode.OTHER


def _about(requests: Sequence[Received]) -> list[tuple[str, int]]:
    """Return what the server received, and how it went wrong."""
    ways = Counter(request.fault for request in requests)
    return [
        ("requests received", len(requests)),
        ("of these, to delete", len(evidence.changing(requests))),
        ("replies lost", sum(ways[fault] for fault in _LOST)),
        ("answered 500, and carried out", ways[Fault.ERROR_AFTER_COMMIT]),
        ("answered 429", ways[Fault.RATE_LIMIT]),
    ]
