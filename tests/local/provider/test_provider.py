"""The loopback provider's own parts: differences, configuration, data sources, and what it refuses."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from cfnlint.helpers import AVAILABILITY_ZONES

from local.provider.account import Account, ConfigurationError, account_from
from local.provider.cloudformation import failures
from local.provider.diff import Change, changes, replacing
from local.provider.invokes import InvokeError, invoke
from local.provider.policy_document import policy_document
from local.provider.property_names import unknown_names
from local.provider.resource_types import SHAPES
from local.provider.resource_types.ec2 import zone_id
from local.provider.values import SIGNATURE, UNKNOWN

HERE = Account("111122223333", "eu-west-1")
ARCHIVE = {SIGNATURE: "0def7320c3a5731c473e5ecbe6d01bc7", "hash": "aa", "path": "one"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [Change("a", "update")]),
        ({}, {"a": 1}, [Change("a", "add")]),
        ({"a": 1}, {}, [Change("a", "delete")]),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3, 4]}}, [Change("a.b[1]", "update"), Change("a.b[2]", "add")]),
        ({"tags": {"a.b": "x"}}, {"tags": {"a.b": "y"}}, [Change('tags["a.b"]', "update")]),
        ({"a": "x"}, {"a": UNKNOWN}, [Change("a", "update")]),
        ({"code": ARCHIVE}, {"code": {**ARCHIVE, "path": "two"}}, []),
        ({"code": ARCHIVE}, {"code": {**ARCHIVE, "hash": "bb"}}, [Change("code", "update")]),
        ({"a": [{"b": 1}]}, {"a": {"b": 1}}, [Change("a", "update")]),
    ],
)
def test_differences_are_found_where_they_are(
    old: Mapping[str, Any], new: Mapping[str, Any], expected: list[Change]
) -> None:
    """Each changed property has its path and kind; an archive counts by its content."""
    assert changes(old, new) == expected


@pytest.mark.parametrize(
    ("path", "watched", "expected"),
    [
        ("vpcId", ["vpcId"], ["vpcId"]),
        ("vpcIdentifier", ["vpcId"], []),
        ("brokers.subnets[0]", ["brokers.subnets"], ["brokers.subnets[0]"]),
        ("brokers.type", ["brokers.subnets"], []),
        ("brokers", ["brokers.subnets"], ["brokers"]),
        ("rules[1].port", ["rules.port"], ["rules[1].port"]),
    ],
)
def test_a_nested_property_can_force_replacement(path: str, watched: list[str], expected: list[str]) -> None:
    """A watched name covers what is inside it, in any list element, and what it is inside of."""
    assert replacing([Change(path, "update")], watched) == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"region": "eu-west-1"}, Account("123456789012", "eu-west-1")),
        ({"region": "cn-north-1", "allowedAccountIds": '["111122223333"]'}, Account("111122223333", "cn-north-1")),
        (
            {
                "region": "us-east-1",
                "assumeRoles": '[{"roleArn": "arn:aws:iam::444455556666:role/deployer"}]',
                "defaultTags": '{"tags": {"owner": "platform"}}',
            },
            Account("444455556666", "us-east-1", {"owner": "platform"}),
        ),
    ],
)
def test_a_provider_knows_where_it_acts(settings: Mapping[str, Any], expected: Account) -> None:
    """Region, account and default tags come from the provider's inputs."""
    assert account_from(settings) == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "has no region"),
        ({"region": "eu-middle-1"}, "eu-middle-1 is no AWS region"),
        (
            {
                "region": "eu-west-1",
                "allowedAccountIds": '["111122223333"]',
                "assumeRoles": '[{"roleArn": "arn:aws:iam::444455556666:role/x"}]',
            },
            "account ID not allowed: 444455556666",
        ),
    ],
)
def test_a_wrong_configuration_is_refused(
    settings: Mapping[str, Any], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing or unknown region and a forbidden account end the deploy."""
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ConfigurationError, match=expected):
        account_from(settings)


def test_partitions_have_their_own_names() -> None:
    """ARNs and host names follow the region's partition."""
    china = Account("111122223333", "cn-north-1")
    assert china.arn("kms", "key/1") == "arn:aws-cn:kms:cn-north-1:111122223333:key/1"
    assert china.dns_suffix == "amazonaws.com.cn"


@pytest.mark.parametrize("region", sorted(region for region in AVAILABILITY_ZONES if "iso" not in region))
def test_zones_are_among_the_published_ones(region: str) -> None:
    """Every zone that is answered exists, and only Northern California has fewer than three."""
    answer = invoke("aws:index/getAvailabilityZones:getAvailabilityZones", Account("1" * 12, region), {})
    assert set(answer["names"]) <= set(AVAILABILITY_ZONES[region])
    assert (len(answer["names"]) >= 3) == (region != "us-west-1")


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("eu-west-1a", "euw1-az1"), ("ap-southeast-2c", "apse2-az3"), ("us-gov-east-1b", "usge1-az2")],
)
def test_zone_ids_are_written_as_aws_writes_them(zone: str, expected: str) -> None:
    """Area, compass and number, without dashes."""
    assert zone_id(zone) == expected


def test_an_unknown_data_source_is_refused_by_name() -> None:
    """The error says where to add one."""
    with pytest.raises(InvokeError, match="no data source aws:ec2/getAmi:getAmi; add one in"):
        invoke("aws:ec2/getAmi:getAmi", HERE, {})


def test_a_policy_document_is_written_as_the_provider_writes_it() -> None:
    """One value is text, several are a list, conditions with one test are merged, and a later `sid` overrides."""
    source = json.dumps({"Statement": {"Sid": "Read", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}})
    arguments = {
        "sourcePolicyDocuments": [source],
        "statements": [
            {
                "sid": "Read",
                "actions": ["s3:GetObject", "s3:ListBucket"],
                "resources": ["arn:aws:s3:::b/&{aws:username}"],
                "principals": [{"type": "AWS", "identifiers": ["arn:aws:iam::111122223333:root"]}],
                "conditions": [
                    {"test": "StringEquals", "variable": "aws:PrincipalOrgID", "values": ["o-1"]},
                    {"test": "StringEquals", "variable": "aws:SourceVpc", "values": ["vpc-1", "vpc-2"]},
                ],
            }
        ],
    }
    answer = policy_document(HERE, arguments)
    assert json.loads(answer["json"]) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Read",
                "Effect": "Allow",
                "Action": ["s3:ListBucket", "s3:GetObject"],
                "Resource": "arn:aws:s3:::b/${aws:username}",
                "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1", "aws:SourceVpc": ["vpc-1", "vpc-2"]}},
            }
        ],
    }
    assert json.loads(answer["minifiedJson"]) == json.loads(answer["json"])


@pytest.mark.parametrize(
    ("token", "inputs", "path", "reason"),
    [
        ("aws:cloudwatch/logGroup:LogGroup", {"retentionInDays": 8}, "retentionInDays", "8 is not one of 1, 3"),
        ("aws:lambda/function:Function", {"memorySize": 64}, "memorySize", "under the least allowed, 128"),
        ("aws:lambda/function:Function", {"timeout": 5401}, "timeout", "over the most allowed, 5400"),
        ("aws:msk/cluster:Cluster", {"clusterName": "c" * 65}, "clusterName", "more than the most allowed, 64"),
        (
            "aws:msk/cluster:Cluster",
            {"encryptionInfo": {"encryptionInTransit": {"clientBroker": "PLAIN"}}},
            "encryptionInfo.encryptionInTransit.clientBroker",
            "'PLAIN' is not one of",
        ),
        ("aws:dynamodb/table:Table", {"billingMode": "FREE"}, "billingMode", "'FREE' is not one of"),
    ],
)
def test_a_value_that_aws_publishes_as_wrong_is_refused(
    token: str, inputs: Mapping[str, Any], path: str, reason: str
) -> None:
    """Enums, lengths and ranges come from the CloudFormation schema, which the reason names."""
    ((found, said),) = failures(SHAPES[token], inputs, "eu-west-1")
    assert found == path
    assert reason in said
    assert f"({SHAPES[token].published})" in said


def test_values_that_are_not_known_yet_are_not_judged() -> None:
    """A preview is not refused for what it cannot know."""
    assert failures(SHAPES["aws:lambda/function:Function"], {"memorySize": UNKNOWN, "timeout": 3}, "eu-west-1") == []


@pytest.mark.parametrize(
    ("token", "inputs", "expected"),
    [
        ("aws:msk/cluster:Cluster", {"brokerNodeGroupInfo": {"clientSubnets": []}}, []),
        (
            "aws:msk/cluster:Cluster",
            {"brokerNodeGroupInfo": {"clientSubnet": []}},
            [("brokerNodeGroupInfo.clientSubnet", "there is no such property; did you mean clientSubnets?")],
        ),
        (
            "aws:dynamodb/table:Table",
            {"attributes": [{"name": "a", "kind": "S"}]},
            [("attributes[0].kind", "there is no such property; it has name, type")],
        ),
        ("aws:lambda/function:Function", {"environment": {"variables": {"ANY": "1"}}, "__defaults": ["name"]}, []),
    ],
)
def test_a_property_that_does_not_exist_is_refused(
    token: str, inputs: Mapping[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Also inside nested objects, where the SDK lets it pass; free keys of maps are free."""
    assert unknown_names(SHAPES[token], inputs) == expected
