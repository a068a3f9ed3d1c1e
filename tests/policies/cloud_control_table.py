"""Writes `policies/aws/cloud_control.json`: the names of CloudFormation types in the names of the provider's classes.

`python -m tests.policies.cloud_control_table` compares the schemas that cfn-lint bundles with the installed SDK, for
every type that the rules know. A test fails while the file differs from what this module makes.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from local.paths import ROOT
from local.provider import cloudformation
from local.provider.cloudformation import normalized
from local.provider.property_names import nested_names
from local.provider.resource_types import RESOURCE_TYPES
from local.provider.sdk import sdk_type
from policies.aws.types import TYPES

TABLE: Final = ROOT / "policies" / "aws" / "cloud_control.json"
_REGION: Final = "us-east-1"

SERVICES: Final[Mapping[str, str]] = {
    "alb": "elasticloadbalancingv2",
    "cfg": "config",
    "lb": "elasticloadbalancingv2",
    "sfn": "stepfunctions",
    "vpc": "ec2",
}
"""Modules of the provider, and the service in CloudFormation's names if it is another."""

COUNTERPARTS: Final[Mapping[str, str]] = {
    "aws:autoscaling/group:Group": "AWS::AutoScaling::AutoScalingGroup",
    "aws:cloudwatch/eventBus:EventBus": "AWS::Events::EventBus",
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "AWS::Events::EventBusPolicy",
    "aws:cloudwatch/eventRule:EventRule": "AWS::Events::Rule",
    "aws:cloudwatch/logDestination:LogDestination": "AWS::Logs::Destination",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "AWS::Logs::ResourcePolicy",
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": "AWS::Logs::SubscriptionFilter",
    "aws:docdb/cluster:Cluster": "AWS::DocDB::DBCluster",
    "aws:ebs/volume:Volume": "AWS::EC2::Volume",
    "aws:elasticache/cluster:Cluster": "AWS::ElastiCache::CacheCluster",
    "aws:lambda/functionUrl:FunctionUrl": "AWS::Lambda::Url",
    "aws:mq/broker:Broker": "AWS::AmazonMQ::Broker",
    "aws:mskconnect/connector:Connector": "AWS::KafkaConnect::Connector",
    "aws:neptune/cluster:Cluster": "AWS::Neptune::DBCluster",
    "aws:neptune/clusterInstance:ClusterInstance": "AWS::Neptune::DBInstance",
    "aws:opensearch/domain:Domain": "AWS::OpenSearchService::Domain",
    "aws:rds/instance:Instance": "AWS::RDS::DBInstance",
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration": "AWS::SageMaker::EndpointConfig",
    "aws:secretsmanager/secretPolicy:SecretPolicy": "AWS::SecretsManager::ResourcePolicy",
    "aws:secretsmanager/secretRotation:SecretRotation": "AWS::SecretsManager::RotationSchedule",
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": "AWS::WAFv2::LoggingConfiguration",
}
"""Types whose names do not correspond."""

APART: Final[Mapping[str, str]] = {
    "AWS::ECR::Repository": "its two policies are properties, and resources of their own in Pulumi",
    "AWS::EFS::FileSystem": "its policy and its backup policy are properties, and resources of their own in Pulumi",
    "AWS::Route53::HostedZone": "its query log is a property, and a resource of its own in Pulumi",
    "AWS::S3::Bucket": "its access block, encryption and versions are properties, and resources of their own in Pulumi",
}
"""Types that are not translated, and why: rules would report a resource as missing that is a property here."""

ALIASES: Final[Mapping[str, Mapping[str, str]]] = {
    "AWS::DynamoDB::Table": {
        "KeySchema": "keySchemas",
        "PointInTimeRecoverySpecification": "pointInTimeRecovery",
        "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled": "enabled",
        "SSESpecification": "serverSideEncryption",
        "SSESpecification.KMSMasterKeyId": "kmsKeyArn",
        "SSESpecification.SSEEnabled": "enabled",
        "TimeToLiveSpecification": "ttl",
    },
    "AWS::EC2::SecurityGroup": {
        "SecurityGroupEgress": "egress",
        "SecurityGroupEgress.CidrIp": "cidrBlocks",
        "SecurityGroupEgress.CidrIpv6": "ipv6CidrBlocks",
        "SecurityGroupEgress.DestinationPrefixListId": "prefixListIds",
        "SecurityGroupEgress.DestinationSecurityGroupId": "securityGroups",
        "SecurityGroupEgress.IpProtocol": "protocol",
        "SecurityGroupIngress": "ingress",
        "SecurityGroupIngress.CidrIp": "cidrBlocks",
        "SecurityGroupIngress.CidrIpv6": "ipv6CidrBlocks",
        "SecurityGroupIngress.IpProtocol": "protocol",
        "SecurityGroupIngress.SourcePrefixListId": "prefixListIds",
        "SecurityGroupIngress.SourceSecurityGroupId": "securityGroups",
    },
    "AWS::IAM::Role": {
        "AssumeRolePolicyDocument": "assumeRolePolicy",
        "Policies": "inlinePolicies",
        "Policies.PolicyDocument": "policy",
        "Policies.PolicyName": "name",
    },
    "AWS::KMS::Key": {"KeyPolicy": "policy", "PendingWindowInDays": "deletionWindowInDays"},
    "AWS::Lambda::EventSourceMapping": {"DestinationConfig.OnFailure.Destination": "destinationArn"},
    "AWS::RDS::DBCluster": {"EnableIAMDatabaseAuthentication": "iamDatabaseAuthenticationEnabled"},
    "AWS::RDS::DBInstance": {
        "EnableIAMDatabaseAuthentication": "iamDatabaseAuthenticationEnabled",
        "VPCSecurityGroups": "vpcSecurityGroupIds",
    },
    "AWS::SNS::TopicPolicy": {"Topics": "arn"},
    "AWS::SQS::QueuePolicy": {"Queues": "queueUrl"},
    "AWS::SQS::Queue": {
        "MessageRetentionPeriod": "messageRetentionSeconds",
        "VisibilityTimeout": "visibilityTimeoutSeconds",
    },
}
"""Properties whose names do not correspond, by path."""

Entry = dict[str, Any]


def table() -> dict[str, Entry]:
    """Every translated CloudFormation type: its token, and the names that are not the same in camel case."""
    found: dict[str, Entry] = {}
    for token in sorted(TYPES):
        name = _counterpart(token)
        if name and name not in APART and (name not in found or _preferred(token)):
            found[name] = _entry(token, name)
    return dict(sorted(found.items()))


def text() -> str:
    """The content of the file: one line for each type."""
    lines = [f"{json.dumps(name)}: {json.dumps(entry, sort_keys=True)}" for name, entry in table().items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _preferred(token: str) -> bool:
    """Of two tokens with one CloudFormation type, `DBInstance` is the instance and not that of a cluster."""
    return token in COUNTERPARTS


def _counterpart(token: str) -> str:
    if token in COUNTERPARTS:
        return COUNTERPARTS[token]
    if (known := RESOURCE_TYPES.get(token)) and known.cloudformation_type:
        return known.cloudformation_type
    module, kind = token.split(":")[1].split("/", maxsplit=1)[0], token.rsplit(":", 1)[-1]
    return _published().get((SERVICES.get(module, module), normalized(kind)), "")


@cache
def _published() -> dict[tuple[str, str], str]:
    parts = (name.split("::") for name in cloudformation.type_names(_REGION) if name.startswith("AWS::"))
    return {(normalized(service), normalized(kind)): f"AWS::{service}::{kind}" for _, service, kind in parts}


def _entry(token: str, name: str) -> Entry:
    schema, sdk = cloudformation.schema(name, _REGION), sdk_type(token)
    assert schema is not None, name
    assert sdk is not None, token
    entry: Entry = {"token": token, "names": {}, "missing": {}, "unmatched": {}, "plain": [], "pairs": [], "maps": {}}
    _compare(_Side(name, schema), schema.get("properties", {}), sdk.arguments, "", entry)
    return {key: value for key, value in entry.items() if value}


class _Side:
    """The CloudFormation side of a comparison."""

    def __init__(self, name: str, root: Mapping[str, Any]) -> None:
        self.root = root
        self.aliases = ALIASES.get(name, {})
        kind = normalized(name.rsplit("::", 1)[-1])
        self.prefixes = ("", "db", kind, kind.removeprefix("db"), kind.removeprefix("cache"))

    def resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """The schema of a value, or of an element of a list."""
        while "$ref" in schema or "items" in schema:
            name = schema.get("$ref", "").removeprefix("#/definitions/")
            schema = self.root.get("definitions", {}).get(name, {}) if name else schema["items"]
        return schema

    def counterpart(self, path: str, names: Mapping[str, Any]) -> str:
        """The provider's name of a property; empty if it has none."""
        own = path.rsplit(".", 1)[-1]
        if path in self.aliases:
            return self.aliases[path]
        spelled = {normalized(name): name for name in names}
        found = (spelled[spelling] for spelling in self._spellings(normalized(own)) if spelling in spelled)
        return next(found, "")

    def _spellings(self, own: str) -> Iterator[str]:
        yield from (own, f"{own}s", own.removesuffix("s"), own.removesuffix("document"))
        for prefix in self.prefixes:
            yield own.removeprefix(prefix)
            yield f"{prefix}{own}"
        if own.startswith("enable"):
            yield f"{own.removeprefix('enable')}enabled"


def _compare(side: _Side, properties: Mapping[str, Any], arguments: type, path: str, entry: Entry) -> None:
    names, seen, unmatched = nested_names(arguments), set[str](), list[str]()
    for key, schema in properties.items():
        inner = f"{path}.{key}" if path else key
        found = side.counterpart(inner, names)
        seen.add(found)
        if not found and f"/properties/{key}" not in side.root.get("readOnlyProperties", []):
            unmatched.append(key)
        if found and found != _camel(key):
            entry["names"][inner] = found
        value = side.resolved(schema)
        if "properties" not in value:
            if _is_free(value):
                listed = {"name", "value"} <= nested_names(nested).keys() if (nested := names.get(found)) else False
                entry["pairs" if listed else "plain"].append(inner)
        elif found and names.get(found) is None and (name := _list_of_pairs(schema, value)):
            entry["maps"][inner] = name
        elif found and (nested := names.get(found)) is not None and inner.count(".") < _MAX_DEPTH:
            _compare(side, value["properties"], nested, inner, entry)
    missing = sorted(names.keys() - seen - {"region", "tagsAll"})
    if missing and unmatched:
        entry["missing"][path], entry["unmatched"][path] = missing, sorted(unmatched)


_MAX_DEPTH: Final = 8
"""Schemas such as that of a web ACL contain themselves."""


def _is_free(schema: Mapping[str, Any]) -> bool:
    """Whether an object has keys of the user, such as variables or an IAM document."""
    free = "patternProperties" in schema or schema.get("format") == "json"
    kinds = schema.get("type", "object" if free else ())
    return "object" in kinds and "array" not in kinds


def _list_of_pairs(schema: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """The property with the name, if a list has names and values only; otherwise empty."""
    keys = set(item["properties"])
    is_pair = len(keys) == 2 and "Value" in keys and bool(keys & {"Name", "Key"})
    return (keys - {"Value"}).pop() if is_pair and "items" in schema else ""


def _camel(name: str) -> str:
    return name[:1].lower() + name[1:]


def write(path: Path = TABLE) -> None:
    """Write the file."""
    path.write_text(text())


if __name__ == "__main__":
    write()
