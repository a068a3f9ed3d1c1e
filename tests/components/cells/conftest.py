"""A region with five cells of one version, on an imitation of DynamoDB."""

import os
from collections.abc import Generator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from tests.components.cells.region import Region, open_region


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Region]:
    """The region; its `pulumi` is the only one on PATH."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "local")
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path / "bin"), os.defpath]))
    with mock_aws():
        yield open_region(boto3.client("dynamodb", region_name="eu-west-1"), tmp_path)
