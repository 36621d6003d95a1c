"""Components of one name that say different things, in the pages of one provider."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pipeline.alike import alike, properties_of
from pipeline.jsontypes import as_mapping, canonical, clone
from pipeline.names import rename_components

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.jsontypes import Document
    from pipeline.reading import Reading

_REFERENCE = re.compile(r'"#/components/([^/"]+)/([^/"]+)')
_ANNOTATIONS = ("title", "description", "default", "example", "examples", "deprecated", "nullable")


def agree_on_hoisted(readings: Sequence[Reading]) -> None:
    """Make the pages agree on component schemas that some only print where they are used.

    Such a schema was put together from its use: it has its own name only if it says what the
    schema says that another page has under that name, which is then taken as it stands.
    Otherwise it is given another name. Two that were put together and have the same properties
    stay as they are: if they differ, the pages contradict each other.

    Args:
        readings: What was read of each page; the documents are changed in place.
    """
    written: dict[str, Document] = {}
    """The schemas of the page that has one as it was written."""
    first: dict[str, Document] = {}
    for reading in readings:
        schemas = _schemas(reading.document)
        for name in schemas:
            first.setdefault(name, schemas)
            if name not in reading.hoisted:
                written.setdefault(name, schemas)
    taken = set(first)
    for reading in readings:
        schemas = _schemas(reading.document)
        renamed: dict[tuple[str, str], str] = {}
        for name in sorted(reading.hoisted):
            others = written.get(name, first[name])
            both = (others[name], others), (schemas[name], schemas)
            if name in written:
                other = not alike(*both[0], *both[1])
            else:
                other = properties_of(*both[0]).keys() != properties_of(*both[1]).keys()
            if other:
                renamed["schemas", name] = _free(name, taken)
            elif name in written or _bare(others[name]) == _bare(schemas[name]):
                _take(name, others, schemas)
        rename_components(reading.document, renamed)


def _take(name: str, others: Document, schemas: Document) -> None:
    """Take a schema from another page, with all it refers to that is not here."""
    schemas[name] = clone(others[name])
    texts = {("schemas", one): canonical(schema) for one, schema in others.items()}
    for _section, one in _closure(("schemas", name), texts):
        if one not in schemas:
            schemas[one] = clone(others[one])


def _bare(schema: Document) -> str:
    """Return a schema without what a parent may have said in its place."""
    return canonical({key: schema[key] for key in schema if key not in _ANNOTATIONS})


def number_versions(documents: Sequence[Document]) -> None:
    """Give every version of a component but the first another name, such as `Error_2`.

    Two components are one version if they and all they refer to are equal. For pages that were
    published together, where one name stands for several things.

    Args:
        documents: Documents that hold all they refer to; they are changed in place.
    """
    versions: dict[tuple[str, str], dict[str, str]] = {}
    taken = {name for document in documents for _section, name in _components(document)}
    for document in documents:
        texts = {key: canonical(value) for key, value in _components(document).items()}
        renamed: dict[tuple[str, str], str] = {}
        for key in texts:
            known = versions.setdefault(key, {})
            signature = json.dumps([texts[one] for one in _closure(key, texts)])
            if not known:
                known[signature] = key[1]
            elif signature not in known:
                known[signature] = _free(key[1], taken)
            if known[signature] != key[1]:
                renamed[key] = known[signature]
        rename_components(document, renamed)


def _schemas(document: Document) -> Document:
    return as_mapping(as_mapping(document.get("components")).get("schemas"))


def _components(document: Document) -> dict[tuple[str, str], Any]:
    return {
        (section, name): value
        for section, named in as_mapping(document.get("components")).items()
        for name, value in as_mapping(named).items()
    }


def _closure(key: tuple[str, str], texts: dict[tuple[str, str], str]) -> Iterable[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one in texts and one not in found:
            found.add(one)
            waiting += [(match[1], match[2]) for match in _REFERENCE.finditer(texts[one])]
    return sorted(found)


def _free(name: str, taken: set[str]) -> str:
    """Return a name made of another that nothing has yet, and take it."""
    count = 2
    while f"{name}_{count}" in taken:
        count += 1
    taken.add(f"{name}_{count}")
    return f"{name}_{count}"
