"""Desired states of the Cloud Control API: what AWS rejects, what replaces, and what excludes each other."""

import json
from typing import Any

import pytest

from local.provider import outputs
from local.provider.account import Account
from local.provider.cloud import Cloud
from local.provider.lifecycle import Subject, create, delete
from local.provider.resource_type import Refused
from local.provider.resource_types import RESOURCE_TYPES

HERE = Account("111122223333", "eu-west-1")
CLASS_TOKEN = "aws:lambda/eventSourceMapping:EventSourceMapping"
TOKEN, TYPE = "aws:cloudcontrol/resource:Resource", "AWS::Lambda::EventSourceMapping"
RESOURCE = RESOURCE_TYPES[TOKEN]
URN = f"urn:pulumi:s::p::{TOKEN}::it"
STATE: dict[str, Any] = {
    "EventSourceArn": "arn:aws:kafka:eu-west-1:111122223333:cluster/lisbon/00000000-0000-4000-8000-000000000001-2",
    "FunctionName": "arn:aws:lambda:eu-west-1:111122223333:function:lisbon-project-orders",
    "Topics": ["order-events"],
    "BatchSize": 100,
    "MaximumBatchingWindowInSeconds": 0,
    "ProvisionedPollerConfig": {"MinimumPollers": 1, "MaximumPollers": 2, "PollerGroupName": "lisbon"},
    "Tags": [{"Key": "cell", "Value": "lisbon"}],
}


def inputs(**changes: Any) -> dict[str, Any]:
    """The inputs with a changed state; a change to None removes a property."""
    state = {key: value for key, value in (STATE | changes).items() if value is not None}
    return {"typeName": TYPE, "desiredState": json.dumps(state)}


def reasons(given: dict[str, Any]) -> str:
    """Why the inputs are rejected; empty if they are not."""
    assert RESOURCE.validate is not None
    return "; ".join(f"{path}: {reason}" for path, reason in RESOURCE.validate(given, "eu-west-1"))


def test_a_right_state_is_accepted() -> None:
    """The window of 0 is in the schema's range."""
    assert reasons(inputs()) == ""
    assert reasons({"typeName": TYPE, "desiredState": "04da6b54-80e4-46f7-96ec-b56ff0331ba9"}) == ""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"FunctionName": None}, "'FunctionName' is a required property"),
        ({"MaximumBatchingWindow": 0}, "('MaximumBatchingWindow' was unexpected)"),
        ({"MaximumBatchingWindowInSeconds": 301}, "301 is greater than the maximum of 300"),
        ({"MaximumBatchingWindowInSeconds": "0"}, "MaximumBatchingWindowInSeconds: type is"),
        ({"BatchSize": 0}, "0 is less than the minimum of 1"),
        ({"Topics": ["a", "b"]}, "Topics: maxItems is 1"),
        ({"Topics": None}, "Topics: a Kafka source needs exactly one topic"),
        ({"EventSourceArn": None}, "exactly one of EventSourceArn and SelfManagedEventSource is required"),
        ({"MaximumRecordAgeInSeconds": 59}, "59 is neither -1 nor at least 60"),
        ({"ProvisionedPollerConfig": {"MinimumPollers": 3, "MaximumPollers": 2}}, "3 is more than MaximumPollers 2"),
        ({"ProvisionedPollerConfig": {"MaximumPollers": 2001}}, "2001 is more than 2000, the maximum for Kafka"),
        ({"Id": "0a1b2c3d-0001-4000-8000-0a1b2c3d4e5f"}, "AWS sets Id, so it must not be in the desired state"),
        (
            {
                "EventSourceArn": "arn:aws:sqs:eu-west-1:111122223333:orders",
                "Topics": None,
                "ProvisionedPollerConfig": None,
            },
            "a batch of 100 of SQS needs a window of at least 1",
        ),
    ],
)
def test_what_aws_rejects_is_rejected(change: dict[str, Any], expected: str) -> None:
    """By the schema of the type, the model of the API, and the limits in its documentation."""
    assert expected in reasons(inputs(**change))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"typeName": TYPE, "desiredState": "{"}, "desiredState: it is not a JSON object"),
        ({"typeName": "AWS::Lambda::Mapping", "desiredState": "{}"}, "is not a CloudFormation type that AWS offers"),
        ({"typeName": "AWS::SQS::Queue", "desiredState": "{}"}, "add it in local/provider/resource_types/cloudcontrol"),
    ],
)
def test_other_documents_and_types_are_rejected(given: dict[str, Any], expected: str) -> None:
    """In one line, which says what to do."""
    assert expected in reasons(given)


@pytest.mark.parametrize(
    ("change", "replaced"),
    [({"BatchSize": 5}, False), ({"StartingPosition": "LATEST"}, True), ({"EventSourceArn": "arn:other"}, True)],
)
def test_a_create_only_property_replaces(change: dict[str, Any], replaced: bool) -> None:
    """As in the real provider, which reads `createOnlyProperties` of the schema."""
    assert RESOURCE.also_replaces is not None
    assert bool(RESOURCE.also_replaces(inputs(), inputs(**change))) is replaced


def test_the_id_is_the_primary_identifier() -> None:
    """`properties` has what AWS adds to the desired state."""
    identifier, answer = outputs.created(RESOURCE, URN, HERE, inputs())
    properties = json.loads(answer["properties"])
    assert properties["Id"] == identifier
    assert properties["EventSourceMappingArn"] == (
        f"arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:{identifier}"
    )
    assert {key: properties[key] for key in STATE} == STATE


def test_two_mappings_of_a_function_and_topic_exclude_each_other() -> None:
    """In both forms; another topic is another mapping, and a deleted one excludes none."""
    cloud, subject = Cloud(), Subject(RESOURCE, URN, HERE)
    own = {
        "functionName": "lisbon-project-orders",
        "eventSourceArn": STATE["EventSourceArn"],
        "topics": STATE["Topics"],
    }
    of_class = Subject(RESOURCE_TYPES[CLASS_TOKEN], f"urn:pulumi:s::p::{CLASS_TOKEN}::it", HERE)
    identifier, answer = create(cloud, of_class, own)
    for subject_again, given in ((subject, inputs(BatchSize=5)), (of_class, own)):
        with pytest.raises(Refused, match=f"ResourceConflictException: {identifier} already exists"):
            create(cloud, subject_again, given)
    other, _ = create(cloud, subject, inputs(Topics=["others"]))
    assert other != identifier
    delete(cloud, subject, identifier, answer)
    create(cloud, subject, inputs())
