"""The file a download gives: a real archive whose bytes follow from what it is of."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from functools import lru_cache

_LARGEST_BLOCK = 128 * 1024


@lru_cache(maxsize=8)
def archive(job: str, model: str, kind: str, step: int, size: int) -> bytes:
    """Make a tar archive in a zstd frame, with a configuration and weights.

    Args:
        job: The id of the job.
        model: The base model.
        kind: ``merged``, ``adapter`` or ``model_output_path``.
        step: The training step of the weights.
        size: Bytes of the weights.

    Returns:
        The archive, the same for the same arguments.
    """
    about = {"job": job, "base_model": model, "kind": kind, "step": step}
    seed = json.dumps(about).encode()
    weights = "adapter_model.bin" if kind == "adapter" else "model.bin"
    files = {"config.json": seed, weights: hashlib.shake_256(seed).digest(size)}
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)  # its time is 1970, whenever it is made
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return _in_zstd_frame(output.getvalue())


def _in_zstd_frame(content: bytes) -> bytes:
    """Put bytes into a frame of raw blocks (RFC 8878, section 3.1.1); nothing is compressed.

    Before 3.14 the standard library has no zstd, and what is random does not get smaller.
    """
    # One segment, whose size follows as eight bytes.
    frame = [b"\x28\xb5\x2f\xfd\xe0", len(content).to_bytes(8, "little")]
    for begin in range(0, len(content), _LARGEST_BLOCK):
        block = content[begin : begin + _LARGEST_BLOCK]
        is_last = begin + _LARGEST_BLOCK >= len(content)
        frame += [(len(block) << 3 | is_last).to_bytes(3, "little"), block]
    return b"".join(frame)
