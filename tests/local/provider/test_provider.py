"""The loopback provider: changes, configuration, data sources, and validation of inputs."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from cfnlint.helpers import AVAILABILITY_ZONES

from local.provider.account import Account, ConfigurationError, account_from
from local.provider.cloudformation import failures
from local.provider.diff import Change, changes
from local.provider.invokes import InvokeError, invoke
from local.provider.outputs import created, planned
from local.provider.policy_document import policy_document
from local.provider.property_names import unknown_names
from local.provider.replacement import force_new_properties, replacing
from local.provider.resource_types import RESOURCE_TYPES
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
def test_changes_have_a_path_and_a_kind(old: Mapping[str, Any], new: Mapping[str, Any], expected: list[Change]) -> None:
    """Each changed property has its path and kind; archives are compared by content."""
    assert changes(old, new) == expected


@pytest.mark.parametrize(
    ("path", "force_new", "expected"),
    [
        ("vpcId", ["vpcId"], ["vpcId"]),
        ("vpcIdentifier", ["vpcId"], []),
        ("brokers.subnets[0]", ["brokers.subnets"], ["brokers.subnets[0]"]),
        ("brokers.type", ["brokers.subnets"], []),
        ("brokers", ["brokers.subnets"], ["brokers"]),
        ("rules[1].port", ["rules.port"], ["rules[1].port"]),
    ],
)
def test_a_nested_property_can_force_replacement(path: str, force_new: list[str], expected: list[str]) -> None:
    """A force-new property covers its nested properties, in any list element, and its parents."""
    assert replacing([Change(path, "update")], force_new) == expected


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
def test_a_configuration_gives_account_region_and_tags(settings: Mapping[str, Any], expected: Account) -> None:
    """Region, account and default tags come from the provider's inputs."""
    assert account_from(settings) == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "has no region"),
        ({"region": "eu-middle-1"}, "eu-middle-1 is not an AWS region"),
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
def test_an_invalid_configuration_is_rejected(
    settings: Mapping[str, Any], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing or unknown region and a forbidden account fail the deploy."""
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
def test_availability_zones_exist(region: str) -> None:
    """Every zone in an answer exists, and only Northern California has fewer than three."""
    answer = invoke("aws:index/getAvailabilityZones:getAvailabilityZones", Account("1" * 12, region), {})
    assert set(answer["names"]) <= set(AVAILABILITY_ZONES[region])
    assert (len(answer["names"]) >= 3) == (region != "us-west-1")


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("eu-west-1a", "euw1-az1"), ("ap-southeast-2c", "apse2-az3"), ("us-gov-east-1b", "usge1-az2")],
)
def test_zone_ids_have_the_format_of_aws(zone: str, expected: str) -> None:
    """Area, compass and number, without dashes."""
    assert zone_id(zone) == expected


def test_an_unknown_data_source_is_rejected_by_name() -> None:
    """The error names the file to add it to."""
    with pytest.raises(InvokeError, match="does not serve data source aws:ec2/getAmi:getAmi; add it in"):
        invoke("aws:ec2/getAmi:getAmi", HERE, {})


def test_a_policy_document_has_the_format_of_the_provider() -> None:
    """One value is a string and several are a list; conditions with one test are merged; a later `sid` overrides."""
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
        ("aws:cloudwatch/logGroup:LogGroup", {"retentionInDays": 8}, "retentionInDays", "8 is not one of [1, 3"),
        ("aws:lambda/function:Function", {"memorySize": 64}, "memorySize", "64 is less than the minimum of 128"),
        ("aws:lambda/function:Function", {"timeout": 5401}, "timeout", "5401 is greater than the maximum of 5400"),
        (
            "aws:msk/cluster:Cluster",
            {"clusterName": "c" * 65},
            "clusterName",
            "its length of 65 is outside the maximum of 64",
        ),
        (
            "aws:msk/cluster:Cluster",
            {"encryptionInfo": {"encryptionInTransit": {"clientBroker": "PLAIN"}}},
            "encryptionInfo.encryptionInTransit.clientBroker",
            "'PLAIN' is not one of [",
        ),
        ("aws:dynamodb/table:Table", {"billingMode": "FREE"}, "billingMode", "'FREE' is not one of ["),
    ],
)
def test_a_value_outside_the_cloudformation_schema_is_rejected(
    token: str, inputs: Mapping[str, Any], path: str, reason: str
) -> None:
    """Enums, lengths and ranges come from the CloudFormation schema, and the reason names it."""
    ((found, said),) = failures(RESOURCE_TYPES[token], inputs, "eu-west-1")
    assert found == path
    assert reason in said
    assert f"({RESOURCE_TYPES[token].cloudformation_type})" in said


INVOCATION = RESOURCE_TYPES["aws:lambda/invocation:Invocation"]


@pytest.mark.parametrize(
    ("inputs", "path", "expected"),
    [
        ({}, "input", ["input"]),
        ({"lifecycleScope": "CREATE_ONLY"}, "input", ["input"]),
        ({"lifecycleScope": "CRUD"}, "input", []),
        ({"lifecycleScope": "CRUD"}, "triggers.migrations", ["triggers.migrations"]),
        ({}, "functionName", ["functionName"]),
        ({}, "qualifier", ["qualifier"]),
        ({}, "terraformKey", []),
    ],
)
def test_an_invocation_is_made_again_when_the_provider_makes_it_again(
    inputs: Mapping[str, Any], path: str, expected: list[str]
) -> None:
    """A new input invokes in place only with the scope CRUD; a trigger always replaces."""
    assert INVOCATION.also_replaces is not None
    force_new = (*force_new_properties(INVOCATION), *INVOCATION.also_replaces({}, inputs))
    assert replacing([Change(path, "update")], force_new) == expected


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"input": '{"phase": "expand"}'}, []),
        ({"input": "[1]"}, []),
        ({"input": UNKNOWN, "lifecycleScope": UNKNOWN}, []),
        ({"input": "{"}, [("input", "contains an invalid JSON")]),
        ({"input": "{}", "lifecycleScope": "ONCE"}, [("lifecycleScope", "expected CREATE_ONLY or CRUD, got ONCE")]),
        ({"input": "[1]", "lifecycleScope": "CRUD"}, [("input", "requires input to be a JSON object")]),
    ],
)
def test_an_invocation_is_checked_as_the_provider_does(
    inputs: Mapping[str, Any], expected: list[tuple[str, str]]
) -> None:
    """The input is JSON, and an object where the provider adds to it."""
    assert INVOCATION.validate is not None
    found = INVOCATION.validate(inputs, "eu-west-1")
    assert [path for path, _ in expected] == [path for path, _ in found]
    assert all(said in reason for (_, said), (_, reason) in zip(expected, found, strict=True))


def test_the_id_of_an_invocation_is_that_of_the_provider() -> None:
    """Function, qualifier and a digest of the input; no function runs at deployment, so there is no result."""
    inputs = {"functionName": "demo-migrate", "input": '{"phase": "expand"}', "triggers": {"migrations": "a"}}
    identifier, answer = created(INVOCATION, "urn:pulumi:s::p::t::name", HERE, inputs)
    assert identifier == "demo-migrate,$LATEST,7c7e8a873b9694f2a4fbdebda1cae2ce"
    assert (answer["result"], answer["lifecycleScope"]) == ("null", "CREATE_ONLY")


def test_unknown_values_are_not_validated() -> None:
    """A preview does not fail because of an unknown value."""
    assert (
        failures(RESOURCE_TYPES["aws:lambda/function:Function"], {"memorySize": UNKNOWN, "timeout": 3}, "eu-west-1")
        == []
    )


@pytest.mark.parametrize(
    ("token", "inputs", "expected"),
    [
        ("aws:msk/cluster:Cluster", {"brokerNodeGroupInfo": {"clientSubnets": []}}, []),
        (
            "aws:msk/cluster:Cluster",
            {"brokerNodeGroupInfo": {"clientSubnet": []}},
            [("brokerNodeGroupInfo.clientSubnet", "unknown property; did you mean clientSubnets?")],
        ),
        (
            "aws:dynamodb/table:Table",
            {"attributes": [{"name": "a", "kind": "S"}]},
            [("attributes[0].kind", "unknown property; valid are name, type")],
        ),
        ("aws:lambda/function:Function", {"environment": {"variables": {"ANY": "1"}}, "__defaults": ["name"]}, []),
    ],
)
def test_an_unknown_property_is_rejected(
    token: str, inputs: Mapping[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Nested objects are checked too, which the SDK does not do; keys of maps are not checked."""
    assert unknown_names(RESOURCE_TYPES[token], inputs) == expected


def test_a_domain_name_gets_its_target_when_it_is_made() -> None:
    """API Gateway adds it to the configuration; a preview knows the rest of that object only."""
    kind = RESOURCE_TYPES["aws:apigatewayv2/domainName:DomainName"]
    config = {"certificateArn": "arn:aws:acm:eu-west-1:1:certificate/c", "securityPolicy": "TLS_1_2"}
    inputs = {"domainName": "live.example.com", "domainNameConfiguration": config}
    account = Account(id="123456789012", region="eu-west-1")
    before = planned(kind, account, inputs)["domainNameConfiguration"]
    _, made = created(kind, "urn:pulumi:s::p::t::name", account, inputs)
    after = made["domainNameConfiguration"]
    assert (before["securityPolicy"], after["securityPolicy"]) == ("TLS_1_2", "TLS_1_2")
    assert (before["targetDomainName"], before["hostedZoneId"]) == (UNKNOWN, UNKNOWN)
    assert after["targetDomainName"].endswith(".execute-api.eu-west-1.amazonaws.com")
    assert after["hostedZoneId"].startswith("Z")
