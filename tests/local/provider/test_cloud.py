"""The loopback cloud: what it keeps, what it refuses, and in which order it answers."""

import botocore.session
import pytest

from local.provider import lifecycle
from local.provider.account import Account
from local.provider.cloud import Cloud
from local.provider.diff import Change
from local.provider.lifecycle import Subject, in_set_order
from local.provider.replacement import force_new_properties, replacing
from local.provider.resource_type import Refused
from local.provider.resource_types import RESOURCE_TYPES
from local.provider.sdk import sdk_type
from local.provider.taken import TAKEN, Taken

HERE = Account(id="123456789012", region="eu-west-1")
ELSEWHERE = Account(id="123456789012", region="eu-west-2")
OTHER = Account(id="210987654321", region="eu-west-1")
URN = "urn:pulumi:s::p::{}::name"


def subject(token: str, account: Account) -> Subject:
    """A resource of a type."""
    return Subject(RESOURCE_TYPES[token], URN.format(token), account)


def create(cloud: Cloud, token: str, account: Account, inputs: dict[str, object]) -> str:
    """The id of a new resource."""
    return lifecycle.create(cloud, subject(token, account), inputs)[0]


@pytest.mark.parametrize(("token", "taken"), TAKEN.items())
def test_the_error_of_a_taken_name_is_the_apis(token: str, taken: Taken) -> None:
    """The model of the operation has the error, and the provider's resource has the name."""
    service, operation = taken.operation.split(".")
    model = botocore.session.get_session().get_service_model(service).operation_model(operation)
    errors = {(shape.metadata.get("error") or {}).get("code", shape.name) for shape in model.error_shapes}
    assert taken.error in errors
    sdk = sdk_type(token)
    assert sdk is not None
    assert set(taken.properties) <= sdk.inputs


def test_a_name_is_taken_until_its_resource_is_deleted() -> None:
    """The second creation is refused as AWS refuses it; after the deletion the name is free."""
    cloud, token = Cloud(), "aws:kms/alias:Alias"
    inputs: dict[str, object] = {"name": "alias/lisbon-orders", "targetKeyId": "k"}
    identifier, kept = lifecycle.create(cloud, subject(token, HERE), inputs)
    with pytest.raises(Refused, match="CreateAlias: AlreadyExistsException: alias/lisbon-orders already exists"):
        create(cloud, token, HERE, inputs)
    lifecycle.delete(cloud, subject(token, HERE), identifier, {"arn": kept["arn"]})
    assert create(cloud, token, HERE, inputs) == identifier


@pytest.mark.parametrize(
    ("token", "inputs", "refused"),
    [
        ("aws:dynamodb/table:Table", {"name": "t", "hashKey": "id", "billingMode": "PAY_PER_REQUEST"}, []),
        ("aws:iam/role:Role", {"name": "r", "assumeRolePolicy": "{}"}, [ELSEWHERE]),
        ("aws:s3/bucket:Bucket", {"bucket": "b"}, [ELSEWHERE, OTHER]),
    ],
)
def test_a_name_is_unique_where_aws_says_so(token: str, inputs: dict[str, object], refused: list[Account]) -> None:
    """Once in a region, in an account or in the world."""
    cloud = Cloud()
    create(cloud, token, HERE, inputs)
    for place in (ELSEWHERE, OTHER):
        if place in refused:
            with pytest.raises(Refused):
                create(cloud, token, place, inputs)
        else:
            create(cloud, token, place, inputs)


def test_items_of_a_set_keep_their_places_when_their_capacity_changes() -> None:
    """The provider sorts by the keys and the name, which come before the capacity."""
    first, second = ({"keySchemas": [{"attributeName": key}], "name": "n", "readCapacity": 5} for key in "ab")
    assert in_set_order([second, first]) == [first, second]
    assert in_set_order([second, first | {"readCapacity": 99}]) == [first | {"readCapacity": 99}, second]


@pytest.mark.parametrize(
    ("token", "inputs", "arns"),
    [
        ("aws:ecs/taskDefinition:TaskDefinition", {"family": "f", "containerDefinitions": "[]"}, ("/f:1", "/f:2")),
        ("aws:lambda/layerVersion:LayerVersion", {"layerName": "l"}, (":l:1", ":l:2")),
    ],
)
def test_a_replaced_revision_has_a_new_number(token: str, inputs: dict[str, object], arns: tuple[str, str]) -> None:
    """So what uses it is updated; deleting the old revision leaves the new one, and no number is used twice."""
    cloud = Cloud()
    identifier, first = lifecycle.create(cloud, subject(token, HERE), inputs)
    _, second = lifecycle.create(cloud, subject(token, HERE), inputs)
    assert (first["arn"][-len(arns[0]) :], second["arn"][-len(arns[1]) :]) == arns
    lifecycle.delete(cloud, subject(token, HERE), identifier, first)
    assert second["arn"] in [item.properties["arn"] for item in cloud.all()]


@pytest.mark.parametrize(
    ("token", "plain"),
    [
        ("aws:ecs/taskDefinition:TaskDefinition", {"region", "tags", "trackLatest", "skipDestroy"}),
        ("aws:lambda/layerVersion:LayerVersion", {"region", "skipDestroy"}),
        ("aws:apigatewayv2/deployment:Deployment", {"region", "description"}),
    ],
)
def test_every_input_of_a_revision_makes_a_new_one(token: str, plain: set[str]) -> None:
    """All inputs but those that the provider's documentation lets change in place."""
    sdk = sdk_type(token)
    assert sdk is not None
    properties = force_new_properties(RESOURCE_TYPES[token])
    kept = {name for name in sdk.inputs if not replacing([Change(name, "update")], properties)}
    assert kept | {"region"} == plain


FUNCTION: dict[str, object] = {"name": "f", "role": "r", "handler": "h.h", "runtime": "python3.13", "memorySize": 128}


@pytest.mark.parametrize(
    ("change", "version"),
    [
        ({"memorySize": 256}, "2"),
        ({"layers": ["arn:layer:2"]}, "2"),
        ({"environment": {"variables": {"A": "1"}}}, "2"),
        ({"tags": {"a": "1"}}, "1"),
        ({"reservedConcurrentExecutions": 5}, "1"),
        ({}, "1"),
    ],
)
def test_a_change_of_code_or_configuration_publishes_a_version(change: dict[str, object], version: str) -> None:
    """Tags and concurrency belong to the function, not to a version."""
    cloud, kind = Cloud(), subject("aws:lambda/function:Function", HERE)
    published = FUNCTION | {"publish": True}
    identifier, first = lifecycle.create(cloud, kind, published)
    second = lifecycle.update(cloud, kind, identifier, published | change, first)
    assert (first["version"], second["version"]) == ("1", version)
    assert str(second["qualifiedArn"]).endswith(f":function:f:{version}")


def test_publishing_later_starts_with_the_first_version() -> None:
    """Before, there is only `$LATEST`."""
    cloud, kind = Cloud(), subject("aws:lambda/function:Function", HERE)
    identifier, first = lifecycle.create(cloud, kind, FUNCTION)
    second = lifecycle.update(cloud, kind, identifier, FUNCTION | {"publish": True}, first)
    assert (first["version"], second["version"]) == ("$LATEST", "1")
