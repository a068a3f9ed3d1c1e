"""What loading a function costs above AWS's runtime client and the drivers that the function needs.

The subject is what Lambda does before the first invocation: start the runtime client and import the handler, from the
function's own archive. A function that signs in to Kafka or Valkey on AWS imports the sign-in as well. The floor
imports the runtime client and the drivers only. Every repetition is a fresh process with compiled modules on disk.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pulumi

from components.package import function_code
from local.paths import ROOT

from .measure import Benchmark, Timed, timed

MAX_RATIO = 4.0
MAX_SECONDS = 0.2
RUNTIME_CLIENT = "awslambdaric.bootstrap"
SIGN_IN = "lambdas/common/sign_in.py"
DRIVERS = {
    "lambdas/common/aws.py": "botocore.session",
    "lambdas/common/cache.py": "valkey.cluster",
    "lambdas/common/producer.py": "confluent_kafka",
}
"""Module of an archive to the driver that it imports."""


def benchmarks() -> list[Benchmark]:
    """One benchmark for each function."""
    return [
        Benchmark(
            f"cold_start_{function}",
            "cold start",
            f"loading `{function}`",
            "loading AWS's runtime client and the function's drivers",
            9,
            partial(cold_start, function),
            group="cold_start",
            max_ratio=MAX_RATIO,
        )
        for function in functions()
    ]


def functions() -> list[str]:
    """The folders of all functions."""
    return sorted(path.parent.name for path in (ROOT / "lambdas").glob("*/handler.py"))


@contextmanager
def cold_start(function: str) -> Generator[tuple[Timed, Timed]]:
    """Load a function from its unpacked archive, and load the runtime client and the drivers alone."""
    archive = function_code(function)
    assert isinstance(archive, pulumi.FileArchive)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(archive.path) as code:
        code.extractall(folder)
        subject = partial(_python, subject_program(function, code.namelist()), Path(folder))
        floor = partial(_python, floor_program(code.namelist()), Path(folder))
        yield timed(subject), timed(floor)


def subject_program(function: str, files: Iterable[str]) -> str:
    """What Lambda does to load a function."""
    sign_in = "\nimport lambdas.common.sign_in" if SIGN_IN in files else ""
    return f"from {RUNTIME_CLIENT} import _get_handler\n_get_handler('lambdas.{function}.handler.handle'){sign_in}"


def floor_program(files: Iterable[str]) -> str:
    """Imports of the runtime client and of the drivers behind an archive's modules."""
    return "\n".join(
        f"import {module}" for module in (RUNTIME_CLIENT, *(DRIVERS[file] for file in files if file in DRIVERS))
    )


def _python(code: str, folder: Path) -> None:
    environment = {"PATH": os.defpath, "PYTHONPATH": str(folder), "AWS_REGION": "eu-south-2"}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=folder, env=environment)
