"""What models share stands once, and whatever a model was read from it is written as again."""

import json
import subprocess
import sys
from typing import Any

import pytest
from pipeline import generate

from .viewed import to

PROGRAM = """
import json, sys
import httpx
from client import Client, models
from client.api.things import make_thing
from client.types import OpenModel

asked = json.load(sys.stdin)
client = Client("https://api.example.com")

def raised_without(name):
    delattr(sys.modules[models.Thing.__module__], name)
    try:
        make_thing._build_response(client=client, response=httpx.Response(200, json={}))
    except Exception as error:
        return type(error).__name__

said = {
    "unknown": [[*models.Thing.from_dict(body).additional_properties] for body in asked["bodies"]],
    "written": [models.Thing.from_dict(body).to_dict() for body in asked["bodies"]],
    "decoded": [
        type(make_thing._parse_response(client=client, response=httpx.Response(status, json={})))
        .__name__ for status in asked["statuses"]
    ],
    "bases": {name: issubclass(getattr(models, name), OpenModel) for name in models.__all__},
    "sent": make_thing._get_kwargs(body=models.Part(n="x"), Part_="1", part="2"),
    "lost": raised_without("UNSET"),
}
print(json.dumps(said))
"""


def either(*members: Any) -> dict[str, Any]:
    return {"anyOf": list(members)}


def lists(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


TEXT = {"type": "string"}
TIME = {"type": "string", "format": "date-time"}
DATE = {"type": "string", "format": "date"}
# What cannot be printed, or would end a text, or begin code, if it stood in one as it is.
ODD = "a\\b\"c'd{e}\n\x00\u00ad\u2028\ud800\U000e0001\\"
SCHEMAS = {
    "Part": {"type": "object", "properties": {"n": TEXT}},
    "Other": {"type": "object", "required": ["m"], "properties": {"m": TEXT}},
    "OpenModel": {"type": "object", "properties": {"self": to("Self")}},
    "Self": {"type": "object", "properties": {"T": TEXT, "open": to("OpenModel")}},
    "Shut": {"type": "object", "properties": {"n": TEXT}, "additionalProperties": False},
    "Thing": {
        "type": "object",
        "properties": {
            "times": either(lists(TIME), lists(to("Other")), TEXT),
            "words": either({"type": "array", "items": {"enum": ["a", "b"]}}, {"type": "null"}),
            "mixed": lists(either(lists(to("Other")), {"type": "integer"})),
            "deep": either(lists(lists(to("Other"))), TEXT),
            "members": either(lists(either(to("Other"), TIME)), TEXT),
            "open": to("OpenModel"),
            "shut": to("Shut"),
            "key": {"type": "string", "format": "uuid"},
            "keys": lists(either({"type": "string", "format": "uuid"}, {"type": "integer"})),
            "day": either(TIME, DATE, {"type": "null"}),
            "days": lists(either(TIME, TEXT, DATE)),
            "constant": {"const": ODD},
            "choice": either({"const": ODD}, to("Other")),
            "word": {"type": "string", "enum": [ODD, "b"]},
            ODD: TEXT,
            "part": lists(to("Part")),
            "Part": to("Part"),
            "Part_": TEXT,
        },
    },
}
ANSWERS = {"200": "Thing", "400": "Part", "409": "Thing", "4XX": "Thing", "500": "Part"}
TIMES = ["2026-01-01T00:00:00+00:00"]
VALUES: dict[str, list[Any]] = {
    "times": [TIMES, [{"m": "x"}], [*TIMES, "x"], [1], [None], [], "x"],
    "words": [["a"], ["a", "c"], [["a"]], None, {"a": 1}],
    "mixed": [[[{"m": "x"}], 3], [["x"], {}], []],
    "deep": [[[{"m": "x"}]], [[{"m": "x"}], ["x"]], [[]], ["x"], "x"],
    "members": [[{"m": "x"}, *TIMES], [{"k": 1}], [["x"]], "x"],
    "open": [{"self": {"T": "x", "unknown": [1]}}, {"self": {"open": {"self": {}}}}],
    "shut": [{"n": "x"}, {}],
    "key": ["00000000-0000-4000-8000-000000000001"],
    "keys": [["00000000-0000-4000-8000-000000000001", 7]],
    "day": ["2026-01-01", *TIMES, None],
    "days": [["2026-01-01", *TIMES, "x"]],
    "constant": [ODD],
    "choice": [ODD, {"m": "x"}],
    "word": [ODD],
    ODD: ["x"],
    "part": [[{"n": "x"}], []],
    "Part": [{"n": "x"}],
    "Part_": ["x"],
    "unknown": [{"a": None}],
}
BODIES: list[dict[str, Any]] = [
    {"part": [{"n": "x"}], "Part": {"n": "y"}, "Part_": "z"},
    *({name: value} for name, values in VALUES.items() for value in values),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a client says that is generated from these schemas alone."""
    responses = {
        status: {"description": "", "content": {"application/json": {"schema": to(name)}}}
        for status, name in ANSWERS.items()
    }
    operation = {
        "operationId": "makeThing",
        "tags": ["things"],
        "parameters": [{"name": name, "in": "query", "schema": TEXT} for name in ("part", "Part")],
        "requestBody": {"content": {"application/json": {"schema": either(to("Part"), DATE)}}},
        "responses": responses,
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/things": {"post": operation}},
        "components": {"schemas": SCHEMAS},
    }
    folder = tmp_path_factory.mktemp("made")
    generate.client(document, folder / "client")
    asked = {"bodies": BODIES, "statuses": [200, 400, 409, 418, 500, 503]}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(asked),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_whatever_was_read_is_written_as_it_came(said: Any) -> None:
    assert said["written"] == BODIES


def test_every_property_is_known_by_the_name_it_has_in_the_document(said: Any) -> None:
    assert said["unknown"] == [[name for name in body if name == "unknown"] for body in BODIES]


def test_a_parameter_called_like_the_bodys_class_is_sent_beside_it(said: Any) -> None:
    assert said["sent"]["params"] == {"part": "2", "Part": "1"}
    assert said["sent"]["json"] == {"n": "x"}


def test_each_status_is_decoded_as_the_document_says_of_it(said: Any) -> None:
    """Statuses of one model share a branch, and a range takes none that is named."""
    assert said["decoded"] == ["Thing", "Part", "Thing", "Thing", "Part", "NoneType"]


def test_every_model_that_takes_more_is_an_open_model_even_one_of_that_name(said: Any) -> None:
    assert said["bases"] == dict.fromkeys(SCHEMAS, True) | dict.fromkeys(
        ["Shut", "ThingWord", "ThingWordsType0Item"], False
    )


def test_even_a_name_that_the_code_has_lost_leaves_the_caller_the_body(said: Any) -> None:
    assert said["lost"] == "UnexpectedBody"
