"""The embedded server with faults, until its input ends; prints how to reach it."""

from __future__ import annotations

import json
import sys

from finetunes.testing import EmbeddedServer, Fault, RandomFaults

SHARES = {
    Fault.DROP_BEFORE: 0.01,
    Fault.DROP_AFTER_COMMIT: 0.01,
    Fault.ERROR_AFTER_COMMIT: 0.01,
    Fault.DROP_MID_REPLY: 0.01,
    Fault.ERROR_BEFORE: 0.01,
    Fault.RATE_LIMIT: 0.01,
    Fault.GARBAGE: 0.01,
    Fault.PROXY_PAGE: 0.01,
}

with EmbeddedServer(cancel_seconds=9999) as server:  # what is asked to stop goes on asking
    job, stopping = (server.together.add(status="running") for _ in range(2))
    server.follow(RandomFaults(1, SHARES))
    about = {"api_key": server.key("together"), "base_url": server.base_url("together")}
    sys.stdout.write(json.dumps({**about, "job": job, "stopping": stopping}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
