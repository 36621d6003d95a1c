"""Many pages: in one file, or of one provider in several, where names mean several things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import extract
import pytest
from pipeline import markdown, pages, yaml12
from pipeline.endpoints import merge
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.jsontypes import Document


def plain(path: str = "/a", error: str = "{type: object, properties: {code: {}}}") -> str:
    """A page of plain OpenAPI with a component."""
    return f"""\
# Get {path[1:]}

> About it.

````yaml GET {path}
openapi: 3.1.0
paths:
  {path}:
    get:
      responses:
        '200':
          description: OK
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Outer'}}}}}}
components:
  schemas:
    Outer: {{type: object, properties: {{e: {{$ref: '#/components/schemas/Error'}}}}}}
    Error: {error}
````
"""


def record(path: str, properties: str, components: str = "{}") -> str:
    """A page with a record whose answer is the component `Error`, put together."""
    return f"""\
# Record {path[1:]}

````yaml GET {path}
paths:
  path: {path}
  method: get
  request: {{security: [], parameters: {{}}, body: {{}}}}
  response:
    '200':
      application/json:
        schemaArray:
          - {{type: object, refIdentifier: '#/components/schemas/Error', properties: {properties}}}
        description: OK
  type: path
components: {{schemas: {components}}}
````
"""


def export(method: str, literal: str, media_type: str, **extra: str) -> str:
    """A page with one of the two forms of a call, as Fern prints them."""
    return f"""\
# Chat

POST https://api.example/chat

## OpenAPI Specification

```yaml
openapi: 3.1.1
info: {{title: Chat, version: endpoint_v2.{method}}}
paths:
  /chat:
    post:
      operationId: {method}
      parameters:
        - {{in: header, name: X-Name, required: false, schema: {{type: string}}}}
        {extra.get("parameter", "")}
      {extra.get("body", "requestBody")}:
        content:
          application/json: {{schema: {{type: object, required: [stream], properties: {{
            stream: {{type: string, enum: [{{type: booleanLiteral, value: {literal}}}]}}}}}}}}
      responses: {{'200': {{description: OK, content: {{{media_type}: {{schema: {{
        $ref: '#/components/schemas/{extra.get("answer", "Answer")}'}}}}}}}}}}
components:
  schemas: {{Answer: {{type: object}}, Chunk: {{type: object, properties: {{a: {{}}}}}}}}
```
"""


def write(folder: Path, *texts: str) -> list[Path]:
    found: list[Path] = []
    for number, text in enumerate(texts):
        found.append(folder / f"page{number}.md")
        found[-1].write_text(text, encoding="utf-8")
    return found


def schemas(document: Document) -> Any:
    return document["components"]["schemas"]


def answer(document: Document, path: str) -> Any:
    content = document["paths"][path]["get"]["responses"]["200"]["content"]
    return content["application/json"]["schema"]


def test_every_page_of_a_bundle_is_read(tmp_path: Path) -> None:
    (bundle,) = write(tmp_path, plain("/a") + "# Prose\n\nWords.\n\n" + plain("/b"))
    document = yaml12.load(extract.extract([bundle]), "x")
    assert list(document["paths"]) == ["/a", "/b"]
    assert list(schemas(document)) == ["Outer", "Error"]


def test_a_page_that_is_never_closed_is_noted_and_the_others_are_read(tmp_path: Path) -> None:
    file = tmp_path / "bundle.md"
    cut_off = plain("/a").partition("components:")[0]
    file.write_text(cut_off + "---\n" + plain("/b") + plain("/c")[:-5], encoding="utf-8")
    refusals: list[PipelineError] = []
    assert [one.path for one in pages.read_pages(file, refusals)] == ["/b"]
    assert [error.line for error in refusals] == [5, cut_off.count("\n") + 1 + 23]
    file.write_text(cut_off, encoding="utf-8")
    assert pages.read_pages(file, refusals) == []
    file.write_text("Words.\n", encoding="utf-8")
    with pytest.raises(PipelineError, match="only prose"):
        pages.read_pages(file, refusals)


def test_the_first_title_counts_where_it_stands_last() -> None:
    copied = "# Get a\n\n> Copied from: https://docs.example\n\n---\n\n" + plain()
    (found,) = markdown.cut(copied, "page.md")
    assert (found.title, found.description) == ("Get a", "About it.")


def test_a_page_that_lost_its_closing_fence_ends_at_the_next_title(tmp_path: Path) -> None:
    file = tmp_path / "bundle.md"
    file.write_text(plain("/a").replace("\n````\n", "\n\n") + plain("/b"), encoding="utf-8")
    assert list(pages.read([file])["paths"]) == ["/a", "/b"]


def test_a_page_of_a_bundle_has_the_last_title_above_it() -> None:
    found = markdown.cut(plain("/a") + "# Prose\n\n```sh\n# no title\n```\n" + plain("/b"), "x")
    assert [(page.title, page.description) for page in found] == [
        ("Get a", "About it."),
        ("Get b", "About it."),
    ]


def test_a_title_with_the_address_of_its_page_below_counts_more() -> None:
    text = plain("/b").replace("> About", "Source: https://docs.example/b\n\n> About")
    text = text.replace("````yaml", "# Notes\n\n~~~\n# none\n```\n~~~\n\n````yaml")
    page = markdown.cut(plain("/a") + text, "x")[1]
    assert (page.title, page.description) == ("Get b", "About it.")


def test_the_same_page_again_counts_once(tmp_path: Path) -> None:
    (bundle,) = write(tmp_path, plain() + plain())
    assert list(pages.read([bundle])["paths"]) == ["/a"]


def test_one_operation_in_two_wordings_is_refused_at_the_later_ones_fence(tmp_path: Path) -> None:
    (bundle,) = write(tmp_path, plain() + plain().replace("OK", "Fine"))
    with pytest.raises(PipelineError, match=rf"{bundle}:23: GET /a is also in {bundle}:5"):
        pages.read([bundle])


def test_unequal_components_of_a_bundle_are_numbered_with_all_that_refer_to_them(
    tmp_path: Path,
) -> None:
    text = "{type: object, properties: {text: {}}}"
    parts = [plain("/a"), plain("/b", text), plain("/c", text), plain("/d", "{type: string}")]
    (bundle,) = write(tmp_path, "".join(parts))
    document = pages.read([bundle])
    names = ["Outer", "Outer_2", "Outer_2", "Outer_3"]
    refers = [answer(document, path)["$ref"] for path in ("/a", "/b", "/c", "/d")]
    assert refers == [f"#/components/schemas/{name}" for name in names]
    inner = schemas(document)["Outer_2"]["properties"]["e"]
    assert inner == {"$ref": "#/components/schemas/Error_2"}
    assert schemas(document)["Error_2"]["properties"] == {"text": {}}


def test_components_that_refer_to_each_other_are_numbered_together(tmp_path: Path) -> None:
    cycle = "{properties: {outer: {$ref: '#/components/schemas/Outer'}, n: {type: %s}}}"
    (bundle,) = write(tmp_path, plain("/a", cycle % "string") + plain("/b", cycle % "number"))
    found = schemas(pages.read([bundle]))
    assert list(found) == ["Outer", "Error", "Outer_2", "Error_2"]
    assert found["Error_2"]["properties"]["outer"] == {"$ref": "#/components/schemas/Outer_2"}


def test_a_number_that_is_taken_is_passed_over(tmp_path: Path) -> None:
    first = plain("/a").replace("    Error:", "    Error_2: {}\n    Error:")
    (bundle,) = write(tmp_path, first + plain("/b", "{type: string}"))
    assert {"Error", "Error_2", "Error_3"} <= schemas(pages.read([bundle])).keys()


def test_unequal_components_of_two_files_are_refused(tmp_path: Path) -> None:
    both = write(tmp_path, plain("/a"), plain("/b", "{type: string}"))
    with pytest.raises(PipelineError, match="components schemas Error differs"):
        pages.read(both)


def test_a_component_as_it_was_written_counts_more_than_one_put_together(tmp_path: Path) -> None:
    written = "{allOf: [{$ref: '#/components/schemas/Base'}]}"
    page = plain("/b", written).replace(
        "    Error:", "    Base: {type: object, properties: {code: {}}}\n    Error:"
    )
    both = write(tmp_path, record("/a", "{code: {allOf: [{}]}}"), page)
    document = pages.read(both)
    assert answer(document, "/a") == {"$ref": "#/components/schemas/Error"}
    assert schemas(document)["Error"] == {"allOf": [{"$ref": "#/components/schemas/Base"}]}


def test_one_put_together_from_more_gets_another_name(tmp_path: Path) -> None:
    both = write(tmp_path, record("/a", "{code: {allOf: [{}]}, more: {allOf: [{}]}}"), plain("/b"))
    document = pages.read(both)
    assert answer(document, "/a") == {"$ref": "#/components/schemas/Error_2"}
    assert list(schemas(document)["Error_2"]["properties"]) == ["code", "more"]


def test_one_put_together_with_other_types_gets_another_name(tmp_path: Path) -> None:
    said = "{allOf: [{type: string}]}"
    both = write(
        tmp_path,
        record("/a", f"{{code: {said}}}"),
        plain("/b", "{properties: {code: {type: integer}}}"),
    )
    document = pages.read(both)
    assert answer(document, "/a") == {"$ref": "#/components/schemas/Error_2"}
    assert schemas(document)["Error_2"]["properties"] == {"code": {"type": "string"}}


def test_components_put_together_differ_in_words_at_most(tmp_path: Path) -> None:
    first = record("/a", "{code: {allOf: [{}]}}")
    second = record("/b", "{code: {allOf: [{}]}}").replace("type: object", "type: object, title: T")
    assert "title" not in schemas(pages.read(write(tmp_path, first, second)))["Error"]
    second = second.replace("{}]", "{type: string}]")
    with pytest.raises(PipelineError, match="components schemas Error differs"):
        pages.read(write(tmp_path, first, second))


def test_the_two_forms_of_a_call_are_one_operation(tmp_path: Path) -> None:
    header = "- {in: query, name: q, required: true, schema: {type: string}}"
    both = [
        export("chat", "false", "application/json"),
        export("chat_stream", "true", "text/event-stream", answer="Chunk", parameter=header),
    ]
    document = yaml12.load(extract.extract(write(tmp_path, *both)), "x")
    operation = document["paths"]["/chat"]["post"]
    body = operation["requestBody"]
    variants = body["content"]["application/json"]["schema"]["anyOf"]
    assert [one["properties"]["stream"]["const"] for one in variants] == [False, True]
    assert body["required"] is True
    assert list(operation["responses"]["200"]["content"]) == [
        "application/json",
        "text/event-stream",
    ]
    assert [one["name"] for one in operation["parameters"]] == ["X-Name", "q"]
    assert operation["operationId"] == "chat"
    assert "the name chat_stream, by which its other form is called" in operation["x-lost"]


def test_a_form_without_a_body_makes_it_optional(tmp_path: Path) -> None:
    both = [
        export("chat", "false", "application/json"),
        export("other", "true", "application/json", body="x-none"),
    ]
    (bundle,) = write(tmp_path, "".join(both))
    operation = pages.read([bundle])["paths"]["/chat"]["post"]
    assert "x-lost" not in operation
    assert "required" not in operation["requestBody"]
    assert len(operation["requestBody"]["content"]) == 1
    assert operation["responses"]["200"]["content"] == {
        "application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}
    }


def test_a_body_that_one_form_may_leave_out_is_optional(tmp_path: Path) -> None:
    optional = export("other", "true", "application/json").replace("required: [stream], ", "")
    both = write(tmp_path, export("chat", "false", "application/json"), optional)
    assert "required" not in pages.read(both)["paths"]["/chat"]["post"]["requestBody"]


def test_merging_leaves_alone_what_is_no_mapping() -> None:
    one: Document = {"responses": {"200": 5, "201": {"content": {"a/b": 5, "c/d": {"schema": {}}}}}}
    other: Any = {"responses": {"200": {}, "201": {"content": {"a/b": {}, "c/d": {"schema": {}}}}}}
    merge(one, other)
    assert one == {"responses": {"200": 5, "201": {"content": {"a/b": 5, "c/d": {"schema": {}}}}}}


def test_two_pages_of_one_form_are_refused(tmp_path: Path) -> None:
    one = export("chat", "false", "application/json")
    with pytest.raises(PipelineError, match="POST /chat is also in"):
        pages.read(write(tmp_path, one, one))
