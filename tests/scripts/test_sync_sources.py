"""Sources are asked in order of trust, and what they give has to be the same thing, newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pipeline import fetched

from ..core.wire import reply
from .asking import read, refusal, sources, take
from .site import STOP, Site, page
from .small import AUTHORED, PAGE

if TYPE_CHECKING:
    from pathlib import Path

KIND = "application/yaml"


def test_a_page_that_has_not_changed_is_no_news(site: Site, folder: Path) -> None:
    site.put(STOP, PAGE)
    sources(folder, f"file: pages/stop.md, url: '{site.url(STOP)}'")
    news = read(folder)
    assert (news.files, news.records, news.notices) == ({}, {}, [])


def test_a_page_that_has_changed_is_taken_byte_for_byte(site: Site, folder: Path) -> None:
    text = page(title="New API").replace("\n", "\r\n")
    site.put(STOP, text)
    sources(folder, f"file: pages/stop.md, url: '{site.url(STOP)}'")
    news = read(folder)
    assert news.files == {"pages/stop.md": text.encode()}
    record = news.records["pages/stop.md"]
    assert record.url == site.url(STOP)
    assert record.date == "2026-05-06"
    assert record.sha256 == fetched.sha256(text.encode())


def test_what_was_fetched_is_asked_for_only_if_it_is_newer(site: Site, folder: Path) -> None:
    site.put(STOP, page(title="New API"))
    sources(folder, f"file: pages/stop.md, url: '{site.url(STOP)}'")
    first = take(folder)
    again = read(folder)
    assert (again.files, again.records) == ({}, first.records)
    assert site.requests[1].header("if-none-match") == first.records["pages/stop.md"].etag


def test_a_page_that_was_edited_here_is_asked_for_whole(site: Site, folder: Path) -> None:
    text = page(title="New API")
    site.put(STOP, text)
    sources(folder, f"file: pages/stop.md, url: '{site.url(STOP)}'")
    take(folder)
    (folder / "pages/stop.md").write_text(PAGE, "utf-8")
    assert read(folder).files == {"pages/stop.md": text.encode()}


def test_another_etag_for_the_same_bytes_is_no_news(site: Site, folder: Path) -> None:
    site.put(STOP, page(title="New API"))
    sources(folder, f"file: pages/stop.md, url: '{site.url(STOP)}'")
    first = take(folder)
    site.answers[STOP] = reply(page(title="New API"), "200 OK", "Content-Type: text/plain")
    again = read(folder)
    assert (again.files, again.records) == ({}, first.records)


def test_a_record_of_other_bytes_is_put_right(site: Site, folder: Path) -> None:
    site.put(STOP, page(title="New API"))
    sources(folder, f"file: pages/stop.md, url: '{site.url(STOP)}'")
    take(folder)
    other = page(title="Newer API")
    site.put(STOP, other)
    (folder / "pages/stop.md").write_text(other, "utf-8")
    news = read(folder)
    assert news.records["pages/stop.md"].sha256 == fetched.sha256(other.encode())
    assert list(news.files) == ["pages/stop.md"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Stop a job\n\nIt stops.\n", "no OpenAPI fragment: only prose"),
        ("<!doctype html><html><body>Sorry</body></html>", "no OpenAPI fragment: this is HTML"),
        ('{"error": "not found"}', "no OpenAPI fragment: this is JSON"),
        (PAGE[: PAGE.rindex("````")], "never closed"),
        (PAGE[: PAGE.index("      responses:")] + "````\n", "the operation has no responses"),
        (page("start"), "no longer describes POST /jobs/{id}/stop, but POST /jobs/{id}/start"),
        (page(method="put"), "no longer describes POST /jobs/{id}/stop, but PUT"),
        (PAGE.replace("  title", "\ttitle"), "stop.md:"),
    ],
    ids=["prose", "HTML", "JSON", "cut", "no responses", "another", "another method", "no YAML"],
)
def test_a_page_that_does_not_describe_its_operation_any_more_is_refused(
    text: str, said: str, site: Site, folder: Path
) -> None:
    site.put(STOP, text)
    sources(folder, f"file: pages/stop.md, url: '{site.url(STOP)}'")
    message = refusal(folder)
    assert said in message
    assert site.url(STOP) in message
    assert (folder / "pages/stop.md").read_text("utf-8") == PAGE


def test_names_of_variables_in_a_path_tell_no_operations_apart(site: Site, folder: Path) -> None:
    text = PAGE.replace("{id}", "{job}").replace("name: id", "name: job")
    site.put(STOP, text)
    sources(folder, f"file: pages/stop.md, url: '{site.url(STOP)}'")
    assert read(folder).files == {"pages/stop.md": text.encode()}


def test_a_page_that_is_gone_is_an_error_and_says_what_to_do(site: Site, folder: Path) -> None:
    sources(folder, f"file: pages/stop.md, url: '{site.url(STOP)}'")
    message = refusal(folder)
    assert f"{site.url(STOP)}: answered 404" in message
    assert "remove the file" in message


def test_a_less_trusted_address_is_asked_when_the_first_has_gone(site: Site, folder: Path) -> None:
    text = page(title="New API")
    site.put("/other.md", text)
    where = [site.url(STOP), site.url("/other.md")]
    sources(folder, *(f"file: pages/stop.md, url: '{url}'" for url in where))
    news = read(folder)
    assert news.files == {"pages/stop.md": text.encode()}
    assert news.records["pages/stop.md"].url == where[1]
    (notice,) = news.notices
    assert f"{where[0]}: answered 404" in notice


def test_an_outage_is_no_reason_to_trust_another_address(site: Site, folder: Path) -> None:
    site.answers[STOP] = reply("", "500 Internal Server Error")
    site.put("/other.md", page(title="New API"))
    where = [site.url(STOP), site.url("/other.md")]
    sources(folder, *(f"file: pages/stop.md, url: '{url}'" for url in where))
    assert "answered 500" in refusal(folder)
    assert site.asked == [STOP]


def test_a_move_for_good_is_told(site: Site, folder: Path) -> None:
    site.redirect("/old.md", STOP, "301 Moved Permanently")
    site.put(STOP, PAGE)
    sources(folder, f"file: pages/stop.md, url: '{site.url('/old.md')}'")
    assert read(folder).notices == [
        f"{site.url('/old.md')} leads to another address: {site.url(STOP)}"
    ]


def test_what_is_ours_or_kept_by_hand_is_not_asked_for(site: Site, folder: Path) -> None:
    (folder / "authored.yaml").write_text(AUTHORED, "utf-8")
    url = site.url("/openapi.json")
    sources(
        folder,
        f"file: pages/stop.md, url: '{url}', fetch: false",
        f"file: authored.yaml, url: '{url}'",
        "file: pages/stop.md, note: no address",
    )
    news = read(folder)
    (notice,) = news.notices
    assert notice.startswith("pages/stop.md is kept by hand (`fetch: false`); compare it with its")
    assert not news.asked
    assert site.asked == []


def document(*methods: str) -> str:
    """Write a whole document with an operation of each method."""
    body = AUTHORED[AUTHORED.index("      operationId") :]
    head = AUTHORED[: AUTHORED.index("    delete:")]
    named = (body.replace("deleteJob", f"{method}Job") for method in methods)
    return head + "".join(
        f"    {method}:\n{text}" for method, text in zip(methods, named, strict=True)
    )


def test_a_whole_document_is_fetched_for_the_first_time(site: Site, folder: Path) -> None:
    site.put("/openapi.yaml", document("delete"), KIND)
    sources(
        folder,
        f"file: upstream.yaml, url: '{site.url('/openapi.yaml')}'",
        more="source: upstream.yaml",
    )
    news = read(folder)
    assert news.files == {"upstream.yaml": document("delete").encode()}


def test_operations_that_a_document_has_won_and_lost_are_told(site: Site, folder: Path) -> None:
    url = site.url("/openapi.yaml")
    (folder / "upstream.yaml").write_text(document("delete", "get"), "utf-8")
    site.put("/openapi.yaml", document("delete", "put", "post"), KIND)
    sources(folder, f"file: upstream.yaml, url: '{url}'", more="source: upstream.yaml")
    assert read(folder).notices == [
        f"disappeared in {url}: GET /jobs/{{id}}",
        f"new in {url}: POST /jobs/{{id}}, PUT /jobs/{{id}}",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html></html>", "openapi.yaml"),
        ("swagger: '2.0'\npaths: {}", "is not an OpenAPI 3 document"),
        ("- a\n- b", "is not an OpenAPI 3 document"),
        ('{"openapi": "3.1.0", "paths": {"/a": {', "openapi.yaml"),
        ("openapi: 3.1.0\ninfo: {}\n", "describes no operation"),
        ("openapi: 3.1.0\npaths: {/a: {}}\n", "describes no operation"),
        ("openapi: 3.1.0\npaths: [a]\n", "describes no operation"),
    ],
    ids=["HTML", "Swagger", "list", "cut JSON", "no paths", "no operation", "odd paths"],
)
def test_what_is_no_document_is_refused(text: str, said: str, site: Site, folder: Path) -> None:
    site.put("/openapi.yaml", text, KIND)
    sources(
        folder,
        f"file: upstream.yaml, url: '{site.url('/openapi.yaml')}'",
        more="source: upstream.yaml",
    )
    message = refusal(folder)
    assert said in message
    assert message.startswith(site.url("/openapi.yaml"))
