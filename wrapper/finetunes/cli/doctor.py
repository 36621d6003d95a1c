"""``doctor``: what would keep a call from working, found before one is made."""

from __future__ import annotations

import os
import platform
import re
import warnings
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib import metadata
from typing import TYPE_CHECKING

import finetunes
from finetunes import cleanup

from . import confirm, providers, terminal
from .exits import ExitCode, code_of, combined

if TYPE_CHECKING:
    from collections.abc import Iterator

_REQUIREMENT = re.compile(r"([\w.-]+)(?:[^;]*;.*\bextra == [\"']([\w-]+))?")


class Grade(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    """A provider's name, or this package's."""
    check: str
    """What was looked at."""
    grade: Grade
    words: str
    """What was found; never a key."""
    code: ExitCode = ExitCode.OK
    """What a failure makes the command end with."""


def run(*, online: bool, timeout: float, as_json: bool) -> ExitCode:
    """Look at this installation, the environment and, if asked, the providers.

    Args:
        online: Ask every provider that has a key.
        timeout: Seconds for each provider in all.
        as_json: Print a JSON document instead of the table.

    Returns:
        0 if every provider with a key is fine and there is one; 3 without any key; else what
        the failures have in common, or 7.
    """
    there = finetunes.providers().values()
    findings = [*_installation(), *_guard_rails()]
    if not any(finding.grade is Grade.FAILURE for finding in findings):
        # Else there can be no client, of any provider.
        for provider in there:
            findings += _provider(provider, timeout if online else None)
    failures = [finding for finding in findings if finding.grade is Grade.FAILURE]
    any_key = any(provider.has_api_key for provider in there)
    fine = any_key and not failures
    if as_json:
        terminal.print_json(
            {"schema": 1, "fine": fine, "findings": [asdict(finding) for finding in findings]}
        )
    else:
        rows = [(item.subject, item.check, item.grade, item.words) for item in findings]
        terminal.print_table(("about", "what", "", "found"), rows)
    if not any_key:
        variables = ", ".join(provider.api_key_variables[0] for provider in there)
        terminal.say(f"finetunes: no provider has an API key; set one of {variables}")
        return ExitCode.AUTHENTICATION
    for failure in failures:
        terminal.say(f"finetunes: {terminal.escape(failure.words)}")
    return ExitCode.OK if fine else combined(failure.code for failure in failures)


def _provider(provider: finetunes.Provider, timeout: float | None) -> Iterator[Finding]:
    """Look at one provider; it is asked only where key and address can be used."""
    key, address = _key(provider), _address(provider)
    yield key
    yield address
    for entry in provider.retired:
        offered = entry.operation == "all" or entry.operation in provider.operations
        since = f"{entry.operation}: {entry.state} since {entry.date}"
        grade = Grade.WARNING if offered else Grade.NOTE
        words = f"{since} (source: {entry.source}). {entry.note}"
        yield Finding(provider.name, "life cycle", grade, words)
    if timeout is not None and key.grade is address.grade is Grade.OK:
        yield _online(provider, timeout)


def _key(provider: finetunes.Provider) -> Finding:
    if not provider.has_api_key:
        words = f"no key; set {' or '.join(provider.api_key_variables)} to use {provider.title}"
        return Finding(provider.name, "key", Grade.NOTE, words)
    try:
        # With an address of its own, so that only the key can be wrong.
        finetunes.Client(provider.name, base_url=provider.base_url).close()
    except finetunes.InvalidAPIKeyError as error:
        return Finding(provider.name, "key", Grade.FAILURE, str(error), code_of(error))
    except finetunes.ConfigurationError:
        pass  # a proxy, or certificates, that cannot be used: told of the address
    variable = next(name for name in provider.api_key_variables if os.environ.get(name))
    return Finding(provider.name, "key", Grade.OK, f"{variable} is set")


def _address(provider: finetunes.Provider) -> Finding:
    try:
        words = providers.base_url_in_force(provider)
    except finetunes.ConfigurationError as error:
        if not provider.has_api_key:
            return Finding(provider.name, "address", Grade.WARNING, str(error))
        return Finding(provider.name, "address", Grade.FAILURE, str(error), code_of(error))
    if os.environ.get(provider.base_url_variable):
        words += f", from {provider.base_url_variable}"
    return Finding(provider.name, "address", Grade.OK, words)


def _online(provider: finetunes.Provider, timeout: float) -> Finding:
    """Read the first item of the listing, the way every other call goes out."""
    try:
        client = finetunes.Client(provider.name, timeout=timeout, max_retries=0)
        with client, warnings.catch_warnings():
            # What is retired has a line of its own.
            warnings.simplefilter("ignore", finetunes.ProviderRetiredWarning)
            next(iter(client.list()), None)
    except finetunes.FinetunesError as error:
        return _refused(provider, error)
    return Finding(provider.name, "online", Grade.OK, "reachable, and takes the key")


def _refused(provider: finetunes.Provider, error: finetunes.FinetunesError) -> Finding:
    code = code_of(error)
    clear = True  # also where the service is retired
    match error:
        case finetunes.ConfigurationError():
            found = "not asked"
        case finetunes.APIConnectionError():
            found = "unreachable"
        case finetunes.AuthenticationError():
            found = "reachable, and refuses the key"
        case finetunes.PermissionDeniedError():
            found, clear = "reachable, and refuses the key", False
        case finetunes.RateLimitError() | finetunes.InternalServerError():
            found, code, clear = "reachable, and cannot answer now", ExitCode.TRY_AGAIN, False
        case _:
            found, code, clear = "reachable, and answers something else", ExitCode.OTHER, False
    ended = any(entry.operation in {"all", "list"} for entry in provider.retired)
    if ended and not clear:
        words = f"{found}, as a retired service may: {error}"
        return Finding(provider.name, "online", Grade.WARNING, words)
    return Finding(provider.name, "online", Grade.FAILURE, f"{found}: {error}", code)


def _guard_rails() -> Iterator[Finding]:
    """Say which guard rails are in force, and where every cancel and delete is noted."""
    try:
        policy = finetunes.Policy.find()
    except finetunes.PolicyError as error:
        yield Finding("finetunes", "policy", Grade.FAILURE, str(error), code_of(error))
    else:
        grade = Grade.OK if policy else Grade.NOTE
        (words,) = confirm.describe([policy] if policy else [])
        yield Finding("finetunes", "policy", grade, words)
    try:
        log = cleanup.AuditLog()
        log.check()
    except finetunes.FinetunesError as error:
        words = f"no cancel or delete can be sent: {error}"
        yield Finding("finetunes", "audit log", Grade.WARNING, words)
    else:
        yield Finding("finetunes", "audit log", Grade.OK, str(log.path))


def _installation() -> Iterator[Finding]:
    """Say which versions run here, and which extras are complete."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    words = f"{finetunes.__version__}, {python}, {platform.system()}"
    yield Finding("finetunes", "version", Grade.OK, words)
    try:
        required = metadata.requires("finetunes") or []
    except metadata.PackageNotFoundError:
        words = "finetunes is not installed, only on the path; extras are not known"
        yield Finding("finetunes", "extras", Grade.NOTE, words)
        return
    extras: dict[str, list[str]] = {}
    for found in filter(None, map(_REQUIREMENT.match, required)):
        extras.setdefault(found[2] or "", []).append(found[1])
    for name, libraries in extras.items():
        yield _extra(name, libraries)


def _extra(name: str, libraries: list[str]) -> Finding:
    check = f"extra {name}" if name else "libraries"
    versions: list[str] = []
    for library in libraries:
        try:
            versions.append(f"{library} {metadata.version(library)}")
        except metadata.PackageNotFoundError:
            words = f"{library} is missing; to have it, run: pip install 'finetunes[{name}]'"
            return Finding("finetunes", check, Grade.NOTE, words)
    return Finding("finetunes", check, Grade.OK, ", ".join(versions))
