"""``serve``: the embedded server, until Ctrl-C."""

from __future__ import annotations

import shlex
import threading
from typing import TYPE_CHECKING

from finetunes.testing import EmbeddedServer

from . import terminal
from .exits import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable


def run(port: int, *, speed: float = 1.0, wait: Callable[[], object] | None = None) -> ExitCode:
    """Serve the provider APIs on loopback.

    Args:
        port: The TCP port; 0 for a free one.
        speed: How many times faster the fine-tunes live; more than 0 and finite.
        wait: Returns, or raises KeyboardInterrupt, when it is time to stop; by default
            only Ctrl-C is.

    Returns:
        0 when it was stopped, 1 if the port cannot be used.
    """
    try:
        with EmbeddedServer(port, speed=speed) as server:
            references = server.seed()
            for name, value in server.environment.items():
                terminal.print_text(f"export {name}={shlex.quote(value)}")
            terminal.say(f"Serving on {server.url}; Ctrl-C stops it, a restart brings all back.")
            terminal.say("Paste the lines above into another terminal. Fine-tunes to try with:")
            for reference in references:
                terminal.say(f"  {reference}")
            terminal.say("and to create one, the training file")
            for file in server.together.files.ids():
                terminal.say(f"  {file}")
            (wait or threading.Event().wait)()
    except KeyboardInterrupt:
        pass  # the way to end it
    except OSError as error:
        terminal.say(f"finetunes: {error.strerror}")
        return ExitCode.OTHER
    terminal.say("Stopped.")
    return ExitCode.OK
