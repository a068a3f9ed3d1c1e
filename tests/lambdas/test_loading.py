"""What loading a handler imports: its own libraries, and none that only another function or a service needs."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MESSAGES = {"msgspec"}
AWS = {"botocore", "urllib3"}
STORES = {"confluent_kafka", "valkey"}
LOADED = {
    "authorize": AWS | MESSAGES,
    "connect": set[str](),
    "disconnect": AWS,
    "project_orders": AWS | MESSAGES | STORES,
    "push_updates": AWS | MESSAGES,
    "round_coordinates": MESSAGES,
    "subscribe": AWS | MESSAGES,
    "track_couriers": MESSAGES | STORES,  # signs in with botocore on AWS, which is loaded at the first use
}
UNUSED = {
    "aws_lambda_powertools",
    "aws_msk_iam_sasl_signer",
    "boto3",
    "httpx",
    "jwt",
    "lap",
    "numpy",
    "psycopg",
    "s3transfer",
}
"""Libraries of services and tests, and those that were once loaded by functions."""

_REPORT = "import sys, importlib; importlib.import_module(sys.argv[1]); print(*sorted(sys.modules))"


def loaded_by(module: str) -> set[str]:
    """The top-level packages in memory once a fresh interpreter has imported a module."""
    command = [sys.executable, "-c", _REPORT, module]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("function", sorted(path.parent.name for path in (ROOT / "lambdas").glob("*/handler.py")))
def test_a_handler_loads_its_own_libraries_only(function: str) -> None:
    """A library that another function needs is not imported, whatever the shared modules import from each other."""
    assert function in LOADED, "add the new function and its libraries to LOADED"
    loaded = loaded_by(f"lambdas.{function}.handler")
    assert loaded & (AWS | MESSAGES | STORES | UNUSED) == LOADED[function]


def test_signing_in_loads_nothing_but_botocore() -> None:
    """On AWS every cold start of a function with Kafka signs in, so boto3 may not come back this way."""
    assert loaded_by("lambdas.common.sign_in") & (AWS | UNUSED) == AWS
