"""What platform teams wait for: imports, previews, policy packs."""

import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from local.deploy import policy_packs
from local.engine import ensure_engine
from local.engine.workspace import Workspace
from local.paths import ROOT
from local.provider import serving

from .measure import Timed, pair, timed

FLAT_PROGRAM = """
import pulumi_aws as aws
for number in range({resources}):
    aws.sns.Topic(f"topic-{{number}}")
"""


def import_time() -> AbstractContextManager[tuple[Timed, Timed]]:
    """A fresh interpreter imports the components, and one only the SDK under them."""
    return pair(lambda: _python("import components"), lambda: _python("import pulumi_aws"))


def cold_start() -> AbstractContextManager[tuple[Timed, Timed]]:
    """A fresh interpreter loads the function of the hot path, and one only AWS's runtime client."""
    return pair(lambda: _python("import lambdas.track_couriers.handler"), lambda: _python("import awslambdaric"))


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


@contextmanager
def preview_time() -> Generator[tuple[Timed, Timed]]:
    """The demo city, and as many plain resources in a flat program."""
    with workspace(ROOT, "demo") as city:
        resources = sum(city.preview([]).counts.values())
        with tempfile.TemporaryDirectory() as folder, workspace(_flat(Path(folder), resources), "flat") as flat:
            yield timed(lambda: city.preview([])), timed(lambda: flat.preview([]))


@contextmanager
def policy_time() -> Generator[tuple[Timed, Timed]]:
    """The demo city with every pack, and without one."""
    with workspace(ROOT, "demo") as city:
        packs: Sequence[Path] = policy_packs()
        yield timed(lambda: city.preview(packs)), timed(lambda: city.preview([]))


def _flat(folder: Path, resources: int) -> Path:
    (folder / "Pulumi.yaml").write_text("name: flat\nruntime: python\n")
    (folder / "Pulumi.flat.yaml").write_text("config:\n  aws:region: eu-west-1\n")
    (folder / "__main__.py").write_text(FLAT_PROGRAM.format(resources=resources))
    return folder


@contextmanager
def workspace(program: Path, stack: str) -> Generator[Workspace]:
    """A stack against the loopback provider, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, serving() as port:
        workspace = Workspace(ensure_engine(), program, stack, Path(folder), port)
        workspace.prepare()
        yield workspace
