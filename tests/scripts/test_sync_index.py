"""An index names pages to take, and a record says where each fetched file came from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pipeline import fetched, upstream

from .asking import read, refusal, sources, take
from .site import INDEX, STOP, Site, index, page
from .small import PAGE

if TYPE_CHECKING:
    from pathlib import Path


def test_the_pages_that_an_index_lists_are_taken(site: Site, folder: Path) -> None:
    site.put(STOP, PAGE)
    site.put("/jobs/start.md", page("start"))
    outside = "https://elsewhere.example.com/jobs/stop.md"
    site.put(INDEX, index(site.url(STOP), "/jobs/start.md#top", "/guides/jobs.md", outside))
    sources(folder, f"index: '{site.url(INDEX)}', pages: ['/jobs/*']")
    (folder / "pages/stop.md").unlink()
    news = read(folder)
    assert news.files == {"pages/start.md": page("start").encode(), "pages/stop.md": PAGE.encode()}
    assert news.records["pages/stop.md"].listed_in == site.url(INDEX)
    assert news.notices == [
        f"new in {site.url(INDEX)}: {site.url(path)}" for path in ("/jobs/start.md", STOP)
    ]


def test_a_page_with_an_entry_of_its_own_is_asked_for_once(site: Site, folder: Path) -> None:
    site.put(STOP, PAGE)
    site.put(INDEX, index(STOP))
    sources(
        folder,
        f"index: '{site.url(INDEX)}', pages: ['/jobs/*']",
        f"file: pages/stop.md, url: '{site.url(STOP)}'",
    )
    assert read(folder).notices == []
    assert site.asked == [INDEX, STOP]


def test_pages_of_one_name_are_told_apart_by_their_folders(site: Site, folder: Path) -> None:
    site.put("/a/stop.md", PAGE)
    site.put("/b/stop.md", page("start"))
    site.put(INDEX, index("/a/stop.md", "/b/stop.md"))
    (folder / "pages/stop.md").unlink()
    sources(folder, f"index: '{site.url(INDEX)}', pages: ['/*/stop.md']")
    assert list(read(folder).files) == ["pages/stop.md", "pages/b-stop.md"]


@pytest.mark.parametrize("path", ["/jobs/.stop", "/jobs/st%20op.md", "/jobs/%2e%2e%2fx%5cy"])
def test_a_page_whose_name_is_no_files_is_refused(path: str, site: Site, folder: Path) -> None:
    site.put(INDEX, index(path))
    sources(folder, f"index: '{site.url(INDEX)}', pages: ['/jobs/**']")
    if path != "/jobs/.stop":
        assert "no file can be called like this page" in refusal(folder)
    else:
        site.put(path, PAGE)
        assert list(read(folder).files) == ["pages/jobs-.stop"]


def test_a_page_that_is_listed_no_longer_is_still_asked_for(site: Site, folder: Path) -> None:
    site.put(STOP, PAGE)
    site.put("/jobs/start.md", page("start"))
    site.put(INDEX, index(STOP, "/jobs/start.md"))
    (folder / "pages/stop.md").unlink()
    sources(folder, f"index: '{site.url(INDEX)}', pages: ['/jobs/*']")
    take(folder)
    site.put(INDEX, index("/jobs/start.md"))
    news = read(folder)
    assert news.notices == [f"no longer in the index, still asked for: {site.url(STOP)}"]
    del site.answers[STOP]
    assert "answered 404" in refusal(folder)
    (folder / "pages/stop.md").unlink()
    assert read(folder).notices == []


def test_an_index_that_lists_none_of_the_pages_is_refused(site: Site, folder: Path) -> None:
    site.put(INDEX, index("/guides/jobs.md"))
    sources(folder, f"index: '{site.url(INDEX)}', pages: ['/jobs/*']")
    assert "lists no page like '/jobs/*'" in refusal(folder)


def test_an_index_with_too_many_pages_is_refused(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upstream, "MOST_PAGES", 1)
    site.put(INDEX, index("/jobs/a.md", "/jobs/b.md"))
    sources(folder, f"index: '{site.url(INDEX)}', pages: ['/jobs/*']")
    assert "lists 2 such pages, more than 1" in refusal(folder)


@pytest.mark.parametrize(
    "content",
    [
        *("[]", "{", '{"a": 1}', '{"a": {}}', '{"a": {"url": 1, "date": "x", "sha256": ""}}'),
        '{"": {"url": "u", "date": "2026-01-01", "sha256": "s"}}',
        json.dumps({"a": {"url": "u", "date": "2026-01-01", "sha256": "s", "more": "m"}}),
    ],
)
def test_a_record_that_sync_did_not_write_is_refused(content: str, folder: Path) -> None:
    (folder / fetched.NAME).write_text(content, "utf-8")
    assert "is not what sync.py writes" in refusal(folder)


@pytest.mark.parametrize(
    "entry", ["index: 'https://example.com/llms.txt'", "index: 7, pages: ['/a']"]
)
def test_an_index_without_pages_or_address_is_refused(entry: str, folder: Path) -> None:
    sources(folder, entry)
    assert "an index has an address, and `pages` to take" in refusal(folder)


def test_a_receipt_tells_where_the_fetched_file_came_from(site: Site, folder: Path) -> None:
    from pipeline.build import build

    site.put(STOP, page(title="Small API").replace("> Stops it.", "> Stops it now."))
    sources(
        folder,
        f"file: pages/stop.md, url: '{site.url(STOP)}', licence: MIT, note: old, sha256: '00',"
        " date: '2025-01-01', fetch: true",
    )
    record = take(folder).records["pages/stop.md"]
    (told,) = build(folder).made_from["files"]
    assert told == {
        "file": "pages/stop.md",
        "licence": "MIT",
        "url": site.url(STOP),
        "date": "2026-05-06",
        "sha256": record.sha256,
    }


def test_what_people_wrote_about_the_same_bytes_stays(site: Site, folder: Path) -> None:
    from pipeline.build import build

    text = page().replace("> Stops it.", "> Stops it now.")
    site.put(STOP, text)
    digest = fetched.sha256(text.encode())
    sources(folder, f"file: pages/stop.md, url: '{site.url(STOP)}', note: n, sha256: '{digest}'")
    take(folder)
    (told,) = build(folder).made_from["files"]
    assert (told["note"], told["date"]) == ("n", "2026-05-06")


def test_a_record_alone_tells_where_a_file_came_from(site: Site, folder: Path) -> None:
    from pipeline.provider import read as facts_of

    site.put(STOP, page(title="Small API").replace("> Stops it.", "> Stops it now."))
    sources(folder, f"file: pages/stop.md, url: '{site.url(STOP)}'")
    take(folder)
    (folder / "provider.yaml").unlink()
    (told,) = facts_of(folder).sources
    assert told["url"] == site.url(STOP)
