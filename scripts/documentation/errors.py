"""The error reference, from the classes themselves."""

from __future__ import annotations

import ast
import inspect
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from finetunes import cleanup, errors
from finetunes.cli.exits import NotConfirmedError, code_of

from .words import escape, page, table

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = Path(__file__).with_suffix(".md").read_text("utf-8").rstrip()
_UNCHANGED = "nothing was changed."
_DOCTOR = "with `finetunes doctor --online`."
_NEW_PLAN = "Make a new plan"
_TO_DO = {
    "FinetunesError": "Print it, and look below for its class. Catch it last.",
    "ConfigurationError": "Correct the argument, address or variable that the message names.",
    "InvalidAPIKeyError": "Copy the key again; most often it has a line break or a quote in it.",
    "MissingAPIKeyError": "Set the variable that the message names, or pass `api_key`.",
    "InvalidIDError": "Give the id as the provider lists it, without `provider:` before it.",
    "InvalidRequestError": "Correct the fields that the message names.",
    "InvalidFileError": "Mend the file; `line` says where. What comes after it was not judged.",
    "UnsupportedOperationError": "See what the provider offers, with `finetunes providers`.",
    "PolicyError": "Leave it, or edit the rule: [guard rails](guard-rails.md).",
    "UndecodableResponseError": "Look at `body`, and read again; a proxy may have answered.",
    "OutcomeUnknownError": "Do first what `next_step` says: [outcomes](outcomes.md).",
    "IncompleteListingError": "Do not take `found` for all. The exit code is that of `failures`.",
    "JobRestartedError": "Go on with `new_id`; where there is none, list the jobs.",
    "WaitTimeoutError": "Wait again, or cancel the job: it goes on, and costs money.",
    "TransferError": "Where `passing`, call again: a download is resumed. Else mend what it names.",
    "APIConnectionError": f"Check the address that the message names, and try again: {_UNCHANGED}",
    "APITimeoutError": f"Try again, or give more time with `timeout`: {_UNCHANGED}",
    "APIStatusError": "Read `message` and `body`; give `request_id` to the provider's support.",
    "BadRequestError": "Correct the request: `message` says what is wrong with it.",
    "AuthenticationError": f"Check the key {_DOCTOR}",
    "PermissionDeniedError": f"Check the key, and what it may do, {_DOCTOR}",
    "NotFoundError": "Look for it with `finetunes list`. Where gone is good: `missing_ok=True`.",
    "ConflictError": "Look at its state with `finetunes show`, and wait for it or change it.",
    "UnprocessableEntityError": "Correct the fields that `body` names.",
    "RateLimitError": f"Wait `retry_after` seconds, then try again: {_UNCHANGED}",
    "InternalServerError": f"Try again later: {_UNCHANGED}",
    "ProviderRetiredWarning": "Expect the service to be gone: [semantics](semantics.md).",
    "AuditError": "Make room, or name another folder in `FINETUNES_STATE`.",
    "AuditWarning": "Note by hand what the message says: it is not in the log.",
    "BackupError": "Mend what it names and run it again; keep the fine-tune until then.",
    "PlanError": f"{_NEW_PLAN}.",
    "PlanRefusedError": f"{_NEW_PLAN}, or wait for the run that is under way.",
    "ChangedSincePlanError": "Look at the item with `finetunes show`, and make a new plan.",
    "NotSentError": "Apply the plan again: what is finished is skipped.",
    "NotConfirmedError": "Answer the question, or pass `--yes` where nobody can.",
}
_COMMAND = """\
Not to be caught in Python: a command shows it in the column `outcome`, and as the `type` of an
error in what `--json` prints."""


def text() -> str:
    """Return the page docs/errors.md.

    Raises:
        LookupError: There is an error of which nobody has said what to do.
    """
    common, plans = _classes(errors.__all__, errors), _classes(cleanup.__all__, cleanup)
    known = [*common, *plans, NotConfirmedError]
    rows = [
        (f"[`{kind.__name__}`](#{kind.__name__.lower()})", _status(kind), _exit(kind))
        for kind in known
    ]
    return page(
        _HEAD,
        "## All of them",
        table(("class", "HTTP status", "exit code"), *rows),
        "## Of a call",
        *(block for kind in common for block in _entry(kind)),
        "## Of `finetunes.cleanup`",
        *(block for kind in plans for block in _entry(kind)),
        "## Of the command line",
        _COMMAND,
        *_entry(NotConfirmedError),
    )


def _classes(names: list[str], module: object) -> list[type[Exception]]:
    """Return the errors and warnings among public names, in the order they are written in."""
    values = (getattr(module, name) for name in names)
    found: list[type[Exception]] = [
        value for value in values if isinstance(value, type) and issubclass(value, Exception)
    ]
    return sorted(found, key=lambda kind: (kind.__module__, inspect.getsourcelines(kind)[1]))


def _entry(kind: type[Exception]) -> Iterator[str]:
    above = [
        base.__name__ for base in kind.__mro__[1:] if base not in {Exception, BaseException, object}
    ]
    yield f"### {kind.__name__}"
    if above:
        yield "Is also: " + ", ".join(f"`{name}`" for name in above) + "."
    yield escape(inspect.getdoc(kind) or "")
    facts = [("exit code", _exit(kind)), ("what to do", _to_do(kind.__name__))]
    if status := _status(kind):
        facts.insert(0, ("HTTP status", status))
    yield table(("", ""), *facts)
    if attributes := list(_attributes(kind)):
        yield table(("attribute", "type", "what it is"), *attributes)


def _to_do(name: str) -> str:
    if name not in _TO_DO:
        raise LookupError(f"{name}: say in {__file__} what to do about it")
    return _TO_DO[name]


def _status(kind: type[Exception]) -> str:
    statuses = [status for status, known in errors.BY_STATUS.items() if known is kind]
    if len(statuses) == 1:
        return f"{statuses[0]} {HTTPStatus(statuses[0]).phrase}"
    return f"{statuses[0]} to {statuses[-1]}" if statuses else ""


def _exit(kind: type[Exception]) -> str:
    if issubclass(kind, Warning):
        return "none: it goes on"
    usual = code_of(kind(""))
    codes = [f"{usual.value}"]
    for flag in [name for name, type, _ in _attributes(kind) if type == "`bool`"]:
        error = kind("")
        setattr(error, flag.strip("`"), True)
        if code_of(error) is not usual:
            codes.append(f"{code_of(error).value} where {flag}")
    return ", ".join(codes)


def _attributes(kind: type[Exception]) -> Iterator[tuple[str, str, str]]:
    """Yield name, type and meaning of what a class has beside those above it."""
    (defined,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(defined, ast.ClassDef)  # noqa: S101 - it is the source of a class
    for field, words in zip(defined.body, defined.body[1:], strict=False):
        match field, words:
            case (
                ast.AnnAssign(target=ast.Name(id=name), annotation=annotation),
                ast.Expr(value=ast.Constant(value=str(meaning))),
            ):
                yield f"`{name}`", f"`{ast.unparse(annotation)}`", escape(" ".join(meaning.split()))
            case _:
                pass
