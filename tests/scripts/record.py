"""Mintlify's flattened record, and readings of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline import mintlify, yaml12
from pipeline.markdown import Page

if TYPE_CHECKING:
    from pipeline.reading import Reading

PAGE = Page("page.md", "", 6, 5, "post", "/v1/x", "Do It", "Does it.", None)


RECORD = """
paths:
  path: /v1/x
  method: post
  servers: [{url: 'https://{r}.example', variables: {r: {type: string, default: eu}}}]
  request:
    security: []
    parameters: {path: {}, query: {}, header: {}, cookie: {}}
    body: {}
  response: {'404': {}}
  deprecated: false
  type: path
components: {schemas: {}}
"""


def reading(text: str = RECORD, **changes: str) -> Reading:
    document = yaml12.load(text, "page.md")
    for place, value in changes.items():
        holder = document["paths"]
        *path, last = place.split("__")
        for part in path:
            holder = holder[part]
        holder[last] = yaml12.load(value, "x")
    return mintlify.read(document, PAGE)


def read(text: str = RECORD, **changes: str) -> Any:
    return reading(text, **changes).document


def operation(**changes: str) -> Any:
    return read(**changes)["paths"]["/v1/x"]["post"]


def response_schema(entries: str, components: str = "{}") -> Any:
    text = RECORD.replace("{schemas: {}}", f"{{schemas: {components}}}")
    found = read(text, response=f"'200': {{application/json: {{schemaArray: {entries}}}}}")
    media = found["paths"]["/v1/x"]["post"]["responses"]["200"]["content"]["application/json"]
    return media["schema"], found["components"]["schemas"]
