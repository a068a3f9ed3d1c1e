"""DynamoDB Local, AWS's own emulator of DynamoDB, with its data on disk."""

import platform
import shutil
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import boto3

from ..errors import LocalError
from ..paths import cache_dir
from . import java, maven
from .process import Process
from .server import Server

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient  # stubs, not installed at run time

REGION = "us-east-1"
"""Any region works: all regions and callers share the tables (`-sharedDb`)."""
HEAP_MIB = 256


class DynamoDB(Server):
    """The tables of one cell in one SQLite file."""

    name = "dynamodb"

    @property
    def endpoint(self) -> str:
        """The value of `AWS_ENDPOINT_URL_DYNAMODB`."""
        return f"http://{self.address}"

    def client(self) -> "DynamoDBClient":
        """A client for readers and tests. Credentials may be any letters and digits."""
        return boto3.client(
            "dynamodb",
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id="local",
            aws_secret_access_key="local",  # noqa: S106 - DynamoDB Local accepts any
        )

    def _prepare(self) -> Process:
        files = maven.fetch("dynamodb")
        data = self.directory / "data"
        data.mkdir(exist_ok=True)
        command = java.command(
            "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
            *("-port", str(self.port), "-dbPath", str(data), "-sharedDb", "-disableTelemetry"),
            classpath=[file for file in files if file.suffix == ".jar"],
            heap_mib=HEAP_MIB,
            properties={"sqlite4java.library.path": str(_native_library([f for f in files if f.suffix != ".jar"]))},
        )
        return Process(self.name, command, directory=self.directory)

    def _ready(self) -> bool:
        try:
            urllib.request.urlopen(self.endpoint, timeout=5)  # noqa: S310 - our own loopback address
        except urllib.error.HTTPError:
            return True  # a running server rejects unsigned requests
        except OSError:
            return False
        return True


def _native_library(files: list[Path]) -> Path:
    """The folder of SQLite's native library; its file name has no version, as the Java library expects.

    Raises:
        LocalError: there is no build for this platform.
    """
    if not files:
        raise LocalError(
            "DynamoDB Local has no SQLite library for "
            f"{platform.system()} on {platform.machine()}: run the local cell on Linux x86-64 or on macOS"
        )
    target = cache_dir("parts", "sqlite4java")
    for file in files:
        named = target / f"{file.name.rsplit('-', 1)[0]}{file.suffix}"
        if not named.exists():
            shutil.copyfile(file, named)
    return target
