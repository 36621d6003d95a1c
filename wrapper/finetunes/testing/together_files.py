"""Together's files, played: the upload in three steps, the one in one, and what is there."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .clock import Life
from .files import form_fields
from .service import Call, Handler, RefusalError, Reply

if TYPE_CHECKING:
    import threading
    from collections.abc import Mapping

    from .clock import Clock
    from .storage import Storage

_PURPOSES = (
    "fine-tune",
    "calibration",
    "eval",
    "eval-sample",
    "eval-output",
    "eval-summary",
    "batch-generated",
    "batch-api",
)
_TYPES = ("jsonl", "csv", "parquet")


@dataclass(slots=True)
class _File:
    name: str
    purpose: str
    type: str
    checksum: str
    created: float
    content: bytes | None = None
    """None until the last step of the upload."""
    life: Life | None = None


class Files:
    """Files by id; one is there once its upload is complete.

    Args:
        storage: Where the bytes of uploads go.
        clock: The source of time.
        lock: Held while state is read or changed.
    """

    def __init__(self, storage: Storage, clock: Clock, lock: threading.RLock) -> None:
        self._storage = storage
        self._clock = clock
        self._lock = lock
        self._files: dict[str, _File] = {}
        self._added = 0
        self.handlers: Mapping[str, Handler] = {
            "startFileUpload": self._start,
            "preprocessFile": self._preprocess,
            "uploadFile": self._upload,
            "listFiles": self._list,
            "retrieveFile": self._retrieve,
            "deleteFile": self._delete,
            "retrieveFileContent": self._content,
        }

    def add(self, content: bytes, *, filename: str = "train.jsonl") -> str:
        """Put a file on the server, uploaded and looked at.

        Args:
            content: Its bytes.
            filename: Its name; what follows the last dot is its type.

        Returns:
            Its id.

        Raises:
            ValueError: The name does not end in a type that Together takes.
        """
        kind = filename.rpartition(".")[2]
        if kind not in _TYPES:
            raise ValueError(f"{filename!r} does not end in one of {', '.join(_TYPES)}")
        with self._lock:
            id = self._keep({"file_name": filename, "file_type": kind}, _PURPOSES[0])
            self._complete(self._files[id], content, advances=False)
            return id

    def ids(self) -> tuple[str, ...]:
        """Return the ids of the files that are there, in the order they came."""
        with self._lock:
            return tuple(id for id, file in self._files.items() if file.content is not None)

    def content(self, id: str) -> bytes | None:
        """Return the bytes of a file, or None where it is not there."""
        with self._lock:
            file = self._files.get(id)
            return file.content if file else None

    def processing(self, id: str) -> str | None:
        """Return how far the provider has looked at a file, in its words, or None."""
        with self._lock:
            file = self._files.get(id)
            return file.life.status(self._clock.seconds()) if file and file.life else None

    def _keep(self, fields: Mapping[str, str], purpose: str) -> str:
        self._added += 1
        id = f"file-00000000-0000-4000-8000-{self._added:012d}"
        self._files[id] = _File(
            fields["file_name"],
            purpose,
            fields.get("file_type", _TYPES[0]),
            fields.get("checksum", ""),
            self._clock.seconds(),
        )
        return id

    def _complete(self, file: _File, content: bytes, *, advances: bool) -> None:
        file.content = content
        file.checksum = hashlib.sha256(content).hexdigest()
        end = "COMPLETED" if file.type != "jsonl" or _is_jsonl(content) else "INVALID_FORMAT"
        stages = (("QUEUED", 1.0), ("RUNNING", 2.0), (end, 0.0))
        status = "QUEUED" if advances else end
        file.life = Life.at(status, stages, self._clock, advances=advances)

    def _fields(self, call: Call) -> dict[str, bytes]:
        fields = form_fields(call.headers.get("content-type", ""), call.body)
        if missing := {"purpose", "file_name"} - fields.keys():
            raise RefusalError(400, f"{', '.join(sorted(missing))}: required")
        if fields["purpose"].decode("utf-8", "replace") not in _PURPOSES:
            raise RefusalError(400, f"purpose must be one of {', '.join(_PURPOSES)}")
        if fields.get("file_type", b"jsonl").decode("utf-8", "replace") not in _TYPES:
            raise RefusalError(400, f"file_type must be one of {', '.join(_TYPES)}")
        return fields

    def _start(self, call: Call) -> Reply:
        fields = {
            name: text.decode("utf-8", "replace") for name, text in self._fields(call).items()
        }
        for id, file in self._files.items():
            if file.content is not None and file.checksum == fields.get("checksum"):
                return Reply(409, {"file_id": id}, id)
        id = self._keep(fields, fields["purpose"])
        address, _ = self._storage.presign(id)
        headers = {"location": address, "x-together-file-id": id}
        return Reply(302, item=id, headers=headers, content=b"")

    def _preprocess(self, call: Call) -> Reply:
        id = call.path["id"]
        file = self._files.get(id)
        if file is None:
            raise RefusalError(404, "File not found", id)
        if file.content is None:
            content = self._storage.content(id)
            if content is None:
                raise RefusalError(400, "The content of the file has not arrived", id)
            # That the checksum is SHA-256 is an assumption: the SDKs name it, no more.
            if file.checksum not in {"", hashlib.sha256(content).hexdigest()}:
                raise RefusalError(400, "The content of the file does not fit its checksum", id)
            self._complete(file, content, advances=True)
        return Reply(200, self._view(id), id)

    def _upload(self, call: Call) -> Reply:
        fields = self._fields(call)
        content = fields.pop("file", None)
        if content is None:
            raise RefusalError(400, "file: required")
        texts = {name: text.decode("utf-8", "replace") for name, text in fields.items()}
        id = self._keep(texts, texts["purpose"])
        self._complete(self._files[id], content, advances=True)
        return Reply(200, self._view(id), id)

    def _list(self, _call: Call) -> Reply:
        return Reply(200, {"data": [self._view(id) for id in self.ids()]})

    def _retrieve(self, call: Call) -> Reply:
        id, _ = self._there(call)
        return Reply(200, self._view(id), id)

    def _delete(self, call: Call) -> Reply:
        id, _ = self._there(call)
        del self._files[id]
        return Reply(200, {"id": id, "deleted": True}, id)

    def _content(self, call: Call) -> Reply:
        id, content = self._there(call)
        return Reply(200, item=id, headers={"content-type": "text/plain"}, content=content)

    def _there(self, call: Call) -> tuple[str, bytes]:
        id = call.path["id"]
        content = self.content(id)
        if content is None:
            raise RefusalError(404, "File not found", id)
        return id, content

    def _view(self, id: str) -> dict[str, Any]:
        file, status = self._files[id], self.processing(id)
        view: dict[str, Any] = {
            "id": id,
            "object": "file",
            "created_at": int(self._clock.time_of_day(file.created).timestamp()),
            "filename": file.name,
            "bytes": len(file.content or b""),
            "purpose": file.purpose,
            "FileType": file.type,
            "Processed": status == "COMPLETED",
            "processing_status": status,
        }
        if status in {"COMPLETED", "INVALID_FORMAT"}:
            view["validation_report"] = {"valid": status == "COMPLETED", "file_id": id}
        return view


def _is_jsonl(content: bytes) -> bool:
    """Whether every line is a JSON object, and there is one."""
    try:
        lines = [json.loads(line) for line in content.decode().splitlines()]
    except (ValueError, RecursionError):
        return False
    return bool(lines) and all(isinstance(line, dict) for line in lines)
