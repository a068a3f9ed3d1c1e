"""Resources declared by their CloudFormation type give the findings of the provider's own classes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from local.provider import cloudformation
from policies.aws.types import CLOUDCONTROL_RESOURCE as CLOUD_CONTROL
from policies.aws.types import TYPES
from policies.engine.evaluation import Member, connect
from policies.model.cloud_control import translated
from policies.model.values import UNKNOWN, Value
from policies.rule import Finding, NotEvaluated, Rule
from tests.policies import cloud_control_table
from tests.policies.stacks import rules
from tests.policies.tables import load

MAPPING = "AWS::Lambda::EventSourceMapping"
BROKEN = {
    "EventSourceArn": "arn:aws:kafka:eu-west-1:123456789012:cluster/a/b-1",
    "FunctionName": "f",
    "Topics": ["t"],
    "FilterCriteria": {"Filters": [{"Pattern": "{}"}]},
}
"""A mapping without a failure destination, with endless retries and a filter without a key."""

ENTRIES = cloud_control_table.table()


def through(name: str, state: Any) -> Value:
    """The inputs of a Cloud Control resource."""
    return Value({"typeName": name, "desiredState": state if state is UNKNOWN else json.dumps(state)})


def member(kind: str, properties: Value, name: str = "it", **more: Any) -> Member:
    """A resource of a stack."""
    return Member(kind, name, f"urn:{name}", properties, more.pop("edges", {}), **more)


def findings(*members: Member) -> set[tuple[str, str]]:
    """Rule and path of every finding."""
    return {
        (rule.id, result.path)
        for resource in connect(members)
        for rule in rules()
        if resource.type in rule.types
        for result in rule.evaluate(resource)
        if isinstance(result, Finding)
    }


def test_the_file_is_what_the_published_schemas_say() -> None:
    """Run `python -m tests.policies.cloud_control_table` after a new version of cfn-lint or pulumi-aws."""
    assert cloud_control_table.TABLE.read_text() == cloud_control_table.text()


@pytest.mark.parametrize("name", cloud_control_table.ALIASES)
def test_every_alias_is_a_property_of_both_sides(name: str) -> None:
    """An alias that the comparison did not use is misspelled or superfluous."""
    assert cloud_control_table.ALIASES[name].items() <= ENTRIES[name]["names"].items()


def test_types_without_translation_exist() -> None:
    """A name in the tables of exceptions that AWS does not publish would have no effect."""
    published = set(cloudformation.type_names("us-east-1"))
    assert {*cloud_control_table.APART, *cloud_control_table.COUNTERPARTS.values()} <= published
    assert {*cloud_control_table.COUNTERPARTS} <= {*TYPES}


def test_a_mapping_gives_the_same_findings_in_all_forms() -> None:
    """The provider's class, the Cloud Control API and the native provider."""
    own = {
        "eventSourceArn": BROKEN["EventSourceArn"],
        "functionName": "f",
        "topics": ["t"],
        "filterCriteria": {"filters": [{"pattern": "{}"}]},
    }
    expected = findings(member("aws:lambda/eventSourceMapping:EventSourceMapping", Value(own)))
    assert {rule for rule, _ in expected} >= {"consumer-failures", "event-filter-key"}
    assert findings(member(CLOUD_CONTROL, through(MAPPING, BROKEN))) == expected
    native = {key[0].lower() + key[1:]: value for key, value in BROKEN.items()}
    assert findings(member("aws-native:lambda:EventSourceMapping", Value(native))) == expected


@pytest.mark.parametrize(
    ("name", "state", "expected"),
    [
        ("AWS::SQS::Queue", {"QueueName": "q", "SqsManagedSseEnabled": False}, "dead-letter-retention"),
        ("AWS::DynamoDB::Table", {"TableName": "t", "SSESpecification": {"SSEEnabled": True}}, "table-key"),
        ("AWS::RDS::DBInstance", {"DBInstanceIdentifier": "d", "PubliclyAccessible": True}, "database-public"),
        ("AWS::KMS::Key", {"EnableKeyRotation": False}, "key-rotation"),
        (
            "AWS::EC2::SecurityGroup",
            {"SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "0.0.0.0/0"}]},
            "admin-ports",
        ),
        (
            "AWS::IAM::Role",
            {
                "AssumeRolePolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}],
                }
            },
            "trust-anyone",
        ),
        (
            "AWS::Lambda::Function",
            {"FunctionName": "f", "Environment": {"Variables": {"API_TOKEN": "tok-live-12345"}}},
            "function-secrets",
        ),
    ],
)
def test_other_types_are_seen_too(name: str, state: Mapping[str, Any], expected: str) -> None:
    """Whatever type the rules know, in the names of CloudFormation."""
    assert expected in {found for found, _ in findings(member(CLOUD_CONTROL, through(name, state)))}


@pytest.mark.parametrize(
    "properties",
    [
        through(MAPPING, UNKNOWN),
        Value({"typeName": MAPPING, "desiredState": "{"}),
        Value({"typeName": MAPPING, "desiredState": "[]"}),
        Value({"typeName": MAPPING}),
    ],
)
def test_an_unknown_state_gives_no_finding_and_hides_none(properties: Value) -> None:
    """Its checks wait for the update, and another resource keeps its findings."""
    other = member(CLOUD_CONTROL, through(MAPPING, BROKEN), "other")
    alone = findings(other)
    assert findings(member(CLOUD_CONTROL, properties), other) == alone
    (resource,) = connect([member(CLOUD_CONTROL, properties)])
    waiting = [result for rule in rules() if resource.type in rule.types for result in rule.evaluate(resource)]
    assert waiting
    assert all(isinstance(result, NotEvaluated) for result in waiting)


def test_a_type_that_the_rules_do_not_know_stays_as_it_is() -> None:
    """So does any other resource."""
    for kind, properties in (
        (CLOUD_CONTROL, through("AWS::Chime::VoiceConnector", {"Name": "v"})),
        (CLOUD_CONTROL, Value({"typeName": UNKNOWN, "desiredState": "{}"})),
        ("aws-native:chime:VoiceConnector", Value({"name": "v"})),
        ("aws:sqs/queue:Queue", Value({"name": "q"})),
    ):
        assert translated(kind, properties) == (kind, properties)


def test_tags_and_keys_of_the_user_are_kept() -> None:
    """Tags become a map; variables keep their spelling."""
    state = {"Tags": [{"Key": "cell", "Value": "lisbon"}], "Environment": {"Variables": {"TopicName": "a"}}}
    _, properties = translated(CLOUD_CONTROL, through("AWS::Lambda::Function", state))
    assert properties.raw["tags"] == {"cell": "lisbon"}
    assert properties.raw["environment"] == {"variables": {"TopicName": "a"}}


def test_a_property_without_counterpart_makes_those_it_may_stand_for_unknown() -> None:
    """The encryption of an MSK cluster has another shape, so it is not evaluated, and not reported as missing."""
    state = {"EncryptionInfo": {"EncryptionAtRest": {"DataVolumeKMSKeyId": "key"}}}
    _, properties = translated(CLOUD_CONTROL, through("AWS::MSK::Cluster", state))
    assert properties["encryptionInfo"]["encryptionAtRestKmsKeyArn"].unknown
    _, empty = translated(CLOUD_CONTROL, through("AWS::MSK::Cluster", {"EncryptionInfo": {}}))
    assert empty["encryptionInfo"]["encryptionAtRestKmsKeyArn"].absent


def test_edges_of_the_state_are_those_of_the_properties_that_name_the_source() -> None:
    """A queue that is read is not one that receives failures."""
    arns = {name: f"arn:aws:sqs:eu-west-1:123456789012:{name}" for name in ("source", "failed")}
    queues = [member("aws:sqs/queue:Queue", Value({"name": name}), name, arn=arn) for name, arn in arns.items()]
    state = {"EventSourceArn": arns["source"], "DestinationConfig": {"OnFailure": {"Destination": arns["failed"]}}}
    mapping = member(
        CLOUD_CONTROL, through(MAPPING, state), "mapping", edges={"desiredState": ["urn:source", "urn:failed"]}
    )
    source, failed, _ = connect([*queues, mapping])
    assert [key for key, _ in source.users] == ["eventSourceArn"]
    assert [key for key, _ in failed.users] == ["destinationConfig"]


def _cases() -> Iterator[tuple[Rule, Mapping[str, Any], str]]:
    by_token = {entry["token"]: name for name, entry in ENTRIES.items()}
    for rule in rules():
        tables = load(_pack(rule), rule)
        for case in (*tables.passes, *tables.fails):
            kind = case.type or next(iter(rule.types))
            if kind in by_token and not (case.edges or case.users or case.stack or case.parents or case.parameters):
                yield rule, case.properties, by_token[kind]


def _pack(rule: Rule) -> str:
    return rule.check.__module__.split(".")[1]


def _reversed(name: str, properties: Mapping[str, Any]) -> dict[str, Any] | None:
    """Properties in CloudFormation's names; None if one of them has no counterpart there."""
    schema = cloudformation.schema(name, "us-east-1") or {}
    names = ENTRIES[name].get("names", {})
    own = {names.get(key, key[0].lower() + key[1:]): key for key in schema["properties"]}
    if not properties.keys() <= own.keys():
        return None
    return {own[key]: _inner(own[key], value, ENTRIES[name]) for key, value in properties.items()}


def _inner(path: str, value: Any, entry: Mapping[str, Any]) -> Any:
    if path in entry.get("pairs", ()) and isinstance(value, list):
        return {pair["name"]: pair["value"] for pair in value}
    if path in entry.get("maps", {}) and isinstance(value, Mapping):
        return [{entry["maps"][path]: name, "Value": item} for name, item in value.items()]
    if isinstance(value, list):
        return [_inner(path, item, entry) for item in value]
    if not isinstance(value, Mapping) or path in {*entry.get("plain", ()), "Tags", "UserPoolTags"}:
        return value
    beside = {name: p.rsplit(".", 1)[1] for p, name in entry.get("names", {}).items() if p.rpartition(".")[0] == path}
    keys = {key: beside.get(key, key[:1].upper() + key[1:]) for key in value}
    return {keys[key]: _inner(f"{path}.{keys[key]}", item, entry) for key, item in value.items()}


def test_the_cases_of_every_rule_give_the_same_results() -> None:
    """Each case whose properties have counterparts, written in CloudFormation's names, has its results."""
    compared, wrong = 0, list[str]()
    for rule, properties, name in _cases():
        state = _reversed(name, properties)
        if state is None or not _is_json(state):
            continue
        compared += 1
        (plain,) = connect([member(ENTRIES[name]["token"], Value(dict(properties)))])
        (through_api,) = connect([member(CLOUD_CONTROL, through(name, state))])
        if list(rule.evaluate(plain)) != list(rule.evaluate(through_api)):
            wrong.append(f"{rule.id} {name} {properties}")
    assert wrong == []
    assert compared > 300


def _is_json(state: Any) -> bool:
    try:
        json.dumps(state)
    except TypeError:
        return False
    return True
