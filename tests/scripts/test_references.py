"""References are followed inside the document and nowhere else."""

import pytest
from pipeline.errors import PipelineError
from pipeline.references import component, follow, resolve

DOCUMENT = {
    "components": {
        "schemas": {
            "A": {"type": "object"},
            "ToA": {"$ref": "#/components/schemas/A"},
            "a/b~c": {"type": "string"},
            "Left": {"$ref": "#/components/schemas/Right"},
            "Right": {"$ref": "#/components/schemas/Left"},
            "List": {"oneOf": [{"type": "null"}, {"type": "integer"}]},
        }
    }
}


def test_a_chain_is_followed_to_its_end() -> None:
    assert follow(DOCUMENT, {"$ref": "#/components/schemas/ToA"}) == {"type": "object"}


def test_what_is_no_reference_means_itself() -> None:
    assert follow(DOCUMENT, {"type": "null"}) == {"type": "null"}


def test_slash_and_tilde_are_escaped_in_names() -> None:
    assert component("schemas", "a/b~c") == "#/components/schemas/a~1b~0c"
    assert resolve(DOCUMENT, component("schemas", "a/b~c")) == {"type": "string"}


def test_a_number_selects_an_item_of_a_list() -> None:
    assert resolve(DOCUMENT, "#/components/schemas/List/oneOf/1") == {"type": "integer"}


@pytest.mark.parametrize("reference", ["a.json", "http://x/#/a", "#", "#anchor", "", "/etc/passwd"])
def test_a_reference_out_of_the_document_is_refused(reference: str) -> None:
    with pytest.raises(PipelineError, match="leaves the document"):
        resolve(DOCUMENT, reference)


@pytest.mark.parametrize(
    "reference",
    [
        "#/nowhere",
        "#/components/schemas/List/oneOf/9",
        "#/components/schemas/List/oneOf/x",
        "#/components/schemas/A/type/x",
    ],
)
def test_a_reference_to_nothing_is_refused(reference: str) -> None:
    with pytest.raises(PipelineError, match="points to nothing"):
        resolve(DOCUMENT, reference)


def test_a_circle_of_references_is_refused() -> None:
    with pytest.raises(PipelineError, match="leads back to itself"):
        follow(DOCUMENT, {"$ref": "#/components/schemas/Left"})
