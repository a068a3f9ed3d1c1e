"""Cases of the rule `cell-isolation`."""

from policies.network.rules.cell_isolation import Parameters
from policies.testing import UNKNOWN, Cases, Node, document, stack_of, within

_GROUP = "aws:ec2/securityGroup:SecurityGroup"
_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
_MADRID = {"tags": {"cell": "madrid"}}
_TALLINN = {"tags": {"cell": "tallinn"}}

_UUID = "01234567-89ab-cdef-0123-456789abcdef"
_ALARMS = "arn:aws:sns:{}:123456789012:alarms"
_TALLINNS = "arn:aws:sqs:eu-west-1:123456789012:tallinn-orders"


def _policy(*resources: str) -> Node:
    """A policy of the cell madrid that names resources by strings."""
    grant = {"Action": "sqs:SendMessage", "Resource": list(resources)}
    return Node("aws:iam/rolePolicy:RolePolicy", {"policy": document(grant)}, parent="madrid")


_STACK = stack_of(
    {
        "region": Node("citycell:index:Region"),
        "madrid": Node("citycell:index:CityCell", parent="region"),
        "tallinn": Node("citycell:index:CityCell", parent="region"),
        "madrid-key": Node("aws:kms/key:Key", _MADRID, parent="madrid"),
        "madrid-group": Node(_GROUP, _MADRID, parent="madrid"),
        "tallinn-key": Node("aws:kms/key:Key", _TALLINN, parent="tallinn"),
        "tallinn-group": Node(_GROUP, _TALLINN, parent="tallinn"),
        "tallinn-attachment": Node(
            "aws:msk/singleScramSecretAssociation:SingleScramSecretAssociation", parent="tallinn"
        ),
        "outsider": Node("aws:kms/key:Key", parent="region"),
        "own": Node("aws:sns/topic:Topic", _MADRID, {"kmsMasterKeyId": "madrid-key"}, "madrid"),
        "common": Node("aws:sns/topic:Topic", _MADRID, {"kmsMasterKeyId": "outsider"}, "madrid"),
        "stranger": Node("aws:sns/topic:Topic", _MADRID, {"kmsMasterKeyId": "tallinn-key"}, "madrid"),
        "waiting": Node("aws:sns/topic:Topic", {"tags": UNKNOWN}, {"kmsMasterKeyId": "tallinn-key"}, "madrid"),
        "nobody": Node("aws:sns/topic:Topic", {}, {"kmsMasterKeyId": "tallinn-key"}, "region"),
        "untagged": Node(
            _RULE, {}, {"securityGroupId": "madrid-group", "referencedSecurityGroupId": "tallinn-group"}, "madrid"
        ),
        "inside": Node(_RULE, {}, {"securityGroupId": "madrid-group"}, "madrid"),
        "by-untagged": Node("aws:sns/topicPolicy:TopicPolicy", {}, {"policy": "tallinn-attachment"}, "madrid"),
        "tallinn-queue": Node("aws:sqs/queue:Queue", {"name": "tallinn-orders"} | _TALLINN, parent="tallinn"),
        "tallinn-stream": Node("aws:msk/cluster:Cluster", {"clusterName": "tallinn"} | _TALLINN, parent="tallinn"),
        "tallinn-subnet": Node("aws:ec2/subnet:Subnet", _TALLINN, id="subnet-0123456789abcdef0"),
        "tallinn-bucket": Node("aws:s3/bucket:Bucket", {"bucket": "lake-x"} | _TALLINN, parent="tallinn"),
        "tallinn-alias": Node("aws:kms/alias:Alias", {"name": "alias/tallinn-orders"}, parent="tallinn"),
        "tallinn-secret": Node("aws:secretsmanager/secret:Secret", {"name": "tallinn/db"} | _TALLINN),
        "tallinn-lock": Node(
            "aws:kms/key:Key", _TALLINN, arn=f"arn:aws:kms:eu-west-1:123456789012:key/{_UUID}", id=_UUID
        ),
        "madrid-queue": Node("aws:sqs/queue:Queue", {"name": "madrid-orders"} | _MADRID, parent="madrid"),
        "madrid-2-queue": Node("aws:sqs/queue:Queue", {"name": "madrid-2-orders", "tags": {"cell": "madrid-2"}}),
        "common-queue": Node("aws:sqs/queue:Queue", {"name": "tallinn-shared"}, parent="region"),
        "twice-1": Node("aws:sns/topic:Topic", {"name": "alarms"} | _TALLINN, arn=_ALARMS.format("us-east-1")),
        "twice-2": Node("aws:sns/topic:Topic", {"name": "alarms"} | _MADRID, arn=_ALARMS.format("eu-west-1")),
        "by-name": _policy(_TALLINNS),
        "by-pattern": _policy("arn:aws:sqs:*:*:madrid-orders", "arn:aws:sqs:*:*:tallinn-*"),
        "by-topic": _policy("arn:aws:kafka:eu-west-1:123456789012:topic/tallinn/0-1/positions"),
        "by-secret": _policy("arn:aws:secretsmanager:eu-west-1:123456789012:secret:tallinn/db-AbCdEf"),
        "by-object": _policy("arn:aws:s3:::lake-x/2026/*"),
        "by-arn": _policy(_ALARMS.format("us-east-1")),
        "by-longer-name": _policy("arn:aws:sqs:*:*:madrid-2-orders"),
        "by-nested-text": Node(
            "aws:lambda/function:Function",
            {"environment": {"variables": {"QUEUE": "https://sqs.eu-west-1.amazonaws.com/123456789012/tallinn-orders"}}}
            | _MADRID,
        ),
        "by-ids": Node(
            "aws:rds/cluster:Cluster",
            {"kmsKeyId": _UUID, "subnets": ["subnet-00000000", "subnet-0123456789abcdef0"]} | _MADRID,
        ),
        "by-alias": Node("aws:sns/topic:Topic", {"kmsMasterKeyId": "alias/tallinn-orders"} | _MADRID),
        "by-bucket": Node("aws:cloudtrail/trail:Trail", {"s3BucketName": "x", "bucket": "lake-x"} | _MADRID),
        "by-uri": Node("aws:glue/job:Job", {"command": {"scriptLocation": "s3://lake-x/x.py"}} | _MADRID),
        "own-name": _policy("arn:aws:sqs:*:*:madrid-orders", _ALARMS.format("eu-west-1")),
        "common-name": _policy("arn:aws:sqs:*:*:tallinn-shared"),
        "other-service": _policy("arn:aws:dynamodb:*:*:table/tallinn-orders"),
        "unclear": _policy("arn:aws:sns:*:*:alarms"),
        "everything": _policy("*", "arn:aws:sqs:*:*:*"),
        "told": Node(
            "aws:sns/topic:Topic",
            {"displayName": "x", "tags": {"cell": "madrid", "peer": _TALLINNS}, "description": _TALLINNS},
        ),
        "both": Node(
            "aws:sns/topic:Topic",
            {"kmsMasterKeyId": "alias/tallinn-orders"} | _MADRID,
            {"kmsMasterKeyId": "tallinn-key"},
        ),
        "text-waiting": Node("aws:sns/topic:Topic", {"tags": UNKNOWN, "policy": _TALLINNS}, parent="madrid"),
        "madrid-role": Node("aws:iam/role:Role", {"name": "madrid-x"} | _MADRID),
        "of-owner": Node(
            "aws:iam/rolePolicy:RolePolicy",
            {"policy": document({"Action": "sqs:SendMessage", "Resource": _TALLINNS})},
            {"role": "madrid-role"},
            "region",
        ),
        "two": Node("aws:sns/topic:Topic", _MADRID, {"policy": ("madrid-key", "tallinn-key"), "arn": "tallinn-key"}),
        "bridge": Node(
            _RULE, {}, {"securityGroupId": "madrid-group", "referencedSecurityGroupId": "tallinn-group"}, "region"
        ),
        "at-large": Node(
            _RULE, {}, {"securityGroupId": "madrid-group", "referencedSecurityGroupId": "madrid-group"}, "region"
        ),
        "tallinn-table": Node("aws:dynamodb/table:Table", {"name": "x"} | _TALLINN),
        "lent-out": Node(
            "aws:dynamodb/resourcePolicy:ResourcePolicy", {}, {"resourceArn": "tallinn-table", "policy": "madrid-role"}
        ),
        "machines": Node(
            "aws:autoscaling/group:Group",
            {"tags": [{"key": "x", "value": "y"}, {"key": "cell", "value": "madrid"}]},
            {"vpcZoneIdentifiers": "tallinn-subnet"},
        ),
        "to-self": Node(_RULE, {}, {"securityGroupId": "tallinn-group"}, "region"),
    }
)

CASES = Cases(
    passes=[
        within(_STACK, "own"),
        within(_STACK, "common"),
        within(_STACK, "inside"),
        within(_STACK, "nobody"),
        within(_STACK, "own-name"),
        within(_STACK, "common-name"),
        within(_STACK, "other-service"),
        within(_STACK, "unclear"),
        within(_STACK, "everything"),
        within(_STACK, "told"),
        within(_STACK, "by-name", parameters=Parameters(shared=("tallinn",))),
        within(_STACK, "stranger", parameters=Parameters(shared=("tallinn",))),
        within(_STACK, "at-large"),
        within(_STACK, "to-self"),
    ],
    fails=[
        within(_STACK, "stranger", "kmsMasterKeyId"),
        within(_STACK, "untagged", "referencedSecurityGroupId"),
        within(_STACK, "bridge", "referencedSecurityGroupId"),
        within(_STACK, "by-untagged", "policy"),
        within(_STACK, "two", "policy", "arn"),
        *(within(_STACK, name, "policy") for name in ("by-name", "by-pattern", "by-topic", "by-secret", "by-object")),
        *(within(_STACK, name, "policy") for name in ("by-arn", "by-longer-name")),
        within(_STACK, "by-nested-text", "environment.variables.QUEUE"),
        within(_STACK, "by-ids", "kmsKeyId", "subnets[1]"),
        within(_STACK, "by-alias", "kmsMasterKeyId"),
        within(_STACK, "by-bucket", "bucket"),
        within(_STACK, "by-uri", "command.scriptLocation"),
        within(_STACK, "both", "kmsMasterKeyId"),
        within(_STACK, "of-owner", "policy"),
        within(_STACK, "lent-out", "policy"),
        within(_STACK, "machines", "vpcZoneIdentifiers"),
    ],
    unknown=[within(_STACK, "waiting", "tags.cell"), within(_STACK, "text-waiting", "tags.cell")],
)
