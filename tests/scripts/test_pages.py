"""Cutting pages and telling their dialects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pipeline import files, markdown, pages
from pipeline.errors import PipelineError
from pipeline.mojibake import mend

PLAIN = """\
# Source: https://docs.example/x.md

# Get A Thing

> Get one
> thing.

## OpenAPI

````yaml spec.json GET /things/{id}
openapi: 3.0.0
info: {title: Things, version: '1'}
paths:
  /things/{id}:
    get:
      description: |
        ```js
        not the end
        ```
      responses: {'200': {description: OK}}
````

---
"""
M2 = """\
# Do It

## OpenAPI

````yaml POST /v1/x
paths:
  path: /v1/x
  method: post
  servers: []
  request:
    security: []
  response:
    '200': {_mintlify/placeholder: {schemaArray: [{type: any}], description: Done.}}
    '404': {}
  type: path
components: {schemas: {}}
````
"""
FERN = """\
# Get A Thing

GET https://api.example/things/{id}

## OpenAPI Specification

```yaml
openapi: 3.1.1
info: {title: Get A Thing, version: endpoint_things.get}
paths:
  /things/{id}:
    get:
      operationId: get
      responses:
        '200': {description: OK}
```
"""
SPECS = Path(__file__).parents[2] / "specs"


def page(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "page.md"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_a_page_is_cut_at_the_first_line_with_exactly_the_opening_fence() -> None:
    found = markdown.cut(PLAIN, "x")[0]
    assert found.fragment.startswith("openapi: 3.0.0\n")
    assert found.fragment.endswith("responses: {'200': {description: OK}}")
    assert (found.fence_line, found.fragment_line) == (10, 11)
    assert (found.method, found.path) == ("get", "/things/{id}")
    assert (found.title, found.description) == ("Get A Thing", "Get one\nthing.")


def test_prose_after_the_title_is_no_description() -> None:
    found = markdown.cut(PLAIN.replace("> Get one\n> thing.", "Prose."), "x")[0]
    assert (found.title, found.description) == ("Get A Thing", None)


def test_a_comment_in_a_block_of_code_is_no_title() -> None:
    text = PLAIN.replace("## OpenAPI", "```sh\n# run\n```\n\n## OpenAPI")
    assert markdown.cut(text, "x")[0].title == "Get A Thing"


def test_an_export_is_known_by_its_version_where_no_heading_announces_it() -> None:
    text = FERN.replace("## OpenAPI Specification", "## Details")
    assert markdown.cut(text, "x")[0].address == ("get", "https://api.example/things/{id}")


def test_a_fence_line_may_write_its_path_another_way(tmp_path: Path) -> None:
    file = page(tmp_path, PLAIN.replace("GET /things/{id}", "GET /things/%7Bid%7D/"))
    assert list(pages.read([file])["paths"]) == ["/things/{id}"]


CLEAN = "caf\u00e9 \u2019 \u201d \U0001f4da"


def test_text_that_was_decoded_wrongly_is_mended_outside_and_inside_the_fence() -> None:
    # Bytes that Windows-1252 leaves undefined become control characters.
    wrong = "".join(
        bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
        for byte in CLEAN.encode()
    )
    text = PLAIN.replace("not the end", wrong).replace("Get A Thing", wrong)
    found = markdown.cut(text.replace("> thing.", f"> {wrong}"), "x")[0]
    assert (found.title, found.description) == (CLEAN, f"Get one\n{CLEAN}")
    assert CLEAN in found.fragment


@pytest.mark.parametrize("text", [CLEAN, "na\u00efvet\u00e9\u2026 \u4f60\u597d \u00c3\u00c4"])
def test_clean_text_beyond_ascii_is_left_alone(text: str) -> None:
    assert mend(text) == text


def test_a_page_without_a_title_has_none() -> None:
    found = markdown.cut(PLAIN[PLAIN.index("````yaml") :], "x")[0]
    assert (found.title, found.description) == (None, None)


def test_a_title_directly_above_the_fence_has_no_description() -> None:
    text = "# T\n" + PLAIN[PLAIN.index("````yaml") :]
    assert markdown.cut(text, "x")[0].description is None


@pytest.mark.parametrize("fence", ["json GET /a", "yaml", "yaml GET /a"])
def test_a_long_fence_may_hold_json_or_state_no_operation(tmp_path: Path, fence: str) -> None:
    fragment = '{"openapi": "3.0.0", "paths": {"/a": {"get": {"responses": {}}}}}'
    text = f"## OpenAPI\n\n````{fence}\n{fragment}\n````\n"
    assert list(pages.read([page(tmp_path, text)])["paths"]) == ["/a"]


def test_other_fences_of_a_page_are_passed_over() -> None:
    text = "```yaml\na: 1\n```\n```sh\ncurl\n```\n" + PLAIN + "\n```yaml\nb: 1\n```\n"
    assert markdown.cut(text, "x")[0].method == "get"


def test_the_address_line_gives_method_and_url() -> None:
    text = PLAIN.replace("> Get one", "GET https://api.example/v1/things/{id}\n\n> Get one")
    assert markdown.cut(text, "x")[0].address == ("get", "https://api.example/v1/things/{id}")


def test_line_ends_of_windows_and_a_byte_order_mark_are_taken_off(tmp_path: Path) -> None:
    file = page(tmp_path, b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode())
    assert files.read_text(file) == PLAIN


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the page is empty"),
        ("<!DOCTYPE html><html>", "this is HTML"),
        ('{"error": "not found"}', "this is JSON"),
        ("# Guide\n\nJust words.", "only prose"),
        ("# T\n\nx-run-in-apifox: y", "Apifox"),
        (PLAIN.replace("\n````\n", "\n"), "never closed"),
        ("openapi: 3.0.0", "this is a whole document"),
        ("# T\n\n````yaml s.json webhook done\n````", "describes a webhook"),
        (PLAIN.replace("paths:", "webhooks: {a: {post: {}}}\nx-paths:"), "describes a webhook"),
        (M2.replace("type: path", "type: webhook"), "describes a webhook, not"),
        ("# T\n\nopenapi.json GET /a\n", "names an operation and does not describe it"),
        (PLAIN.replace("\n````\n", "\n") + PLAIN, "never closed"),
        (FERN.replace("OpenAPI Spec", "Spec").replace("endpoint_", ""), "only prose"),
        ("## OpenAPI\n\n```json\n{}\n```\n", "only prose"),
        (FERN.replace("OpenAPI Spec", "Spec").replace("openapi:", "a: 1\nopenapi:"), "only prose"),
        (PLAIN.replace("GET /things", "PUT /things"), "states PUT /things/{id}"),
        (PLAIN.replace("GET /things", "GET /other"), "states GET /other/{id}"),
        (PLAIN.replace("openapi: 3.0.0", "swagger: '2.0'"), "swagger is '2.0'"),
        (PLAIN.replace("openapi: 3.0.0", "openapi: 4.0.0"), "openapi is '4.0.0'"),
        (FERN.replace("endpoint_", "").replace("GET https", "See https"), "no dialect that is"),
        ("## OpenAPI Specification\n```yaml\nopenapi: 3.0.1\nx-apifox-a: 1\n```", "an Apifox page"),
        (PLAIN.replace("    get:", "    x-get:"), "0 operations"),
        ("## OpenAPI\n````yaml GET /a\n- 1\n````\n", "not a mapping"),
        ("## OpenAPI\n````yaml GET /a\n````\n", "the document is empty"),
        (b"# \xff\n", "not UTF-8"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused_with_its_file_and_the_reason(
    tmp_path: Path, text: str, words: str
) -> None:
    file = page(tmp_path, text)
    with pytest.raises(PipelineError) as caught:
        pages.read([file])
    assert str(caught.value).startswith(f"{file}:")
    assert words in str(caught.value)


def test_a_yaml_error_names_the_line_of_the_page(tmp_path: Path) -> None:
    file = page(tmp_path, PLAIN.replace("openapi: 3.0.0", "openapi: 3.0.0\nopenapi: 3.0.0"))
    with pytest.raises(PipelineError, match="twice") as caught:
        pages.read([file])
    assert caught.value.line == 12


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="No such file"):
        pages.read([tmp_path / "none.md"])


def test_a_file_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(PipelineError, match="null byte"):
        pages.read([Path("a\0b")])


def test_a_page_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 10)
    with pytest.raises(PipelineError, match="larger than 10 bytes"):
        pages.read([page(tmp_path, PLAIN)])


def test_no_page_at_all_is_refused() -> None:
    with pytest.raises(PipelineError, match="no page"):
        pages.read([])


@pytest.mark.parametrize(
    ("provider", "operations"),
    [
        ("together", {("/fine-tunes/{id}", "delete"), ("/fine-tunes/{id}/cancel", "post")}),
        ("bfl", {("/v1/delete_finetune", "post")}),
        ("cohere", {("/v1/finetuning/finetuned-models/{id}", "delete")}),
    ],
)
def test_the_published_pages_are_read(provider: str, operations: Any) -> None:
    document = pages.read(sorted((SPECS / provider / "pages").glob("*.md")))
    found = {(path, method) for path, item in document["paths"].items() for method in item}
    assert found == operations


def test_the_whole_pages_of_the_tests_below_are_read(tmp_path: Path) -> None:
    for text in (PLAIN, M2, FERN):
        assert pages.read([page(tmp_path, text)])["paths"]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (PLAIN, "      responses:"),
        (M2, "  request:"),
        (M2, "  response:"),
        (M2, "    '200':"),
        (M2, "    '404':"),
        (M2, "  type:"),
        (FERN, "      responses:"),
        (FERN, "        '200':"),
    ],
)
def test_a_page_cut_inside_its_operation_is_refused_even_if_its_fence_is_closed(
    text: str, cut: str, tmp_path: Path
) -> None:
    lines = text.splitlines()
    fence = next(line for line in lines if line.startswith("```"))
    end = next(number for number, line in enumerate(lines) if line.startswith(cut))
    closed = "\n".join([*lines[:end], fence[: fence.count("`")], ""])
    file = page(tmp_path, closed)
    with pytest.raises(PipelineError) as caught:
        pages.read([file])
    line = lines.index(fence) + 1
    assert str(caught.value).startswith(f"{file}:{line}: ")
    assert str(caught.value).endswith("the page is truncated; fetch the page again")


def test_two_pages_that_contradict_each_other_are_refused_at_the_later_ones_fence(
    tmp_path: Path,
) -> None:
    (tmp_path / "other").mkdir()
    both = [page(tmp_path, PLAIN), page(tmp_path / "other", "\n" + PLAIN)]
    with pytest.raises(PipelineError) as caught:
        pages.read(both)
    said = str(caught.value)
    assert said.startswith(f"{both[1]}:11: GET /things/{{id}} is also in {both[0]}:10; ")


def test_a_page_of_no_known_dialect_is_told_where_the_dialects_are_described(
    tmp_path: Path,
) -> None:
    with pytest.raises(PipelineError, match=r"specs/README\.md") as caught:
        pages.read([page(tmp_path, PLAIN.replace("openapi: 3.0.0", "openapi: 4.0.0"))])
    assert caught.value.line == 10
    assert "## The three dialects" in (SPECS / "README.md").read_text(encoding="utf-8")
