"""The command against moto's Lambda and CloudWatch, with botocore's own requests and errors."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from components.release.command import main

REGION = "eu-west-1"
NAME = "lisbon-connect"


@pytest.fixture(name="lambda_")
def published(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A function with two versions, whose alias is on the first one."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        trust = json.dumps({"Version": "2012-10-17", "Statement": []})
        role = boto3.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        client = boto3.client("lambda", region_name=REGION)
        client.create_function(
            FunctionName=NAME,
            Runtime="python3.13",
            Role=role,
            Handler="h.h",
            Code={"ZipFile": archive("one")},
            Publish=True,
        )
        client.create_alias(FunctionName=NAME, Name="live", FunctionVersion="1")
        client.update_function_code(FunctionName=NAME, ZipFile=archive("two"), Publish=True)
        yield client


def archive(text: str) -> bytes:
    """A zip file with one module."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as bundle:
        bundle.writestr("h.py", text)
    return data.getvalue()


def test_an_alias_moves_to_the_newest_version(lambda_: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """With a quiet metric alarm."""
    boto3.client("cloudwatch", region_name=REGION).put_metric_alarm(
        AlarmName="errors",
        ComparisonOperator="GreaterThanThreshold",
        EvaluationPeriods=1,
        MetricName="Errors",
        Namespace="AWS/Lambda",
        Period=60,
        Statistic="Sum",
        Threshold=1.0,
    )
    words = ["shift", NAME, "--region", REGION, "--alarm", "errors", "--bake-seconds", "0"]
    assert main(words) == 0, capsys.readouterr().err
    assert lambda_.get_alias(FunctionName=NAME, Name="live")["FunctionVersion"] == "2"


def test_a_missing_function_is_one_line(lambda_: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """AWS's own error becomes what to do."""
    del lambda_
    assert main(["status", "nothing", "--region", REGION]) == 2
    assert capsys.readouterr().err.startswith("error: nothing has no alias live")
