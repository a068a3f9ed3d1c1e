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
    if not _startable(folder):
        return None
    try:
        process = subprocess.Popen(
            _command(folder),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
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
    if not _startable(folder):
        return []
    try:
        done = subprocess.run(
            _command(folder),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    lines = done.stderr.decode(errors="replace").splitlines()
    return [line for line in lines if line.strip()][-_LAST:]


def _startable(folder: Path) -> bool:
    try:
        project = (folder / "PulumiPolicy.yaml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return _PLAIN.search(project) is not None and _OTHERWISE.search(project) is None


def _command(folder: Path) -> list[str]:
    """As the engine starts a pack, but without its address."""
    return [interpreter(), "-u", "-m", "pulumi.policy", "", str(folder.resolve())]


def _answer(port: int) -> frozenset[str]:
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        info = analyzer_pb2_grpc.AnalyzerStub(channel).GetAnalyzerInfo(empty_pb2.Empty(), timeout=_SECONDS)
    return frozenset(policy.name for policy in info.policies)
