"""The command reference, from the commands themselves."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click
from finetunes.cli import commands

from .words import escape, page, table

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """# Commands

`finetunes COMMAND --help` says the same in the terminal. The documents that `--json` prints are
described by [a JSON Schema](schemas/command-line-1.json)."""

_ARGUMENTS = {
    "REF": "A fine-tune, as `provider:id`.",
    "REF...": "Fine-tunes, each as `provider:id`.",
    "REF... | --running [PROVIDER]...": "Fine-tunes, or whatever runs at these providers.",
    "PROVIDER": "The name of a provider.",
    "[PROVIDER]...": "Names of providers; every provider where none is given.",
    "[NAME=VALUE]...": "Fields of the body.",
    "FILE...": "One file or several.",
    "PLAN": "The file that `plan -o` has written.",
    "delete|cancel": "What is to be done.",
    "OPERATION": "What to look for.",
}


def text() -> str:
    """Return the page docs/commands.md."""
    root = commands._finetunes  # noqa: SLF001 - the one object that has all commands
    context = click.Context(root, info_name="finetunes")
    return page(_HEAD, *_help(root.help), *_help(root.epilog), *_commands(root, context))


def _commands(group: click.Group, above: click.Context) -> Iterator[str]:
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        assert command  # noqa: S101 - it was listed just now
        context = click.Context(command, info_name=name, parent=above)
        if isinstance(command, click.Group):
            yield from _commands(command, context)
        else:
            yield from _command(command, context)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    words = [context.command_path, *command.collect_usage_pieces(context)]
    yield f"## {context.command_path}"
    yield "```text\n" + " ".join(words) + "\n```"
    yield from _help(command.help)
    yield table(("", ""), *(_parameter(one, context) for one in command.params))


def _parameter(parameter: click.Parameter, context: click.Context) -> tuple[str, str]:
    """Return how an argument or option is written, and what it is.

    Raises:
        LookupError: It is an argument of which nobody has said what it is.
    """
    if isinstance(parameter, click.Argument):
        written = parameter.make_metavar(context)
        if written not in _ARGUMENTS:
            raise LookupError(f"{context.command_path} {written}: say in {__file__} what it is")
        return f"`{written}`", _ARGUMENTS[written]
    written, words = parameter.get_help_record(context) or ("", "")
    return f"`{written}`", escape(words)


def _help(words: str | None) -> Iterator[str]:
    """Yield the paragraphs; the lines of one that begins with click's mark are kept."""
    for paragraph in inspect.cleandoc(words or "").split("\n\n"):
        if paragraph.startswith("\b\n"):
            yield f"```text\n{paragraph[2:]}\n```"
        else:
            yield escape(paragraph)
