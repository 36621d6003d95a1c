"""What a change of a generated package means for code that uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pipeline import changes_sdk, surface
from pipeline.uses import Uses

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.changes import Change

MODULE = """
from ...models.job import Job

def _get_kwargs(id: str) -> dict:
    params = {{**{{}}}}
    return {{"method": "post", "url": {url}, "params": params}}

def sync_detailed(id: str, *, client, body: NewJob{more}) -> Response[Error | Job]: ...
def sync(id: str, *, client, body: NewJob{more}) -> {returns}: ...
async def asyncio(id: str, *, client, body: NewJob{more}) -> {returns}: ...
"""
JOB = """
from attrs import define as _attrs_define
T = TypeVar("T", bound="Job")

@_attrs_define
class Job:
    state: State | str
    step: Step
    note: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    _hidden: int = 0

    def to_dict(self) -> dict[str, Any]: ...
"""
FILES = {
    "__init__.py": "from . import client",
    "bodies.py": """
Kind: TypeAlias = Literal["a", "b"]
Kind1: TypeAlias = Literal["a"]
class NewJob(TypedDict):
    model: str
    kind: NotRequired[Kind]
    size: Required[int]
""",
    "contracts.py": """
class JobContract(BaseModel):
    state: Annotated[str, Field(description="d")]
    limit: Annotated[int]
    other: int = Field(default=1)
    given: int = Field()
""",
    "client/client.py": "class Client:\n    base_url: str = field(default='x')\n"
    "    def get(self, a, /, *, b=1): ...\n",
    "client/api/jobs/stop_job.py": MODULE.format(
        url='"/jobs/{id}".format(id=path_segment(id))', more="", returns="Error | Job | None"),
    "client/api/jobs/ping.py": 'def _get_kwargs():\n    return {"method": "get", "url": "/ping"}\n'
    "def sync_detailed(*, client) -> Response[Any]: ...\n",
    "client/models/job.py": JOB,
    "client/models/step.py": "class Step:\n    number: int\n    state: Job\n",
    "client/models/state.py": 'class State(StrEnum):\n    RUNNING = "running"\n    DONE = "done"\n',
    "client/models/new_job.py": "class NewJob:\n    model: str\n    kind: str | Unset = UNSET\n",
    "client/models/lonely.py": "class Lonely:\n    a: int\n",
}  # fmt: skip
STEP = "class Step:\n    number: int\n"
PATHS = ["POST /jobs/{jobId}", "GET /ping"]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write(tmp_path / "old", FILES)
    return tmp_path / "old"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def changed(package: Path, used: dict[str, tuple[str, ...]], **files: str) -> list[Change]:
    names = {name: text for name, text in FILES.items() if name not in files}
    made = write(
        package.parent / "new", {name: text for name, text in (names | files).items() if text}
    )
    both = surface.read(package), surface.read(made)
    words = {"wrapper/a.py": frozenset({"state", "limit"}), "wrapper/b.py": frozenset[str]()}
    return list(changes_sdk.changes(*both, PATHS, Uses(used, words)))


def edit(package: Path, file: str, old: str, new: str) -> list[str]:
    assert old in FILES[file]
    found = changed(package, {}, **{file: FILES[file].replace(old, new)})
    return [f"{one.severity} {short(one.place)}: {one.what}" for one in found]


def short(place: str) -> str:
    return place.replace("client.api.jobs.stop_job", "OP").replace("client.models", "M")


def test_the_surface_is_what_can_be_named(package: Path) -> None:
    found = surface.read(package)
    operation = found["client.api.jobs.stop_job"]
    assert (operation.kind, operation.annotation) == ("module", "POST /jobs/{id}")
    assert found["client.api.jobs.stop_job.sync(id)"].required
    assert found["client.api.jobs.ping.sync_detailed"].annotation == "Response[Any]"
    assert found["client.models.Job.state"].annotation == "State | str"
    assert found["client.models.Job.additional_properties"].default == "dict"
    assert found["client.models.State.DONE"].default == "'done'"
    assert found["bodies.NewJob.kind"].annotation == "Kind"
    assert [found[f"bodies.NewJob.{name}"].required for name in ("kind", "size", "model")] == [
        *(False, True, True)
    ]
    assert found["contracts.JobContract.state"].annotation == "str"
    assert found["contracts.JobContract.limit"].annotation == "int"
    assert found["contracts.JobContract.other"].default == "1"
    assert found["contracts.JobContract.given"].required
    assert found["bodies.Kind"].default == "Literal['a', 'b']"
    assert found["client.client.Client.get(b)"].default == "1"
    absent = ("client.models.T", "client.models.Job._hidden", "client.api.jobs.stop_job.asyncio")
    assert not [name for name in absent if name in found]
    assert not [name for name in found if "client)" in name or "self)" in name]


def test_a_package_is_the_same_as_itself(package: Path) -> None:
    assert changed(package, {}) == []


STOP, NEW, MODEL = "client/api/jobs/stop_job.py", "client/models/new_job.py", "client/models/job.py"
TABLE = [
    (STOP, "def sync(id: str", "def sync(id: int", ["breaking OP.sync(id): another type"]),
    (STOP, "def sync(id: str", "def sync(id: str | int", ["harmless OP.sync(id): more types"]),
    (STOP, "def sync(id: str, *", "def sync(id: str, *, flag: bool",
     ["breaking OP.sync(flag): required parameter added"]),
    (STOP, "def sync(id: str, *", "def sync(id: str, *, flag: bool = True",
     ["harmless OP.sync(flag): parameter added"]),
    (STOP, "def sync(id: str, *", "def sync(*", ["breaking OP.sync(id): parameter removed"]),
    (STOP, "def sync(id: str, *", "def sync(id: str = 'a', *",
     ["harmless OP.sync(id): optional now"]),
    (STOP, ") -> Error | Job | None", ") -> Job | None", ["harmless OP.sync: fewer types"]),
    (STOP, ") -> Error | Job | None", ") -> Error | Job | Step | None",
     ["careful OP.sync: more types"]),
    ("bodies.py", "model: str", "model: NotRequired[str]",
     ["harmless bodies.NewJob.model: optional now"]),
    ("bodies.py", "kind: NotRequired[Kind]", "kind: Kind",
     ["breaking bodies.NewJob.kind: required now"]),
    ("bodies.py", '["a", "b"]', '["b"]', ["breaking bodies.Kind: fewer types"]),
    ("bodies.py", '["a", "b"]', '["a", "b", "c"]', ["harmless bodies.Kind: more types"]),
    (MODEL, "note: str | Unset = UNSET", "note: str", ["harmless M.Job.note: required now"]),
    (MODEL, "step: Step\n", "step: Step | Unset = UNSET\n", ["careful M.Job.step: optional now"]),
    (MODEL, "note: str | Unset = UNSET", "note: str | Unset = 'a'",
     ["careful M.Job.note: another default"]),
    (NEW, "kind: str | Unset = UNSET", "kind: str | Unset = 'a'",
     ["careful M.NewJob.kind: another default"]),
    (NEW, "kind: str | Unset = UNSET", "kind: str", ["breaking M.NewJob.kind: required now"]),
    (MODEL, "class Job:", "class Job(Base):", ["careful M.Job: other bases"]),
    (MODEL, "    state: State | str\n", "", ["breaking M.Job.state: attribute removed"]),
    (MODEL, "    state: State | str\n", "    state: State | str\n    more: str\n",
     ["harmless M.Job.more: attribute added"]),
    ("client/models/lonely.py", "a: int", "a: int\n    b: int",
     ["breaking M.Lonely.b: required attribute added"]),
    ("client/models/state.py", '"done"', '"Done"', ["breaking M.State.DONE: another value"]),
    ("client/models/state.py", '    DONE = "done"\n', "",
     ["breaking M.State.DONE: member removed"]),
    ("client/models/state.py", '    DONE = "done"\n', '    DONE = "done"\n    GONE = "gone"\n',
     ["careful M.State.GONE: member added"]),
    (STOP, "def sync(id: str", "def sync(id: Literal['a']", ["breaking OP.sync(id): fewer types"]),
    (STOP, "def sync(id: str", "def sync(id: Any", ["harmless OP.sync(id): more types"]),
    (STOP, "def sync(id: str", "def sync(id: Literal['a'] | str",
     ["harmless OP.sync(id): another way to say the same type"]),
    (MODEL, "note: str | Unset", "note: Literal['a'] | Unset",
     ["harmless M.Job.note: fewer types"]),
    (MODEL, "state: State | str", "state: str",
     ["harmless M.Job.state: another way to say the same type"]),
    (MODEL, "note: str | Unset", "note: float | Unset", ["breaking M.Job.note: another type"]),
    ("client/models/step.py", "number: int", "number: float",
     ["breaking M.Step.number: another type"]),
    ("bodies.py", "size: Required[int]", "size: Required[float]",
     ["harmless bodies.NewJob.size: more types"]),
    ("bodies.py", "size: Required[int]", "size: Required[Literal[True]]",
     ["breaking bodies.NewJob.size: another type"]),
    ("client/client.py", "class Client:", "Client = 1\nclass Other:",
     ["breaking client.client.Client: another kind of name"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "lines"), TABLE)
def test_a_change_of_a_name_is_judged(
    package: Path, file: str, old: str, new: str, lines: list[str]
) -> None:
    assert edit(package, file, old, new)[: len(lines)] == lines


def test_a_class_that_only_has_another_name_is_renamed(package: Path) -> None:
    files = {
        MODEL: "",
        "client/models/task.py": JOB.replace("Job", "Task"),
        "client/models/step.py": FILES["client/models/step.py"].replace("Job", "Task"),
        STOP: FILES[STOP].replace("Error | Job", "Error | Task"),
    }
    found = changed(package, {}, **files)
    (renamed,) = found
    assert (renamed.place, renamed.what, renamed.after) == (
        "client.models.Job", "renamed", "client.models.Task")  # fmt: skip
    assert renamed.operations == ("POST /jobs/{jobId}",)


def test_a_class_is_renamed_also_where_classes_in_it_are(package: Path) -> None:
    job = JOB.replace("step: Step", "step: Job | Step")
    write(package, {MODEL: job})
    write(package, {"client/models/step.py": STEP})
    files = {
        MODEL: "",
        "client/models/task.py": job.replace("Job | Step", "Stage | Task").replace("Job", "Task"),
        "client/models/step.py": "",
        "client/models/stage.py": STEP.replace("Step", "Stage"),
    }
    found = {one.place: one.what for one in changed(package, {}, **files)}
    assert [found[f"client.models.{name}"] for name in ("Job", "Step")] == ["renamed", "renamed"]


def test_what_an_operation_no_longer_reaches_is_judged_as_it_was_used(package: Path) -> None:
    files = {
        STOP: FILES[STOP].replace("Error | Job", "Error"),
        MODEL: JOB.replace("state: State | str", "state: State"),
    }
    found = {one.place: one for one in changed(package, {}, **files)}
    state = found["client.models.Job.state"]
    assert (state.severity, state.what) == ("harmless", "fewer types")
    assert state.operations == ("POST /jobs/{jobId}",)


def test_what_stands_in_an_operation_itself_is_known_by_its_name(package: Path) -> None:
    bodies = FILES["bodies.py"] + "class StopJobRequest(TypedDict):\n    why: str\n"
    contracts = FILES["contracts.py"] + "class StopJobResponseContract(BaseModel):\n    a: str\n"
    found = changed(package, {}, **{"bodies.py": bodies, "contracts.py": contracts})
    assert [(one.place, one.operations) for one in found] == [
        ("bodies.StopJobRequest", ("POST /jobs/{jobId}",)),
        ("contracts.StopJobResponseContract", ("POST /jobs/{jobId}",)),
    ]


def test_an_operation_with_another_name_is_renamed(package: Path) -> None:
    files = {STOP: "", "client/api/tasks/halt.py": FILES[STOP]}
    (renamed,) = changed(package, {"client.api.jobs.stop_job": ("wrapper/a.py",)}, **files)
    assert (renamed.before, renamed.after) == ("client.api.jobs.stop_job", "client.api.tasks.halt")
    assert renamed.action == "use the new name; the common interface uses it in wrapper/a.py"


@pytest.mark.parametrize(
    ("attribute", "files", "said"),
    [
        ("step: Step", "a", ["Job in wrapper/a.py"]),
        ("state: State | str", "ab", ["Job in wrapper/b.py", "it in wrapper/a.py"]),
        ("step: Step", "", []),
    ],
)
def test_a_field_is_used_only_where_a_file_that_uses_its_class_names_it(
    attribute: str, files: str, said: list[str], package: Path
) -> None:
    used = {"client.models.Job": tuple(f"wrapper/{name}.py" for name in files)}
    (gone,) = changed(package, used, **{MODEL: JOB.replace(f"    {attribute}\n", "")})
    uses = [f"the common interface uses {words}" for words in said]
    assert gone.action == "; ".join(["do without it", *uses])


def test_what_goes_or_comes_is_said_once_for_all_that_is_in_it(package: Path) -> None:
    files = {STOP: "", "client/api/jobs/start.py": FILES[STOP].replace("/jobs", "/runs")}
    found = changed(package, {}, **files)
    assert [f"{one.severity} {one.place}: {one.what}" for one in found] == [
        "breaking client.api.jobs.stop_job: module removed",
        "harmless client.api.jobs.start: module added",
    ]
    assert [one.operations for one in found] == [("POST /jobs/{jobId}",), ("POST /runs/{id}",)]


def test_a_class_without_attributes_is_not_renamed(package: Path) -> None:
    write(package, {"client/models/empty.py": "class Empty: ..."})
    found = changed(package, {}, **{"client/models/void.py": "class Void: ..."})
    assert [one.what for one in found] == ["class removed", "class added"]


def test_a_strict_model_that_changes_with_its_model_is_not_said_again(package: Path) -> None:
    model = FILES[MODEL].replace("    state: State | str\n", "")
    strict = FILES["contracts.py"].replace(
        '    state: Annotated[str, Field(description="d")]\n', ""
    )
    strict = strict.replace("limit: Annotated[int]", "limit: Annotated[str]")
    found = changed(package, {}, **{MODEL: model, "contracts.py": strict})
    assert [one.place for one in found] == [
        "client.models.Job.state",
        "contracts.JobContract.limit",
    ]
