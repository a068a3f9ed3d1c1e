"""The whole command against moto, which imitates the control plane of AWS: before and after the account is prepared."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from components.preflight import command, runner, state
from components.preflight.account import SCALING_ROLES, SERVICE_LINKED_ROLES
from components.preflight.clients import CallError, Clients
from components.preflight.registry import MANIFEST_TYPES
from components.preflight.web import Answer
from tests.components.preflight import answers
from tests.components.preflight.answers import Pages, self_signed

KEY_SET = {"keys": [{"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "x": "x", "y": "y"}]}
PAGES = {
    "https://tokens.example.com/.well-known/jwks.json": Answer(200, {}, json.dumps(KEY_SET).encode()),
    "https://payments.example.com": Answer(200, {}, b""),
}


def price(usage: str, kind: str = "") -> str:
    """An item of the price list."""
    return json.dumps({"product": {"attributes": {"usagetype": usage, "instanceType": kind}}})


FILLED: dict[tuple[str, str], dict[str, Any]] = {}
"""Answers that a test adds."""


def page(call: tuple[str, str], parameters: dict[str, Any]) -> dict[str, Any] | None:
    """What AWS answers to the operations that moto does not have."""
    if call == ("ec2", "DescribeVpcEndpointServices"):
        return {"ServiceDetails": [endpoint(name) for name in parameters["Filters"][0]["Values"]]}
    if call == ("service-quotas", "GetServiceQuota"):
        return {"Quota": {"Value": 1e9}}
    if call == ("pricing", "GetProducts"):
        usage = parameters["Filters"][1]["Value"]
        return {"PriceList": [price(f"EU-{usage}", usage)]}
    if call == ("rds", "DescribeOrderableDBInstanceOptions"):
        zones = [{"Name": zone} for stack in ("demo", "madrid") for zone in answers.planned(stack).zones]
        return {"OrderableDBInstanceOptions": [{"AvailabilityZones": zones}]}
    return FILLED.get(call) or {
        ("kafka", "ListKafkaVersions"): {"KafkaVersions": [{"Version": "3.9.x.kraft", "Status": "ACTIVE"}]},
        ("elasticache", "DescribeCacheEngineVersions"): {"CacheEngineVersions": [{"EngineVersion": "8.1"}]},
        ("ec2", "DescribeVpcBlockPublicAccessOptions"): {
            "VpcBlockPublicAccessOptions": {"InternetGatewayBlockMode": "off"}
        },
        ("apigateway", "GetAccount"): {"throttleSettings": {}},
    }.get(call)


def endpoint(name: str) -> dict[str, Any]:
    """A gateway endpoint."""
    return {"ServiceName": name, "ServiceType": [{"ServiceType": "Gateway"}], "AvailabilityZones": []}


class Moto(Clients):
    """Clients of moto, with answers for the operations that it lacks."""

    def call(self, service: str, operation: str, *, at: str = "", **parameters: Any) -> dict[str, Any]:
        """The answer of moto or of this module."""
        if service == "glue":  # moto needs more packages for it
            raise CallError("there is no such database", "EntityNotFoundException")
        if service == "athena":  # moto answers with nothing, where AWS refuses
            raise CallError("there is no such workgroup", "InvalidRequestException")
        found = page((service, operation), parameters)
        return found if found is not None else super().call(service, operation, at=at, **parameters)

    def pages(self, service: str, operation: str, *, at: str = "", **parameters: Any) -> Iterator[dict[str, Any]]:
        """The pages of moto or of this module."""
        found = page((service, operation), parameters)
        return iter([found]) if found is not None else super().pages(service, operation, at=at, **parameters)


@pytest.fixture(autouse=True)
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty account, with credentials."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setattr(command, "Clients", Moto)
    monkeypatch.setattr(command, "Web", lambda: Pages(PAGES))
    monkeypatch.setattr(state, "_exported", answers.returning(frozenset()))
    monkeypatch.setattr(runner, "WORKERS", 1)  # moto loads its services on first use, which is not thread safe
    monkeypatch.chdir(answers.ROOT)
    FILLED.clear()
    with mock_aws():
        yield


def run(stack: str, folder: Path, *arguments: str) -> int:
    """The command on a stack whose state is in a bucket."""
    environment = {"PULUMI_BACKEND_URL": "s3://states?region=eu-central-1"}
    return command.main([stack, "--program", str(folder), *arguments], environment)


@pytest.fixture(params=["demo", "madrid"])
def stack(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A stack, whose account is moto's."""
    monkeypatch.setenv("MOTO_ACCOUNT_ID", answers.settings(request.param).account_id or "")
    return request.param


def test_an_empty_account_lacks_what_comes_before_the_update(stack: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What no `up` makes is missing; what AWS makes by itself is a warning; everything else is ok."""
    assert run(stack, answers.ROOT) == 1
    printed = capsys.readouterr().out.splitlines()
    statuses: dict[str, set[str]] = {}
    for line in printed[:-2]:
        statuses.setdefault(line[:20].strip(), set()).add(line[22:44].strip())
    absent = {"certificate", "image", "logging role", "state backend"}
    # moto's account did not opt in to Madrid.
    assert statuses["missing"] == absent | ({"region"} if stack == "madrid" else set())
    assert statuses["warning"] == {"secrets provider", "service-linked roles"}
    assert statuses["could not be checked"] == UNKNOWN_TO_MOTO
    assert "4 missing" in printed[-1] or "5 missing" in printed[-1]


UNKNOWN_TO_MOTO = {"names"}
"""Checks with calls that neither moto nor this module answers: some names in ElastiCache and MSK."""


def prepared(stack: str, folder: Path) -> None:
    """Make what a stack needs, and write its settings."""
    region = answers.settings(stack).region
    bucket = boto3.client("s3", "eu-central-1")
    bucket.create_bucket(Bucket="states", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    bucket.put_bucket_versioning(Bucket="states", VersioningConfiguration={"Status": "Enabled"})
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    bucket.put_bucket_encryption(Bucket="states", ServerSideEncryptionConfiguration={"Rules": [rule]})
    kms = boto3.client("kms", "eu-central-1")
    kms.create_alias(AliasName="alias/pulumi", TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
    iam = boto3.client("iam")
    for role, _ in (*SERVICE_LINKED_ROLES.values(), *SCALING_ROLES.values()):
        iam.create_role(RoleName=role, AssumeRolePolicyDocument="{}")
    trust = {
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ]
    }
    iam.create_role(RoleName="api-gateway-logs", AssumeRolePolicyDocument=json.dumps(trust))
    FILLED["apigateway", "GetAccount"] = {"cloudwatchRoleArn": "arn:aws:iam::1:role/api-gateway-logs"}
    FILLED["ec2", "DescribeRegions"] = {"Regions": [{"RegionName": region, "OptInStatus": "opted-in"}]}
    text = (answers.ROOT / f"Pulumi.{stack}.yaml").read_text()
    text = text.replace(answers.settings(stack).city.certificate_arn, certificate(region))
    old = answers.settings(stack).city.service_image
    text = text.replace(old, f"{old.partition('@')[0]}@{image(region)}")
    folder.joinpath(f"Pulumi.{stack}.yaml").write_text(
        f"secretsprovider: awskms://alias/pulumi?region=eu-central-1\n{text}"
    )
    folder.joinpath("Pulumi.yaml").write_text((answers.ROOT / "Pulumi.yaml").read_text())
    folder.joinpath("demand").symlink_to(answers.ROOT / "demand")


def certificate(region: str) -> str:
    """An issued certificate."""
    key, pem = self_signed("api.lisbon.example", days=365)
    return boto3.client("acm", region).import_certificate(Certificate=pem, PrivateKey=key)["CertificateArn"]


def image(region: str) -> str:
    """The digest of an image for ARM64 in a registry of the account."""
    ecr = boto3.client("ecr", region)
    ecr.create_repository(repositoryName="citycell/services")
    platform = {"os": "linux", "architecture": "arm64"}
    index = {
        "schemaVersion": 2,
        "mediaType": MANIFEST_TYPES[0],
        "manifests": [{"digest": "sha256:1", "platform": platform}],
    }
    manifest = json.dumps(index)
    digest = f"sha256:{hashlib.sha256(manifest.encode()).hexdigest()}"
    FILLED["ecr", "BatchGetImage"] = {"images": [{"imageManifest": manifest}]}
    return digest


def test_a_prepared_account_lacks_nothing(stack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is missing, and there is no warning."""
    prepared(stack, tmp_path)
    assert run(stack, tmp_path) == 2
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if line.startswith(("missing", "warning"))] == []
    assert {line[22:44].strip() for line in printed.splitlines() if line.startswith("could not")} == UNKNOWN_TO_MOTO


def leftovers(stack: str) -> list[dict[str, Any]]:
    """What an earlier cell left behind, as the state of a stack has it."""
    region, account = answers.settings(stack).region, answers.settings(stack).account_id
    bucket, table = f"{stack}-access-logs-{account}-{region}", f"{stack}-tickets"
    place: Any = {"LocationConstraint": region}
    boto3.client("s3", region).create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
    boto3.client("logs", region).create_log_group(logGroupName=f"/citycell/{stack}/stream")
    boto3.client("iam").create_role(RoleName=f"{stack}-orders", AssumeRolePolicyDocument="{}")
    kms = boto3.client("kms", region)
    kms.create_alias(AliasName=f"alias/{stack}-orders", TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
    boto3.client("dynamodb", region).create_table(
        TableName=table,
        KeySchema=[{"AttributeName": "a", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "a", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return [
        {"type": "aws:s3/bucket:Bucket", "outputs": {"bucket": bucket}},
        {"type": "aws:dynamodb/table:Table", "inputs": {"name": table}},
        {"type": "aws:cloudwatch/logGroup:LogGroup", "outputs": {"name": f"/citycell/{stack}/stream"}},
        {"type": "aws:iam/role:Role", "outputs": {"name": f"{stack}-orders"}},
        {"type": "aws:kms/alias:Alias", "outputs": {"name": f"alias/{stack}-orders"}},
    ]


def test_leftovers_of_an_earlier_cell_are_named(stack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each has a line with the command that adopts it, unless the stack itself made it."""
    prepared(stack, tmp_path)
    resources = leftovers(stack)
    assert run(stack, tmp_path) == 1
    missing = [line for line in capsys.readouterr().out.splitlines() if line.startswith("missing")]
    assert len(missing) == len(resources)
    for resource in resources:
        (name,) = (resource.get("outputs") or resource["inputs"]).values()
        assert any(
            f": {name} exist already" in line and f"pulumi import {resource['type']}" in line for line in missing
        )
    exported = tmp_path / "state.json"
    exported.write_text(json.dumps({"version": 3, "deployment": {"resources": resources}}))
    assert run(stack, tmp_path, "--state", str(exported)) == 2
    printed = capsys.readouterr().out
    assert "the stack exists, with 5 named resources" in printed
    assert "missing" not in printed
