"""Which generated names the common interface is built on."""

from pathlib import Path

from pipeline.uses import Uses, uses


def test_what_the_common_interface_imports_is_known(tmp_path: Path) -> None:
    wrapper = tmp_path / "wrapper"
    for name, text in {
        "adapters/small.py": """
import finetunes_openapi.small
from finetunes_openapi.small.client import models, Client
from finetunes_openapi.small.client.api.jobs import stop_job
from finetunes_openapi.other.bodies import NewJob
from finetunes_openapi.small import bodies
from . import smaller
def f(a: models.Job, b: bodies.NewJob, c: smaller.Thing) -> a.b.c: ...
stop_job._get_kwargs(id=f(note="state"), **{})
""",
        "other.py": "from finetunes_openapi.small.client.models import Job",
        "neither.py": "'owner'",
    }.items():  # fmt: skip
        file = wrapper / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    here, other = "wrapper/adapters/small.py", "wrapper/other.py"
    files = {
        "bodies.NewJob": (here,),
        "client.Client": (here,),
        "client.api.jobs.stop_job": (here,),
        "client.models.Job": (here, other),
    }
    words = {here: frozenset({"state", "id"}), other: frozenset[str]()}
    assert uses(wrapper, "small") == Uses(files, words)
