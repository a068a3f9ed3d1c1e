"""The settings of an account: what is made, what stays when a stack goes, and that two regions do not collide."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from components import AccountBaseline
from components.account.args import ServiceLinkedRole
from components.aws import quotas
from local.provider.resource_types.apigateway import SMALL_REGIONS
from local.provider.resource_types.iam import SERVICE_LINKED_ROLES
from tests.components.contracts import children
from tests.components.recording import ACCOUNT, Recorder, record
from tests.components.samples.account import EVERYTHING, SAMPLE

API_GATEWAY, LINKED = "aws:apigateway/account:Account", "aws:iam/serviceLinkedRole:ServiceLinkedRole"
ROLE, ATTACHMENT = "aws:iam/role:Role", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"


def made(**change: Any) -> Recorder:
    """A baseline on mocks."""
    return record(lambda: AccountBaseline("base", SAMPLE.args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def inputs(recorder: Recorder, token: str) -> Mapping[str, Any]:
    """The inputs of the only child of a type."""
    return recorder.one(token).inputs


def test_api_gateway_may_write_logs() -> None:
    """The role trusts API Gateway alone, has the policy of AWS, and is set for the region."""
    recorder = made()
    (statement,) = json.loads(inputs(recorder, ROLE)["assumeRolePolicy"])["Statement"]
    assert statement == {
        "Effect": "Allow",
        "Principal": {"Service": "apigateway.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    assert inputs(recorder, ATTACHMENT)["policyArn"].endswith(
        ":policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
    )
    assert inputs(recorder, API_GATEWAY)["cloudwatchRoleArn"].endswith("base-api-gateway-role")


def test_the_role_has_a_generated_name() -> None:
    """A role that outlives its stack, or that of another region, never has the name of a new one."""
    assert "name" not in inputs(made(), ROLE)


def test_a_second_region_makes_nothing_global() -> None:
    """Only the region with `global_settings` makes what the account has once."""
    once = {LINKED, "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"}
    first = made(**EVERYTHING)
    second = made(region="eu-south-2")
    assert once <= {item.type for item in children(first)}
    assert once & {item.type for item in children(second)} == set()


def test_settings_stay_when_the_stack_goes() -> None:
    """Other programs of the region rely on them. A provider that deletes them resets them on AWS."""
    assert [item.name for item in children(made(**EVERYTHING)) if not item.retain] == []
    disposable = children(made(**EVERYTHING, disposable=True))
    assert {item.type for item in disposable if item.retain} == {LINKED}


@pytest.mark.parametrize(
    ("change", "token"),
    [
        ({"api_gateway_logs": False}, API_GATEWAY),
        ({"api_gateway_logs": False}, ROLE),
        ({"ebs_encryption": False}, "aws:ebs/encryptionByDefault:EncryptionByDefault"),
        ({"instance_metadata_tokens": False}, "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"),
        ({"backup_types": {}}, "aws:backup/regionSettings:RegionSettings"),
        (
            {"global_settings": True, "s3_public_access_block": False},
            "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
        ),
    ],
)
def test_a_setting_that_another_program_has_is_left_alone(change: Mapping[str, Any], token: str) -> None:
    """Each setting has an argument that leaves it as it is."""
    assert made(**change).of_type(token) == []


def test_what_others_would_notice_is_left_alone_by_default() -> None:
    """Scanning, cluster metrics and public access to VPCs are changed only by a named argument."""
    types = {item.type for item in children(made())}
    assert types == {
        API_GATEWAY,
        ROLE,
        ATTACHMENT,
        "aws:ebs/encryptionByDefault:EncryptionByDefault",
        "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
        "aws:backup/regionSettings:RegionSettings",
    }


def test_backups_include_the_stores_of_cells() -> None:
    """Types that are stated are added; a type of a store can still be switched off by name."""
    settings = inputs(made(backup_types={"EFS": True, "S3": False}), "aws:backup/regionSettings:RegionSettings")
    assert settings["resourceTypeOptInPreference"] == {"Aurora": True, "DynamoDB": True, "S3": False, "EFS": True}
    assert settings["resourceTypeManagementPreference"] == {"DynamoDB": True}


def test_a_scan_covers_every_repository() -> None:
    """Basic scanning runs on push, enhanced scanning continuously."""
    token = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration"
    frequencies = {
        kind: inputs(made(image_scanning=kind), token)["rules"][0]["scanFrequency"] for kind in ("BASIC", "ENHANCED")
    }
    assert frequencies == {"BASIC": "SCAN_ON_PUSH", "ENHANCED": "CONTINUOUS_SCAN"}


def test_public_access_is_blocked_for_the_account() -> None:
    """All four settings of S3, for the account that the arguments name."""
    block = inputs(made(global_settings=True), "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock")
    assert block["accountId"] == ACCOUNT
    assert [key for key in block if key.startswith(("block", "ignore", "restrict")) and block[key] is not True] == []


def test_the_local_provider_names_the_same_roles_and_regions() -> None:
    """It has tables of its own, since it does not import the components."""
    assert SERVICE_LINKED_ROLES.keys() == set(ServiceLinkedRole)
    assert set(quotas.SMALL_THROTTLE_REGIONS) == SMALL_REGIONS
