"""What must run where an extra is installed: small programs that use what the extra is for.

`fresh_install.py` runs each in an environment that holds nothing else, and so does the test suite,
without an index. Loading a library is not enough: an old one may have the name and not the method.
"""

from __future__ import annotations

# A provider, a gateway and a proxy in one: every GET is answered with a list of one job.
_STAND_IN = """
import http.server, os, threading

class Provider(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b'{"data": [{"id": "ft-1", "status": "running"}]}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}"
os.environ.update(TOGETHER_API_KEY="k" * 9, TOGETHER_BASE_URL=address)
"""

_CORE = f"""{_STAND_IN}
import asyncio, sys, warnings
import finetunes, finetunes.cleanup

warnings.simplefilter("ignore", finetunes.ProviderRetiredWarning)
for provider in finetunes.providers():
    with finetunes.Client(provider, api_key="k" * 9) as client:
        assert client.generated and client.operations

def both(**options):
    with finetunes.Client("together", **options) as client:
        ids = [job.id for job in client.list()]
    async def listed():
        async with finetunes.AsyncClient("together", **options) as client:
            return [job.id async for job in client.list()]
    assert ids == asyncio.run(listed()) == ["ft-1"]

both()
os.environ["HTTP_PROXY"] = address
both(base_url="http://gateway.example", allow_insecure_http=True)
assert [job.id for job in asyncio.run(finetunes.alist_all())] == ["ft-1"]
running = finetunes.cleanup.Selection(statuses=["running"])
assert len(finetunes.cleanup.plan("cancel", ["together"], selection=running).items) == 1
loaded = {{name.partition(".")[0] for name in sys.modules}}
assert not loaded & {{"click", "rich", "pydantic", "starlette"}}, loaded
"""

_BACKUP = """
import io, pathlib, sys, tarfile, tempfile
from finetunes.cleanup import archives

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder, "weights.tar.zst")
    with zstd.open(path, "wb") as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        member = tarfile.TarInfo("weights")
        member.size = 9
        tar.addfile(member, io.BytesIO(b"w" * 9))
    assert archives.read_archive(path).members == 1
"""

# Only a terminal is shown tables and lines that move.
_TERMINAL = """
import contextlib, os, subprocess, sys, tempfile

def at_a_terminal(*words):
    ours, theirs = os.openpty()
    command = [sys.executable, "-I", "-m", "finetunes", *words]
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    with subprocess.Popen(command, env={**os.environ, "TERM": "xterm"}, **streams) as child:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # which is how a terminal says that it is over
            while piece := os.read(ours, 65536):
                shown += piece
    os.close(ours)
    text = shown.decode()
    assert child.returncode == 0, f"{words} ended with {child.returncode}: {text}"
    return text

folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)
os.environ["FINETUNES_STATE"] = folder.name
"""

_CLI = f"""{_STAND_IN}{_TERMINAL}
assert "cohere" in at_a_terminal("providers")
assert "ft-1" in at_a_terminal("list")
assert "ft-1" in at_a_terminal("ps")
with open("job.yaml", "w") as file:
    file.write("model: org/name\\ntraining_file: file-1\\nsuffix: no\\n")
shown = at_a_terminal("create", "together", "--from", "job.yaml", "--dry-run")
assert '"no"' in shown, shown
"""

_CONTRACTS = """
import pathlib, tempfile
from finetunes.testing import contract

CASSETTE = '''version: 1
interactions:
- request: {method: GET, uri: https://api.together.ai/v1/fine-tunes/ft-1, body: '', headers: {}}
  response:
    status: {code: 200, message: OK}
    headers: {content-type: [application/json]}
    body: {string: '{"id": "ft-1", "status": "running", "created_at": "yesterday"}'}
'''
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder, "cassette.yaml")
    path.write_text(CASSETTE)
    (exchange,) = contract.read(path)
found = {str(finding.kind) for finding in contract.check(exchange).findings}
assert found == {"body breaks its schema"}, found  # jsonschema and pydantic agree in that
"""

_TESTING = """
import finetunes
from finetunes.testing import EmbeddedServer

with EmbeddedServer() as server:
    job = server.together.add(status="running")
    options = {"api_key": server.key("together"), "base_url": server.base_url("together")}
    with finetunes.Client("together", **options) as client:
        assert client.cancel(job).outcome is finetunes.Outcome.CANCELLING
"""

_EVERYTHING = f"""{_TERMINAL}
from finetunes.cli import main
from finetunes.testing import EmbeddedServer

assert main(["demo"]) == 0
with EmbeddedServer() as server:
    os.environ.update(server.environment)
    jobs = [f"together:{{server.together.add(status='completed')}}" for _ in range(2)]
    assert "loss" in at_a_terminal("metrics", jobs[0])
    at_a_terminal("metrics", jobs[0], "--plot", "loss.svg")
    assert os.path.getsize("loss.svg")
    at_a_terminal("delete", *jobs, "--backup", "kept", "--yes")
    assert server.together.ids() == ()
"""

PROBES = {
    "": _CORE,
    "backup": _BACKUP,
    "cli": _CLI,
    "contracts": _CONTRACTS,
    "plot": "import plotille, matplotlib.figure\nplotille.Figure, matplotlib.figure.Figure()",
    "testing": _TESTING,
}
"""What must run with each extra alone; the key of none is empty."""
EVERYTHING = _EVERYTHING
"""What must run with all of them."""
