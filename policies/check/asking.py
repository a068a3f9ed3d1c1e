"""Asks a custom pack for the names of its policies."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Timer

import grpc
import yaml
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2_grpc

_SECONDS = 30
_LAST = 10
"""Number of lines of a pack's output that are reported."""


def interpreter() -> str:
    """The Python that packs run with: from Pulumi's setting, or else that of this command."""
    return os.environ.get("PULUMI_PYTHON_CMD") or sys.executable


def declared(folder: Path) -> frozenset[str] | None:
    """The names of a pack's policies; None if it cannot be asked, like a pack in another language."""
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
            return None  # if the pack is broken, the engine reports it
        finally:
            limit.cancel()
            process.kill()


def last_words(folder: Path) -> list[str]:
    """The last error output of a pack that cannot start, which the engine does not show."""
    process = _started(folder, stderr=subprocess.PIPE)
    if process is None:
        return []
    with process:
        try:
            _, output = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            return []
    return [line for line in output.decode(errors="replace").splitlines() if line.strip()][-_LAST:]


def _started(
    folder: Path, *, stdout: int = subprocess.DEVNULL, stderr: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes] | None:
    """A pack's process, started like the engine does but without its address; None if it cannot start here."""
    if not _startable(folder):
        return None
    command = [interpreter(), "-u", "-m", "pulumi.policy", "", str(folder.resolve())]
    try:
        return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr)
    except OSError:
        return None


def _startable(folder: Path) -> bool:
    """Whether a pack is plain Python: only the engine can start one with its own environment or entry point."""
    try:
        project = yaml.safe_load((folder / "PulumiPolicy.yaml").read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return False
    if not isinstance(project, dict) or "main" in project:
        return False
    runtime = project.get("runtime")
    if isinstance(runtime, dict):
        return runtime.get("name") == "python" and "options" not in runtime
    return runtime == "python"


def _answer(port: int) -> frozenset[str]:
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        info = analyzer_pb2_grpc.AnalyzerStub(channel).GetAnalyzerInfo(empty_pb2.Empty(), timeout=_SECONDS)
    return frozenset(policy.name for policy in info.policies)
