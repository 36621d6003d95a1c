"""What the generated client does with every kind of operation; each program has its own process."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from regenerate import main

START = """
import httpx, pickle, traceback
from datetime import datetime, timezone
from io import BytesIO
from made.kinds.client import Client, errors, models
from made.kinds.client.api.bare import count, list_names
from made.kinds.client.api.files import get_bytes, get_text, send_either, start_upload, upload
from made.kinds.client.api.jobs import (
    estimate_price, list_jobs, list_metrics, make_a_job, update_job
)
from made.kinds.client.types import File

def answered(module, content, status=200, **options):
    response = httpx.Response(status, content=content)
    return module._build_response(client=Client("https://e.com", **options), response=response)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package made of the document with all kinds of operations."""
    folder = tmp_path_factory.mktemp("operations")
    specs = folder / "specs/kinds"
    specs.mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("operations.yaml"), specs / "upstream.yaml")
    (specs / "provider.yaml").write_text("source: upstream.yaml")
    arguments = ["--specs", str(specs.parent), "--out", str(folder), "--package", "made"]
    assert main(arguments) == 0
    return folder


def said(program: str, folder: Path) -> list[str]:
    """Run a program after `START`, and return the lines that it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", START + program],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_parameters_are_sent_by_their_documented_names_and_only_if_given(folder: Path) -> None:
    program = """
print(list_jobs._get_kwargs())
when = datetime(2026, 1, 2, tzinfo=timezone.utc)
made = list_jobs._get_kwargs(page_size=3, page_token="t", since=when, x_client_name="me")
print(made["params"], made["headers"], sep="\\n")
"""
    assert said(program, folder) == [
        "{'method': 'get', 'url': '/jobs', 'params': {}, 'headers': {}}",
        "{'page_size': 3, 'pageToken': 't', 'since': '2026-01-02T00:00:00+00:00'}",
        "{'X-Client-Name': 'me'}",
    ]


def test_parameters_called_like_the_codes_own_names_are_sent(folder: Path) -> None:
    program = """
print(list_jobs._get_kwargs(headers_="a", params_="b", kwargs_="c", response_="d")["params"])
answer = httpx.MockTransport(lambda _: httpx.Response(200, text='{"data": []}'))
with httpx.Client(base_url="https://e.com", transport=answer) as http:
    client = Client("https://e.com").set_httpx_client(http)
    print(list_jobs.sync_detailed(client=client, response_="d", kwargs_="k").status_code)
"""
    assert said(program, folder) == [
        "{'headers': 'a', 'params': 'b', 'kwargs': 'c', 'response': 'd'}",
        "200",
    ]


def test_a_body_that_is_required_is_so_whatever_its_kind(folder: Path) -> None:
    program = """
for module in (upload, send_either):
    try:
        module._get_kwargs()
    except TypeError as error:
        print(error)
"""
    missing = "_get_kwargs() missing 1 required keyword-only argument: 'body'"
    assert said(program, folder) == [missing, missing]


def test_properties_called_like_the_codes_own_names_are_read_and_written(folder: Path) -> None:
    program = """
names = ("cls", "d", "field_dict", "made", "src_dict", "to_dict")
given = {"id": "1", **{name: name for name in names}}
job = models.Job.from_dict({**given, "Processed": True, "processed": False})
print(job.d_, job.cls_, job.made_, job.to_dict_, job.Processed, job.processed)
print(job.to_dict() == {**given, "Processed": True, "processed": False})
metrics = models.Metrics.from_dict({"metrics": [{"train/loss": 0.5}]})
print(metrics.metrics[0]["train/loss"], metrics.to_dict())
"""
    assert said(program, folder) == [
        "d cls made to_dict True False",
        "True",
        "0.5 {'metrics': [{'train/loss': 0.5}]}",
    ]


def test_files_are_bytes_whatever_the_type_of_their_text(folder: Path) -> None:
    program = r"""
for module, status in ((get_text, 200), (get_bytes, 200), (get_bytes, 206)):
    print(answered(module, b"\xff\r\n", status).parsed.payload.read())
print(answered(get_bytes, b"", 416).parsed, get_bytes._get_kwargs(range_="bytes=1-")["headers"])
"""
    assert said(program, folder) == [r"b'\xff\r\n'"] * 3 + ["None {'Range': 'bytes=1-'}"]


def test_a_file_that_holds_a_boundary_is_sent_whole(folder: Path) -> None:
    program = r"""
file = File(payload=BytesIO(b"a\r\n--+++--\r\nb"), file_name="f")
for module, body in (
    (upload, models.UploadBody(purpose=models.Purpose.EVAL, file=file, rows=2)),
    (send_either, models.Part(file=file)),
):
    request = httpx.Client(base_url="https://e.com").build_request(**module._get_kwargs(body=body))
    file.payload.seek(0)
    sent = request.read()
    boundary = request.headers["Content-Type"].partition("; boundary=")[2].encode()
    print(len(boundary) > 20, len(sent.split(b"--" + boundary)), b"a\r\n--+++--\r\nb" in sent)
"""
    assert said(program, folder) == ["True 5 True", "True 3 True"]


def test_a_form_is_sent_as_one_and_its_redirect_is_an_answer(folder: Path) -> None:
    program = """
body = models.StartUploadBody(purpose=models.Purpose.EVAL, name="a b")
made = start_upload._get_kwargs(body=body) | {"url": "https://e.com"}
request = httpx.Client().build_request(**made)
print(request.read(), request.headers["Content-Type"])
print(answered(start_upload, b"", 302).parsed)
print(answered(start_upload, b'{"file_id": "f"}', 409).parsed.file_id)
"""
    assert said(program, folder) == [
        "b'purpose=eval&name=a+b' application/x-www-form-urlencoded",
        *("None", "f"),
    ]


def test_unions_constants_and_bare_values_decode(folder: Path) -> None:
    program = """
for size in (b'3', b'"max"', b'"min"'):
    print(answered(update_job, b'{"id": "1", "batch_size": %s}' % size).parsed.batch_size)
text = b'{"id": "1", "version": 1, "results": [1, "a", null], "report": null}'
job = answered(update_job, text).parsed
print(job.version, job.results, job.report)
print(answered(list_names, b'["a"]').parsed, answered(count, b'7').parsed)
for answer in (b'{"available": false, "reason": "r"}', b'{"available": true}', b'{"price": 1.5}'):
    print(type(answered(estimate_price, answer).parsed).__name__)
"""
    assert said(program, folder) == [
        *("3", "max", "min"),
        "1 [1, 'a', None] None",
        "['a'] 7",
        *("NoPrice", "Price", "Price"),
    ]


def test_an_answer_may_leave_out_what_is_only_written(folder: Path) -> None:
    program = """
text = b'{"id": "1", "tracker": {}, "trackers": {"a": {}}}'
print(answered(update_job, text).parsed.to_dict())
"""
    assert said(program, folder) == ["{'id': '1', 'tracker': {}, 'trackers': {'a': {}}}"]


def test_a_secret_is_in_no_repr_of_a_body(folder: Path) -> None:
    program = """
tracker = {"key": "SECRET", "environment": {"A": "SECRET"}}
job = models.NewJob.from_dict({"model": "m", "token": "SECRET", "tracker": tracker})
print("SECRET" in repr(job) + repr(job.tracker) + repr(job.tracker.environment), "'m'" in repr(job))
print(job.to_dict() == {"model": "m", "token": "SECRET", "tracker": tracker}, job.token)
shown = repr(models.NewJob(model="m", tracker=models.Tracker(key="SECRET")))
print(shown.replace(", additional_properties={}", "").replace("environment=UNSET", ""))
"""
    assert said(program, folder) == [
        "False True",
        "True SECRET",
        "NewJob(model='m', tracker=Tracker(), epochs=UNSET, seed=UNSET)",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"<html>SECRET</html>",
        b"",
        b'{"name": "SECRET"}',
        b'{"id": 1, "version": "SECRET"}',
        b'["SECRET"]',
        b"null",
        b"[" * 100_000,
    ],
)
def test_a_body_that_does_not_fit_is_one_error_that_shows_nothing_of_it(
    content: bytes, folder: Path
) -> None:
    program = f"""
content = {content[:100]!r} * {max(1, len(content) // 100)}
try:
    answered(update_job, content)
except errors.UnexpectedBody as error:
    same = pickle.loads(pickle.dumps(error))
    print(error)
    print(same.operation, same.status_code, same.content == content, str(same) == str(error))
    print("SECRET" in "".join(traceback.format_exception(error)) + repr(error))
"""
    assert said(program, folder) == [
        "update_job: the answer (status 200) is not what is documented; its body is in `content`",
        "update_job 200 True True",
        "False",
    ]


def test_the_error_is_documented_and_each_body_decoded_once(folder: Path) -> None:
    for module in (folder / "made/kinds/client/api").glob("*/[a-z]*.py"):
        text = module.read_text("utf-8")
        assert "        errors.UnexpectedBody: The response's body is not what is" in text
        assert text.count("_parse_response") == 2


def test_a_status_that_nobody_documented_is_not_an_unexpected_body(folder: Path) -> None:
    program = """
print(answered(update_job, b"x", 418).parsed)
try:
    answered(update_job, b"x", 418, raise_on_unexpected_status=True)
except errors.UnexpectedStatus as error:
    print(error.status_code)
"""
    assert said(program, folder) == ["None", "418"]


@pytest.mark.slow
def test_all_of_it_is_clean_under_mypy_strict(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = true\n")
    options = ["--config-file", str(tmp_path / "mypy.ini"), "--cache-dir", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, str(folder / "made")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("Success"), done.stdout
