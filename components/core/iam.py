"""IAM policy documents from declared uses: specific actions on specific resources."""

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict

import pulumi

from ..aws.kms import DECRYPT, via_service
from ..aws.principals import ROLES, SOURCE_ACCOUNT, SOURCE_ARN
from .cell import CellArgs
from .outputs import joined, json_text

Statement = dict[str, Any]


def document(statements: Sequence[Statement]) -> pulumi.Output[str]:
    """An IAM policy document as JSON."""
    return json_text({"Version": "2012-10-17", "Statement": list(statements)})


def allow(
    sid: str, actions: Sequence[str], resources: Any, conditions: Mapping[str, Mapping[str, Any]] | None = None
) -> Statement:
    """One statement that allows actions on resources."""
    statement: Statement = {"Sid": sid, "Effect": "Allow", "Action": list(actions), "Resource": resources}
    if conditions:
        statement["Condition"] = {operator: dict(operands) for operator, operands in conditions.items()}
    return statement


def key_statement(
    sid: str, key_arn: pulumi.Input[str], service: str, region: str, actions: Sequence[str] = DECRYPT
) -> Statement:
    """Allow a key to be used through one AWS service, not by direct calls to KMS; by default for decryption only."""
    return allow(sid, actions, key_arn, {"StringEquals": {"kms:ViaService": via_service(service, region)}})


def trust(service: str, account_id: pulumi.Input[str]) -> pulumi.Output[str]:
    """A trust policy for one AWS service that acts for this account only (prevents a confused deputy).

    The condition is on a key that the service is documented to send; `aws.principals.ROLES` has the pages. A service
    that sends none has no condition.

    Raises:
        KeyError: the table has no row for the service.
    """
    statement: Statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    for key in ROLES[service].keys[:1]:
        statement["Condition"] = {"StringEquals": {key: account_id}}
    return document([statement])


def budget_source(account_id: pulumi.Input[str]) -> dict[str, dict[str, Any]]:
    """The condition that AWS Budgets acts for a budget of this account; budgets have no region."""
    return {
        "StringEquals": {SOURCE_ACCOUNT: account_id},
        "ArnLike": {SOURCE_ARN: joined("arn:aws:budgets::", account_id, ":*")},
    }


class KafkaUse(TypedDict):
    """The topics that a function or service uses."""

    cluster_arn: pulumi.Input[str]
    """The cluster."""
    produce: NotRequired[list[pulumi.Input[str]]]
    """Topics to write."""
    consume: NotRequired[list[pulumi.Input[str]]]
    """Topics to read."""
    group: NotRequired[str]
    """The consumer group; required with `consume`."""


class TableUse(TypedDict):
    """How a function or service uses one DynamoDB table."""

    arn: pulumi.Input[str]
    """The table."""
    key_arn: pulumi.Input[str]
    """The key that encrypts the table; DynamoDB uses it on behalf of the caller."""
    actions: list[str]
    """Actions without their prefix, such as `GetItem`."""
    index: NotRequired[str]
    """The index to query instead of the table."""


class CacheUse(TypedDict):
    """Signing in to the cache."""

    cache_arn: pulumi.Input[str]
    """The replication group or serverless cache."""
    user_arn: pulumi.Input[str]
    """The cache user to sign in as."""


class SecretUse(TypedDict):
    """Reading one secret of AWS Secrets Manager."""

    arn: pulumi.Input[str]
    """The secret."""
    key_arn: pulumi.Input[str]
    """The key that encrypts it; Secrets Manager uses it on behalf of the caller."""


class Uses(TypedDict):
    """Everything that a function or service may use. Its role grants this and nothing else."""

    kafka: NotRequired[KafkaUse]
    """Topics."""
    tables: NotRequired[list[TableUse]]
    """Tables."""
    cache: NotRequired[CacheUse]
    """The cache."""
    database_user_arn: NotRequired[pulumi.Input[str]]
    """The database user to sign in as, as an `rds-db` ARN."""
    secret: NotRequired[SecretUse]
    """A secret."""
    connections_arn: NotRequired[pulumi.Input[str]]
    """The WebSocket connections to post to, as an `execute-api` ARN."""


def database_user_arn(cell: CellArgs, resource_id: pulumi.Input[str], user: str) -> pulumi.Output[str]:
    """The ARN of a user of a database cluster or proxy for `rds-db:connect`."""
    prefix = pulumi.Output.concat(f"arn:aws:rds-db:{cell['region']}:", cell["account_id"])
    return pulumi.Output.concat(prefix, ":dbuser:", resource_id, f"/{user}")


def topic_arn(cluster_arn: pulumi.Input[str], topic: pulumi.Input[str]) -> pulumi.Output[str]:
    """The ARN of a topic, which IAM derives from its cluster's ARN."""
    return _sibling_arn(cluster_arn, "topic", topic)


def group_arn(cluster_arn: pulumi.Input[str], group: str) -> pulumi.Output[str]:
    """The ARN of a consumer group, which IAM derives from its cluster's ARN."""
    return _sibling_arn(cluster_arn, "group", group)


def _sibling_arn(cluster_arn: pulumi.Input[str], kind: str, name: pulumi.Input[str]) -> pulumi.Output[str]:
    def derived(known: list[str]) -> str:
        cluster, named = known
        return f"{cluster.replace(':cluster/', f':{kind}/', 1)}/{named}"

    return pulumi.Output.all(cluster_arn, name).apply(derived)


def producer_statements(cluster_arn: pulumi.Input[str], topics: Sequence[pulumi.Input[str]]) -> list[Statement]:
    """Allow idempotent writes to topics (Amazon MSK developer guide, IAM access control, common use cases)."""
    return [
        allow("Connect", ["kafka-cluster:Connect", "kafka-cluster:WriteDataIdempotently"], cluster_arn),
        allow(
            "Produce",
            ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
            [topic_arn(cluster_arn, topic) for topic in topics],
        ),
    ]


def consumer_statements(
    cluster_arn: pulumi.Input[str], topics: Sequence[pulumi.Input[str]], group: str
) -> list[Statement]:
    """Allow reads of topics in a group (Amazon MSK developer guide, IAM access control, common use cases)."""
    return [
        allow("ConnectToConsume", ["kafka-cluster:Connect"], cluster_arn),
        allow(
            "Consume",
            ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
            [topic_arn(cluster_arn, topic) for topic in topics],
        ),
        allow("Group", ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"], group_arn(cluster_arn, group)),
    ]


def bootstrap_statement() -> Statement:
    """Allow finding the addresses of brokers, for services that connect to a cluster.

    Pages of AWS allow it on a cluster, but the action has no resource (service authorization reference, Amazon MSK): on
    a cluster it might grant nothing.
    """
    return allow("FindBrokers", ["kafka:GetBootstrapBrokers"], "*")


def firehose_statements(cluster_arn: pulumi.Input[str], topic: pulumi.Input[str]) -> list[Statement]:
    """Allow Data Firehose to read one topic; it chooses the group names (Firehose guide, MSK as a source)."""
    return [
        allow(
            "ConnectToDeliver",
            ["kafka-cluster:Connect", "kafka:DescribeCluster", "kafka:DescribeClusterV2"],
            cluster_arn,
        ),
        bootstrap_statement(),
        allow(
            "Deliver",
            [
                "kafka-cluster:DescribeTopic",
                "kafka-cluster:DescribeTopicDynamicConfiguration",
                "kafka-cluster:ReadData",
            ],
            topic_arn(cluster_arn, topic),
        ),
        allow("DeliveryGroups", ["kafka-cluster:DescribeGroup"], group_arn(cluster_arn, "*")),
    ]


def statements(uses: Uses, region: str) -> list[Statement]:
    """The statements of a role for its declared uses."""
    found: list[Statement] = []
    if kafka := uses.get("kafka"):
        if produce := kafka.get("produce"):
            found += producer_statements(kafka["cluster_arn"], produce)
        if consume := kafka.get("consume"):
            found += consumer_statements(kafka["cluster_arn"], consume, kafka.get("group", ""))
    for number, table in enumerate(uses.get("tables", [])):
        found += _table_statements(number, table, region)
    if cache := uses.get("cache"):
        found.append(allow("SignInToCache", ["elasticache:Connect"], [cache["cache_arn"], cache["user_arn"]]))
    if database := uses.get("database_user_arn"):
        found.append(allow("SignInToDatabase", ["rds-db:connect"], database))
    if secret := uses.get("secret"):
        found.append(allow("ReadSecret", ["secretsmanager:GetSecretValue"], secret["arn"]))
        found.append(key_statement("SecretKey", secret["key_arn"], "secretsmanager", region, ["kms:Decrypt"]))
    if connections := uses.get("connections_arn"):
        found.append(allow("PostToConnections", ["execute-api:ManageConnections"], connections))
    return found


def _table_statements(number: int, table: TableUse, region: str) -> list[Statement]:
    arn = pulumi.Output.from_input(table["arn"])
    resource = pulumi.Output.concat(arn, f"/index/{table['index']}") if "index" in table else arn
    return [
        allow(f"Table{number}", [f"dynamodb:{action}" for action in table["actions"]], resource),
        key_statement(f"TableKey{number}", table["key_arn"], "dynamodb", region),
    ]
