"""Asks a pack of the user's own what its policies are."""

import os
import re
import subprocess
import sys
from pathlib import Path
from threading import Timer

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2_grpc

_PLAIN = re.compile(r"^runtime:\s*(?:name:\s*)?[\"']?python[\"']?\s*$", re.MULTILINE)
_OTHERWISE = re.compile(r"^\s*(?:options|main):", re.MULTILINE)
"""With these the pack has an environment or an entry point of its own, which only the engine knows to start."""
_SECONDS = 30
_LAST = 10
"""Lines of output that are told of a pack."""


def interpreter() -> str:
    """The Python that packs run with: Pulumi's own setting, or else the one of this command."""
    return os.environ.get("PULUMI_PYTHON_CMD") or sys.executable


def declared(folder: Path) -> frozenset[str] | None:
    """The names of a pack's policies; None when it cannot be asked, as one in another language."""
    process = _started(folder, stdout=subprocess.PIPE)
    if process is None:
        return None
    with process:
        assert process.stdout is not None
        limit = Timer(_SECONDS, process.kill)
        limit.start()
        try:
            return _answer(int(process.stdout.readline()))
        except (ValueError, grpc.RpcError):
            return None  # should it have failed, the engine tells of it
        finally:
            limit.cancel()
            process.kill()


def last_words(folder: Path) -> list[str]:
    """What a pack says that cannot be started, which the engine keeps to itself."""
    process = _started(folder, stderr=subprocess.PIPE)
    if process is None:
        return []
    with process:
        try:
            _, told = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            return []
    return [line for line in told.decode(errors="replace").splitlines() if line.strip()][-_LAST:]


def _started(
    folder: Path, *, stdout: int = subprocess.DEVNULL, stderr: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes] | None:
    """A pack's process, as the engine starts it but without its address; None when it cannot be started here."""
    if not _startable(folder):
        return None
    command = [interpreter(), "-u", "-m", "pulumi.policy", "", str(folder.resolve())]
    try:
        return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr)
    except OSError:
        return None


def _startable(folder: Path) -> bool:
    try:
        project = (folder / "PulumiPolicy.yaml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return _PLAIN.search(project) is not None and _OTHERWISE.search(project) is None


def _answer(port: int) -> frozenset[str]:
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        info = analyzer_pb2_grpc.AnalyzerStub(channel).GetAnalyzerInfo(empty_pb2.Empty(), timeout=_SECONDS)
    return frozenset(policy.name for policy in info.policies)
