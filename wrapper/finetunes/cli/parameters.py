"""The arguments and options of the commands: what they share, and what takes some words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import finetunes

from . import plot

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    Command = Callable[..., int]
    Decorator = Callable[[Command], Command]


def complete_provider(_context: Any, _parameter: Any, typed: str) -> list[str]:
    """Offer the providers whose names begin with what was typed."""
    return [name for name in finetunes.providers() if name.startswith(typed)]


def complete_reference(_context: Any, _parameter: Any, typed: str) -> list[str]:
    """Offer the beginnings of references."""
    return [f"{name}:" for name in finetunes.providers() if f"{name}:".startswith(typed)]


def read_age(_context: Any, _parameter: Any, text: str | None) -> timedelta | None:
    """Read the value of an option that is an age."""
    if text is None:
        return None
    from . import listing

    try:
        return listing.read_age(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _check_picture(_context: Any, _parameter: Any, path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() not in plot.SUFFIXES:
        raise click.BadParameter(f"a picture's name ends in {' or '.join(plot.SUFFIXES)}")
    try:
        if path is not None and not path.parent.is_dir():
            raise click.BadParameter("there is no such folder")
    except OSError as error:  # a name too long, or a folder that may not be entered
        raise click.BadParameter(f"it cannot be written: {error.strerror}") from None
    return path


def timeout(words: str, default: float = 60.0) -> Decorator:
    """Return an option for seconds.

    Args:
        words: What they are for.
        default: How many there are by default.
    """
    return click.option(
        "--timeout", type=float, default=default, show_default=True, metavar="SECONDS", help=words
    )


def all_of(*decorators: Decorator) -> Decorator:
    """Return one decorator that gives a command all these arguments and options, in order."""

    def decorate(command: Command) -> Command:
        for one in reversed(decorators):
            command = one(command)
        return command

    return decorate


# Made once, because click asks the disk for a translation for each.
any_path = click.Path(path_type=Path)
file_path = click.Path(path_type=Path, dir_okay=False)

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
base_url = click.option(
    "--base-url", metavar="URL", help="Another address than the provider's own."
)
per_call = timeout("Time for each call in all.")
dry_run = click.option("--dry-run", is_flag=True, help="Print the requests; send nothing.")
yes = click.option("--yes", is_flag=True, help="Do not ask.")

provider = click.argument("provider", shell_complete=complete_provider)
reference = click.argument("reference", metavar="REF", shell_complete=complete_reference)
references = click.argument(
    "references", metavar="REF...", nargs=-1, required=True, shell_complete=complete_reference
)

reading = all_of(per_call, base_url, as_json)
transfer = all_of(timeout("Time without a single byte."), base_url, as_json)

older_than = click.option(
    "--older-than",
    callback=read_age,
    metavar="AGE",
    help="Only created longer ago: a number and one of s, m, h, d, w, as in 90d.",
)
choosing = all_of(
    click.option(
        "--status",
        "statuses",
        multiple=True,
        type=click.Choice([str(status) for status in finetunes.Status]),
        help="Only with this status, in our word: succeeded where a provider says completed "
        "or STATUS_READY; may be given again.",
    ),
    older_than,
)
providers = click.argument(
    "providers", metavar="[PROVIDER]...", nargs=-1, shell_complete=complete_provider
)
creating = all_of(
    provider,
    click.argument("arguments", metavar="[NAME=VALUE]...", nargs=-1),
    click.option(
        "--from",
        "source",
        metavar="FILE",
        type=any_path,
        help="Take the body from a .yaml or .json file; arguments win over it.",
    ),
    per_call,
    base_url,
    dry_run,
    yes,
    as_json,
)
drawing = all_of(
    click.option(
        "--metric",
        "names",
        multiple=True,
        metavar="NAME",
        help="The loss by default; may be given again.",
    ),
    click.option(
        "--plot",
        "picture",
        metavar="FILE",
        type=file_path,
        callback=_check_picture,
        help="Draw into a .png or .svg file.",
    ),
)
downloading = all_of(
    click.option(
        "-o",
        "--output",
        metavar="PATH",
        default=".",
        show_default=True,
        type=any_path,
        help="A file, or a folder that is there.",
    ),
    click.option(
        "--step", type=click.IntRange(min=0), help="The checkpoint of this training step."
    ),
    click.option("--checkpoint", metavar="KIND", help="merged, adapter or model_output_path."),
    click.option("--overwrite", is_flag=True, help="Replace a file that is there."),
)
uploading = all_of(
    provider,
    click.argument("files", metavar="FILE...", nargs=-1, required=True, type=any_path),
    click.option(
        "--purpose",
        default="fine-tune",
        show_default=True,
        help="What the files are for, in the provider's word.",
    ),
)
