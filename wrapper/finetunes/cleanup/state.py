"""Where this platform keeps what a program notes down and a person does not edit."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from finetunes import ConfigurationError

VARIABLE = "FINETUNES_STATE"
"""The environment variable that names another folder."""


def state_folder() -> Path:
    """Return the folder for the state of this user; it is not made here.

    Returns:
        What ``FINETUNES_STATE`` says, else ``finetunes`` in the folder of the platform:
        ``$XDG_STATE_HOME`` or ``~/.local/state``, on macOS ``~/Library/Application Support``,
        on Windows ``%LOCALAPPDATA%``. The path is absolute.

    Raises:
        ConfigurationError: This user has no home folder, and the environment names none.

    Source: XDG Base Directory Specification 0.8, by which a relative path counts as none.
    """
    try:
        if named := os.environ.get(VARIABLE):
            return Path(named).expanduser().absolute()
        return _of_platform(sys.platform) / "finetunes"
    except RuntimeError as error:
        raise ConfigurationError(
            f"there is no folder for the state of this user: {error}; set {VARIABLE}"
        ) from None


def _of_platform(platform: str) -> Path:
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    variable = "LOCALAPPDATA" if platform == "win32" else "XDG_STATE_HOME"
    named = Path(os.environ.get(variable, ""))
    if named.is_absolute():
        return named
    return Path.home() / ("AppData/Local" if platform == "win32" else ".local/state")


def make_private(folder: Path) -> None:
    """Make a folder that only this user can look into; one that exists stays as it is.

    Args:
        folder: The folder; those above it are made as usual.

    Raises:
        OSError: It cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
