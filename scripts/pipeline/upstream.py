"""Ask a provider's sources for what is new, and refuse what cannot be the same thing, newer."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote, urljoin, urlsplit

from pipeline import fetch, fetched, pages, provider
from pipeline.authored import identity
from pipeline.errors import PipelineError
from pipeline.fetched import Record
from pipeline.jsontypes import is_mapping
from pipeline.select import path_pattern
from pipeline.structure import operations

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx

    from pipeline.fetch import Reply

MOST_PAGES = 500
"""Pages that are taken of one index at most."""

# [Delete a job](https://docs.example.com/reference/delete.md): what it does
_LINK = re.compile(r"\]\(\s*<?([^\s()<>]+)>?[^()]*\)")
# For each file its addresses, the most trustworthy first, and the index that lists it.
_Wanted: TypeAlias = dict[str, tuple[tuple[str, ...], str | None]]
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


@dataclass(slots=True)
class News:
    """What a provider's sources have brought.

    Attributes:
        files: The bytes of every file that is new or has changed, by its name in the folder.
        records: Where every fetched file came from, those that have not changed included.
        notices: What a maintainer should know, a line each; may quote foreign text.
        asked: Whether there was a source that can be fetched.
    """

    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    records: dict[str, Record] = field(default_factory=dict[str, Record])
    notices: list[str] = field(default_factory=list[str])
    asked: bool = False


async def read_all(
    specs: Path, names: Sequence[str], today: str, patience: float
) -> tuple[dict[str, News], dict[str, PipelineError]]:
    """Ask the sources of several providers, one after the other; nothing is written.

    Args:
        specs: Folder whose folders are the providers.
        names: The providers.
        today: The date to record, e.g. `2026-04-28`.
        patience: Seconds that all of it may take.

    Returns:
        What the sources have brought, and of those that could not be read why, by provider.
    """
    news: dict[str, News] = {}
    failures: dict[str, PipelineError] = {}
    until = asyncio.get_running_loop().time() + patience
    async with fetch.client() as http:
        for name in names:
            try:
                async with asyncio.timeout_at(until):
                    news[name] = await read(specs / name, http, today)
            except PipelineError as error:
                failures[name] = error
            except TimeoutError:
                failures[name] = PipelineError(
                    f"the sources were not read within {patience:g} seconds",
                    fix="run this again later, or give it longer: --patience",
                )
            except OSError as error:
                failures[name] = unreadable(specs / name, error)
    return news, failures


def unreadable(folder: Path, error: OSError) -> PipelineError:
    """Return a refusal of a provider's folder in which a file cannot be read, or not copied."""
    reason: object = error
    if isinstance(error, shutil.Error):  # it holds a list: source, target and reason of each file
        (_, _, reason), *_ = error.args[0]
    return PipelineError(str(reason), file=folder, fix="mend or remove it, and run this again")


async def read(folder: Path, http: httpx.AsyncClient, today: str) -> News:
    """Ask all sources of one provider; nothing is written.

    Args:
        folder: The provider's folder in `specs/`.
        http: What `fetch.client` gave.
        today: The date to record, e.g. `2026-04-28`.

    Raises:
        PipelineError: A source cannot be read, or gives something else than was there.
    """
    reader = _Reader(folder, http, today)
    facts = provider.read(folder, vendored=False)
    wanted: _Wanted = {name: (urls, None) for name, urls in facts.addresses.items()}
    wanted |= await reader.listed(facts, taken=wanted.keys() | set(facts.by_hand))
    reader.news.asked = bool(wanted)
    reader.news.notices += [
        f"{name} is kept by hand (`fetch: false`); compare it with its address in provider.yaml"
        for name in facts.by_hand
    ]
    for name, (urls, index) in wanted.items():
        await reader.file(name, urls, index, whole=folder / name == facts.source)
    return reader.news


class _Reader:
    def __init__(self, folder: Path, http: httpx.AsyncClient, today: str) -> None:
        self.folder = folder
        self.http = http
        self.today = today
        self.news = News(records=fetched.read(folder))

    async def listed(self, facts: provider.Provider, taken: set[str]) -> _Wanted:
        """Return the pages that indexes list, and those that they listed once."""
        found: _Wanted = {}
        stated = {url for urls in facts.addresses.values() for url in urls}
        known = {record.url: name for name, record in self.news.records.items() if record.listed_in}
        for index, globs in facts.indexes:
            reply = await fetch.fetch(self.http, index)
            links = _links(reply.content if reply else b"", index, globs) - stated
            for url in sorted(links):
                name = known.get(url) or _name(url, taken | found.keys())
                if url not in known:
                    self.news.notices.append(f"new in {index}: {url}")
                found[name] = ((url,), index)
        listed = {urls[0] for urls, _ in found.values()}
        for url, name in known.items():
            if url not in listed | stated and (self.folder / name).exists():
                self.news.notices.append(f"no longer in the index, still asked for: {url}")
                found[name] = ((url,), self.news.records[name].listed_in)
        return found

    async def file(self, name: str, urls: Sequence[str], index: str | None, *, whole: bool) -> None:
        """Read one file from the first of its addresses that still has it."""
        url, *others = urls
        record = self.news.records.get(name)
        known = record and record.url == url and fetched.is_kept(self.folder, name, record)
        try:
            reply = await fetch.fetch(self.http, url, record if known else None)
        except fetch.GoneError as error:
            if not others:
                raise PipelineError(
                    error.message,
                    file=url,
                    fix=f"if the provider has withdrawn what {name} describes, remove the file"
                    " and its entries and say so in `life_cycle`; else correct the address",
                ) from None
            self.news.notices.append(f"{error}; the next address is asked")
            await self.file(name, others, index, whole=whole)
        else:
            if reply:
                self._take(name, url, index, reply, whole=whole)

    def _take(self, name: str, url: str, index: str | None, reply: Reply, *, whole: bool) -> None:
        if reply.moved:
            self.news.notices.append(f"{url} leads to another address: {reply.moved}")
        digest = fetched.sha256(reply.content)
        record = self.news.records.get(name)
        file = self.folder / name
        before = file.read_bytes() if file.is_file() else None
        if before == reply.content and (record is None or record.sha256 == digest):
            return  # another ETag for the same bytes is no news
        self._check(name, url, before, reply.content, whole=whole)
        self.news.files[name] = reply.content
        self.news.records[name] = Record(
            url, self.today, digest, reply.etag, reply.last_modified, index
        )

    def _check(
        self, name: str, url: str, before: bytes | None, after: bytes, *, whole: bool
    ) -> None:
        """Refuse a file that is not the same thing, newer."""
        new = _described(after, url, whole=whole)
        old = _described(before, str(self.folder / name), whole=whole) if before else new
        gone, more = ({**a}.keys() - b.keys() for a, b in ((old, new), (new, old)))
        if gone and not whole:
            raise PipelineError(
                f"no longer describes {_shown(old, gone)}, but {_shown(new, set(new))}",
                file=url,
                fix=f"look at the page; if that is right, remove {name} and run this again",
            )
        for what, words in ((_shown(old, gone), "disappeared"), (_shown(new, more), "new")):
            if what:
                self.news.notices.append(f"{words} in {url}: {what}")


def _described(content: bytes, place: str, *, whole: bool) -> dict[str, str]:
    """Return the operations of a page or of a whole document: how they are called, by identity.

    Raises:
        PipelineError: It is neither, or not all of it is there.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file"
        file.write_bytes(content)
        try:
            if not whole:
                stated = [(page.path, page.method) for page in pages.read_pages(file)]
            else:
                document = provider.load(file)
                if not is_mapping(document) or not str(document.get("openapi")).startswith("3."):
                    raise PipelineError("is not an OpenAPI 3 document")
                stated = [(path, method) for path, method, _ in operations(document)]
        except PipelineError as error:
            raise PipelineError(
                error.message, file=place, line=error.line, fix="look at what is published there"
            ) from None
    if not stated:
        raise PipelineError("describes no operation", file=place, fix="look at what is there")
    return {identity(path, method): f"{method.upper()} {path}" for path, method in stated}


def _shown(names: dict[str, str], keys: set[str]) -> str:
    return ", ".join(sorted(names[key] for key in keys))


def _links(content: bytes, index: str, globs: Sequence[str]) -> set[str]:
    """Return the pages that an index lists at its own origin and that a glob matches.

    Raises:
        PipelineError: There is none for one of the globs, or there are too many.
    """
    origin = urlsplit(index)[:2]
    found: set[str] = set()
    paths = {
        url: urlsplit(url).path
        for link in _LINK.findall(content.decode("utf-8", "replace"))
        if urlsplit(url := urljoin(index, link).partition("#")[0])[:2] == origin
    }
    for glob in globs:
        matched = {url for url, path in paths.items() if path_pattern(glob).fullmatch(path)}
        if not matched:
            raise PipelineError(
                f"lists no page like {glob!r}", file=index, fix="look at it, then correct `pages`"
            )
        found |= matched
    if len(found) > MOST_PAGES:
        raise PipelineError(
            f"lists {len(found)} such pages, more than {MOST_PAGES}",
            file=index,
            fix="narrow `pages` in provider.yaml",
        )
    return found


def _name(url: str, taken: set[str]) -> str:
    """Return the name of a new page: the last part of its path, or more where that is taken."""
    parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    for count in range(1, len(parts) + 1):
        name = "-".join(parts[-count:])
        if _PLAIN_NAME.fullmatch(name) and f"pages/{name}" not in taken:
            return f"pages/{name}"
    raise PipelineError(
        "no file can be called like this page",
        file=url,
        fix="give it an entry of its own with a `file`",
    )
