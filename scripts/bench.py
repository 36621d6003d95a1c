"""Measure what the client costs against bare httpx doing the same work.

Every figure is a ratio of interleaved runs: both sides take turns on the same machine in the
same minute, and their medians are compared. It runs in an environment of its own
(`.venv-bench`) with httpx, attrs and a wheel of this checkout, because httpx itself imports
more where a command line library is installed beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import requires
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv-bench"

# A process of its own that does next to nothing, so that the clients are what is measured.
SERVER = r"""
import asyncio

BODY = b'{"message": "deleted"}'
HEAD = b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n'
REPLY = HEAD % len(BODY) + BODY

class Connection(asyncio.Protocol):
    received = b''
    def connection_made(self, transport):
        self.transport = transport
    def data_received(self, data):
        self.received += data
        while b'\r\n\r\n' in self.received:  # the measured requests have no body
            _, self.received = self.received.split(b'\r\n\r\n', 1)
            self.transport.write(REPLY)

async def main():
    server = await asyncio.get_running_loop().create_server(Connection, '127.0.0.1', 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""

# The measured programs are text, because this script's own environment is not the clean one.
# sys.argv[1] is the server's address.
OURS = "import sys, finetunes\nprovider = next(iter(finetunes.providers()))\n"
OURS_ONCE = OURS + (
    "with finetunes.Client(provider, api_key='k', base_url=sys.argv[1]) as client:\n"
    "    client.delete('ft-1')\n"
)
BARE_ONCE = """
import httpx, sys
with httpx.Client(headers={'authorization': 'Bearer k'}) as client:
    client.request('DELETE', sys.argv[1] + '/fine-tunes/ft-1').json()
"""

IMPORT = "import time; start = time.perf_counter(); import {}; print(time.perf_counter() - start)"

# Both sides in one process, in turns; prints the seconds of each block of calls.
CALLS = (
    OURS
    + """
import httpx, json, time
blocks, size = int(sys.argv[2]), int(sys.argv[3])
url = sys.argv[1] + '/fine-tunes/ft-1'
times = ([], [])
with (
    finetunes.Client(provider, api_key='k', base_url=sys.argv[1]) as ours,
    httpx.Client(headers={'authorization': 'Bearer k'}) as bare,
):
    sides = (lambda: ours.delete('ft-1'), lambda: bare.request('DELETE', url).json())
    for block in range(blocks + 1):
        for side, call in enumerate(sides):
            start = time.perf_counter()
            for _ in range(size):
                call()
            times[side].append((time.perf_counter() - start) / size)
print(json.dumps([side[1:] for side in times]))  # the first block warms up
"""
)
ASYNC_CALLS = (
    OURS
    + """
import asyncio, httpx, json, time
blocks, size = int(sys.argv[2]), int(sys.argv[3])
url = sys.argv[1] + '/fine-tunes/ft-1'
times = ([], [])
async def main():
    async with (
        finetunes.AsyncClient(provider, api_key='k', base_url=sys.argv[1]) as ours,
        httpx.AsyncClient(headers={'authorization': 'Bearer k'}) as bare,
    ):
        async def plain():
            return (await bare.request('DELETE', url)).json()
        sides = (lambda: ours.delete('ft-1'), plain)
        for block in range(blocks + 1):
            for side, call in enumerate(sides):
                start = time.perf_counter()
                for _ in range(size):
                    await call()
                times[side].append((time.perf_counter() - start) / size)
asyncio.run(main())
print(json.dumps([side[1:] for side in times]))
"""
)


@dataclass(frozen=True)
class Measurement:
    """What one benchmark came to; times are medians in milliseconds."""

    name: str
    ours_ms: float
    bare_ms: float
    target: float

    @property
    def ratio(self) -> float:
        """The client's time over bare httpx's."""
        return self.ours_ms / self.bare_ms


def measurement(
    name: str, target: float, ours: Sequence[float], bare: Sequence[float]
) -> Measurement:
    """Compare two series of seconds by their medians."""
    return Measurement(name, statistics.median(ours) * 1e3, statistics.median(bare) * 1e3, target)


def run(command: Sequence[str]) -> str:
    """Run a command in the repository's folder, and return what it printed."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout


def run_program(python: str, program: str, *arguments: str) -> str:
    """Run a measured program, without the proxies and Python settings of this shell."""
    variables = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    command = [python, "-I", "-c", program, *arguments]
    finished = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=variables)
    return finished.stdout


@contextmanager
def serving(python: str) -> Generator[str]:
    """Run the server, and yield a base URL on it."""
    with subprocess.Popen([python, "-c", SERVER], stdout=subprocess.PIPE, text=True) as server:
        try:
            output = cast("IO[str]", server.stdout)
            yield f"http://127.0.0.1:{int(output.readline())}/v1"
        finally:
            server.terminate()


def in_turns(rounds: int, *sides: Callable[[], float]) -> list[list[float]]:
    """Measure each side once per round, after one round that does not count."""
    series = [[side() for side in sides] for _ in range(rounds + 1)][1:]
    return [list(times) for times in zip(*series, strict=True)]


def measure(python: str, rounds: int, calls: int) -> list[Measurement]:
    """Take all measurements.

    Args:
        python: The interpreter of the environment to measure.
        rounds: How often each side takes its turn.
        calls: Calls in one turn of the warm benchmarks.
    """

    def process(program: str, *arguments: str) -> float:
        start = time.perf_counter()
        run_program(python, program, *arguments)
        return time.perf_counter() - start

    def importing(name: str) -> float:
        return float(run_program(python, IMPORT.format(name)))

    def warm(program: str) -> list[list[float]]:
        found: list[list[float]] = json.loads(
            run_program(python, program, url, str(rounds), str(calls))
        )
        return found

    with serving(python) as url:
        whole = in_turns(rounds, lambda: process(OURS_ONCE, url), lambda: process(BARE_ONCE, url))
        alone = in_turns(rounds, lambda: importing("finetunes"), lambda: importing("httpx"))
        return [
            measurement("process: import, client, first delete", 1.25, *whole),
            measurement("import alone, against httpx's", 0.05, *alone),
            measurement("delete over keep-alive, sync", 1.0, *warm(CALLS)),
            measurement("delete over keep-alive, async", 1.0, *warm(ASYNC_CALLS)),
        ]


def pinned(lock: str, names: set[str]) -> str:
    """Return the entries of a lock file, hashes included, for some distributions."""
    entries = re.split(r"\n(?=\S)", lock)
    return "\n".join(entry for entry in entries if re.split(r"[=\[ ]", entry)[0] in names)


def dependencies(distribution: str) -> set[str]:
    """Name what a distribution needs to run here, without extras, directly or not."""
    found: set[str] = set()
    waiting = [distribution]
    while waiting:
        for line in requires(waiting.pop()) or []:
            requirement = Requirement(line)
            name = canonicalize_name(requirement.name)
            needed = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if needed and name not in found:
                found.add(name)
                waiting.append(name)
    return found


def prepare(folder: Path, run: Callable[[Sequence[str]], str] = run) -> str:
    """Bring the clean environment up to date: pinned dependencies, and a wheel of this checkout.

    Args:
        folder: The environment's folder; it is made where it is missing or out of date.
        run: Runs a command.

    Returns:
        The environment's interpreter.
    """
    lock = (ROOT / "requirements-dev.lock").read_text("utf-8")
    requirements = pinned(lock, dependencies("finetunes"))
    installed = folder / "requirements.txt"
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    if not installed.exists() or installed.read_text("utf-8") != requirements:
        run([sys.executable, "-m", "venv", "--clear", str(folder)])
        wanted = folder / "wanted.txt"
        wanted.write_text(requirements, "utf-8")
        run([*pip, "--require-hashes", "-r", str(wanted)])
        wanted.rename(installed)
    wheels = folder / "wheels"
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)])
    newest = max(wheels.glob("*.whl"), key=lambda wheel: wheel.stat().st_mtime)
    run([*pip, "--force-reinstall", str(newest)])
    return python


def table(measurements: Sequence[Measurement]) -> str:
    """Lay the measurements out, with the target beside each ratio."""
    lines = [f"{'':40}{'ours ms':>10}{'httpx ms':>10}{'ratio':>8}{'target':>8}"]
    for found in measurements:
        missed = "" if found.ratio <= found.target else "  missed"
        lines.append(
            f"{found.name:40}{found.ours_ms:10.3f}{found.bare_ms:10.3f}"
            f"{found.ratio:8.3f}{found.target:8.2f}{missed}"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and write the figures where asked."""
    parser = argparse.ArgumentParser(description="Measure the client against bare httpx.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.add_argument(
        "--python", metavar="PROGRAM", help="measure this interpreter's environment instead"
    )
    parser.add_argument("--rounds", type=int, default=25, help="turns of each side (default 25)")
    parser.add_argument("--calls", type=int, default=100, help="calls in a turn (default 100)")
    options = parser.parse_args(arguments)
    try:
        python = options.python or prepare(ENVIRONMENT)
        measurements = measure(python, options.rounds, options.calls)
    except subprocess.CalledProcessError as error:
        # The command's own words are on stderr already.
        print(f"bench: exit code {error.returncode} of: {error.cmd[0]}", file=sys.stderr)
        return 1
    print(table(measurements))
    if options.json:
        figures = [{**asdict(found), "ratio": found.ratio} for found in measurements]
        options.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
