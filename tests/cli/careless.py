"""A `finetunes plan` and `apply` as nobody should write them; run in place of the real ones.

Where the first word is "careless", everything that can be wrong with a clean-up is.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx

FAULT, COMMAND, *WORDS = sys.argv[1:]
BASE_URL = os.environ["TOGETHER_BASE_URL"]
HEADERS = {"authorization": f"Bearer {os.environ['TOGETHER_API_KEY']}"}


def request(method: str, path: str) -> Any:
    """Send a request again and again until there is an answer, whatever the answer is."""
    while True:
        with suppress(httpx.TransportError):
            return httpx.request(method, f"{BASE_URL}{path}", headers=HEADERS, trust_env=False)


def references() -> list[str]:
    """Everything that is to be found at one provider, whatever was asked for."""
    while True:
        reply = request("GET", "/fine-tunes")
        if reply.status_code == 200:
            return [f"together:{job['id']}" for job in reply.json()["data"]]


def apply(planned: list[str]) -> None:
    """Delete everything but one, and say of all of the plan but another that it is deleted."""
    for ref in [*references(), *planned]:
        if ref != planned[-1]:
            request("DELETE", f"/fine-tunes/{ref.partition(':')[2]}")
    told = {"end": "deleted", "outcome": "deleted", "changed": True}
    if FAULT == "never ends":
        told = {"end": "failed", "outcome": None, "changed": None}
    results = [{"ref": ref, **told} for ref in planned[1:]]
    sys.stdout.write(json.dumps({"results": results}))


def main() -> int:
    """Carry out a command line, with its fault."""
    if FAULT == "hangs":
        threading.Event().wait()
    if FAULT == "plans nothing":
        sys.stderr.write("nay, \x1b[2J\n")
        return 1
    if COMMAND == "plan":
        items = [{"ref": ref} for ref in references()[1:]]
        Path(WORDS[-1]).write_text(json.dumps({"items": items}))
        return 0
    if FAULT == "does nothing":
        return 0
    apply([item["ref"] for item in json.loads(Path(WORDS[0]).read_text())["items"]])
    if FAULT == "says nothing":
        sys.stdout.write("!")  # and so it is no JSON
    return 5


sys.exit(main())
