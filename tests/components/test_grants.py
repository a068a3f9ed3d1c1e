"""The permissions of IAM documents from components, evaluated with a third-party library."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import pulumi
import pytest
from policy_sentry.querying.actions import get_actions_for_service, get_actions_with_access_level

from components.core.iam import Uses, document, statements
from tests.components.iam import Question, answers
from tests.components.recording import ACCOUNT, REGION, record
from tests.components.samples import SAMPLES, Grant, Sample

KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/00000000-0000-4000-8000-000000000001"
TABLE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/lisbon-tickets"
CACHE = f"arn:aws:elasticache:{REGION}:{ACCOUNT}:replicationgroup:lisbon-cache"
USER = f"arn:aws:elasticache:{REGION}:{ACCOUNT}:user:lisbon-positions"
DATABASE_USER = f"arn:aws:rds-db:{REGION}:{ACCOUNT}:dbuser:cluster-ABC/orders_service"
CONNECTIONS = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:a1b2c3d4e5/live/POST/@connections"
CLUSTER = f"arn:aws:kafka:{REGION}:{ACCOUNT}:cluster/lisbon-stream/00000000-0000-4000-8000-000000000001-2"

USES: Uses = {
    "kafka": {"cluster_arn": CLUSTER, "produce": ["order-events"], "consume": ["courier-events"], "group": "orders"},
    "tables": [{"arn": TABLE, "key_arn": KEY, "actions": ["GetItem"]}],
    "cache": {"cache_arn": CACHE, "user_arn": USER},
    "database_user_arn": DATABASE_USER,
    "connections_arn": f"{CONNECTIONS}/*",
}

DENIED = {"ImplicitlyDenied", "ExplicitlyDenied"}


def beside(kind: str, name: str) -> str:
    """The ARN of a topic or group of the cluster."""
    return CLUSTER.replace(":cluster/", f":{kind}/") + f"/{name}"


def uses_grants(_: Any) -> Mapping[str, Grant]:
    """The role's document for the declared uses of functions and services."""
    return {
        "uses": Grant(
            document(statements(USES, REGION)),
            allowed=[
                ("kafka-cluster:Connect", CLUSTER),
                ("kafka-cluster:WriteData", beside("topic", "order-events")),
                ("kafka-cluster:ReadData", beside("topic", "courier-events")),
                ("kafka-cluster:AlterGroup", beside("group", "orders")),
                ("dynamodb:GetItem", TABLE),
                ("elasticache:Connect", CACHE),
                ("elasticache:Connect", USER),
                ("rds-db:connect", DATABASE_USER),
                ("execute-api:ManageConnections", f"{CONNECTIONS}/abc="),
            ],
            denied=[
                ("kafka-cluster:ReadData", beside("topic", "order-events")),
                ("kafka-cluster:WriteData", beside("topic", "order-events-2")),
                ("kafka-cluster:AlterGroup", beside("group", "orders-2")),
                ("dynamodb:PutItem", TABLE),
                ("dynamodb:GetItem", f"{TABLE}-2"),
                ("kms:Decrypt", KEY),  # allowed only through DynamoDB
                ("elasticache:Connect", f"{USER}-2"),
                ("rds-db:connect", f"{DATABASE_USER}_2"),
                ("execute-api:ManageConnections", CONNECTIONS.replace("/live/", "/other/") + "/abc="),
            ],
        )
    }


def granted(sample: Sample | None) -> dict[str, tuple[str, Grant]]:
    """Each document of a component as JSON, with the questions about it."""
    found: dict[str, tuple[str, Grant]] = {}

    def build() -> Any:
        if sample is None:
            grants = uses_grants(None)
        else:
            assert sample.grants is not None
            grants = sample.grants(sample.kind("part", sample.args()))

        def keep(texts: dict[str, str]) -> None:
            found.update({name: (text, grants[name]) for name, text in texts.items()})

        return pulumi.Output.all(**{name: grant.document for name, grant in grants.items()}).apply(keep)

    record(build)
    return found


def administrative(service: str) -> Iterator[str]:
    """Actions that no role may have: manage permissions, and create or delete resources of the service."""
    yield from get_actions_with_access_level(service, "Permissions management")
    for action in get_actions_for_service(service):
        if action.split(":")[1].startswith(("Create", "Delete")):
            yield action


def wrong(questions: list[Question], expected: set[str]) -> dict[str, str]:
    """Questions whose answer is not one of the expected answers."""
    return {
        f"{question.action} on {question.resource}": answer
        for question, answer in zip(questions, answers(questions), strict=True)
        if answer not in expected
    }


HOLDERS = [pytest.param(None, id="uses")] + [
    pytest.param(sample, id=kind.__name__) for kind, sample in SAMPLES.items() if sample.grants is not None
]


@pytest.mark.parametrize("sample", HOLDERS)
def test_a_document_allows_its_actions_on_its_resources_only(sample: Sample | None) -> None:
    """Its actions on its resources are allowed. Other resources and administrative actions are denied."""
    documents = granted(sample)
    assert documents
    for name, (text, grant) in documents.items():
        allowed, denied = (
            # ARNs from the mocks have a service that does not exist on AWS.
            [Question(text, action, arn, grant.context, unchecked=":mock:" in arn) for action, arn in asked]
            for asked in (grant.allowed, grant.denied)
        )
        services = sorted({action.split(":")[0] for action, _ in grant.allowed})
        resources = sorted({resource for _, resource in grant.allowed})
        # Policy Sentry counts database sign-in as permissions management; explicit grants are intended.
        named = {action for action, _ in grant.allowed}
        actions = {action for service in services for action in administrative(service)} - named
        orders = [
            Question(text, action, resource, grant.context, unchecked=True)
            for action, resource in itertools.product(sorted(actions), resources)
        ]
        assert (name, {}) == (name, wrong(allowed, {"Allowed"}))
        assert (name, {}) == (name, wrong([*denied, *orders], DENIED))
        assert grant.allowed
        assert grant.denied


def test_the_evaluator_agrees_with_iam() -> None:
    """It tells allowed, explicitly denied, implicitly denied and invalid requests apart."""
    text = (
        '{"Version": "2012-10-17", "Statement": ['
        f'{{"Effect": "Allow", "Action": "dynamodb:*", "Resource": "{TABLE}"}},'
        f'{{"Effect": "Deny", "Action": "dynamodb:DeleteTable", "Resource": "{TABLE}"}}]}}'
    )
    asked = [
        Question(text, "dynamodb:GetItem", TABLE),
        Question(text, "dynamodb:DeleteTable", TABLE),
        Question(text, "dynamodb:GetItem", f"{TABLE}-2"),
        Question(text, "dynamodb:CreateTable", TABLE, unchecked=True),
    ]
    expected = ["Allowed", "ExplicitlyDenied", "ImplicitlyDenied", "Allowed"]
    assert expected == answers(asked)
    (senseless,) = answers([Question(text, "dynamodb:NoSuchAction", TABLE)])
    assert senseless.startswith("Error: ")
