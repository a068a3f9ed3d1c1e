"""Backups: vaults without early deletion, plans by class of data, and permissions on this cell only."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from components.plan.retention import RETENTION
from tests.components.recording import ANSWERED, Recorder, record
from tests.components.samples.backup import COPIES, LOCK, SAMPLE, restores, rule

VAULT = "aws:backup/vault:Vault"
POLICY = "aws:backup/vaultPolicy:VaultPolicy"
LOCKED = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
PLAN = "aws:backup/plan:Plan"
SELECTION = "aws:backup/selection:Selection"
KEY = "aws:kms/key:Key"
TESTED = "aws:backup/restoreTestingSelection:RestoreTestingSelection"
HERE = f"arn:aws:mock:{ANSWERED}:123456789012"


def made(change: Mapping[str, Any] | None = None) -> Recorder:
    """Backups on mocks."""
    return record(lambda: SAMPLE.kind("part", SAMPLE.args(change)))


def statements(recorder: Recorder, name: str) -> list[dict[str, Any]]:
    """The statements of one role's policy."""
    return json.loads(recorder.one("aws:iam/rolePolicy:RolePolicy", name).inputs["policy"])["Statement"]


def test_each_class_has_a_plan_with_the_rules_of_the_table() -> None:
    """Names, times and days are those of `plan.retention`, and classes without rules have no plan."""
    plans = {plan.inputs["name"].removeprefix("lisbon-"): plan.inputs["rules"] for plan in made().of_type(PLAN)}
    assert {
        name: [(rule.name, rule.schedule, rule.keep_days) for rule in retention.rules]
        for name, retention in RETENTION.items()
        if retention.rules
    } == {
        name: [(rule["ruleName"], rule["schedule"], rule["lifecycle"]["deleteAfter"]) for rule in rules]
        for name, rules in plans.items()
    }


def test_custom_rules_replace_those_of_the_table() -> None:
    """Only for their class."""
    recorder = made(rule(cold_after_days=30, keep_days=120) | {"start_window_minutes": 90})
    (own,) = recorder.one(PLAN, "-personal").inputs["rules"]
    assert {
        "ruleName": "n",
        "lifecycle": {"deleteAfter": 120, "coldStorageAfter": 30},
        "startWindow": 90,
        "completionWindow": 720,
        "enableContinuousBackup": False,
    }.items() <= own.items()
    assert len(RETENTION["orders"].rules) == len(recorder.one(PLAN, "-orders").inputs["rules"])


@pytest.mark.parametrize("data_class", ["orders", "personal", "lake"])
def test_a_plan_selects_the_stores_of_this_cell_and_class_only(data_class: str) -> None:
    """By the prefix of the name, and by both tags."""
    selection = made().one(SELECTION, f"-{data_class}").inputs
    assert selection["resources"] == [
        "arn:aws:rds:eu-west-1:123456789012:cluster:lisbon-*",
        "arn:aws:dynamodb:eu-west-1:123456789012:table/lisbon-*",
        "arn:aws:s3:::lisbon-*",
    ]
    assert [
        {
            "stringEquals": [
                {"key": "aws:ResourceTag/cell", "value": "lisbon"},
                {"key": "aws:ResourceTag/data-class", "value": data_class},
            ]
        }
    ] == selection["conditions"]


def test_a_second_region_has_a_vault_a_key_and_copies_of_what_is_copied() -> None:
    """The vault's key is in that region, and both vaults have the lock and the policy."""
    recorder = made(COPIES | {"lock": LOCK})
    copy = recorder.one(VAULT, "-copy-vault").inputs
    assert ("eu-central-1", f"{HERE}:part-copy-key") == (copy["region"], copy["kmsKeyArn"])
    for token in (VAULT, POLICY, LOCKED):
        regions = sorted(found.inputs.get("region", "its own") for found in recorder.of_type(token))
        assert regions == ["eu-central-1", "its own"]
    assert [key.inputs["region"] for key in recorder.of_type(KEY)] == ["eu-central-1"]
    copies = {rule["ruleName"]: rule["copyActions"] for rule in recorder.one(PLAN, "-orders").inputs["rules"]}
    assert copies["continuous"] == []
    assert copies["monthly"] == [
        {
            "destinationVaultArn": f"{HERE}:part-copy-vault",
            "lifecycle": {"deleteAfter": 365, "coldStorageAfter": 35},
        }
    ]


def test_without_a_second_region_nothing_is_copied() -> None:
    """One vault with the given key, no key of its own, and no output of a second vault."""
    recorder = made()
    assert {"copyVaultArn"} & {key for outputs in recorder.outputs.values() for key in outputs} == set()
    assert recorder.one(VAULT).inputs["kmsKeyArn"] == SAMPLE.good["key_arn"]
    assert recorder.of_type(KEY) == []
    assert all(not rule["copyActions"] for plan in recorder.of_type(PLAN) for rule in plan.inputs["rules"])


DELETE = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"]
CHANGE = ["backup:DeleteBackupVaultAccessPolicy", "backup:PutBackupVaultAccessPolicy"]
EXCEPT = {"ArnNotEquals": {"aws:PrincipalArn": "r"}}


@pytest.mark.parametrize(
    ("change", "actions", "condition"),
    [
        ({}, DELETE, None),
        ({"break_glass_role_arn": "r"}, DELETE + CHANGE, EXCEPT),
        ({"break_glass_role_arn": "r", "disposable": True}, DELETE, EXCEPT),
    ],
)
def test_only_the_break_glass_role_deletes_early(
    change: Mapping[str, Any], actions: list[str], condition: Mapping[str, Any] | None
) -> None:
    """With such a role no other principal changes the policy either, unless the cell is disposable."""
    (refusal,) = json.loads(made(change).one(POLICY).inputs["policy"])["Statement"]
    assert ("Deny", "*", actions, condition) == (
        refusal["Effect"],
        refusal["Principal"],
        refusal["Action"],
        refusal.get("Condition"),
    )


@pytest.mark.parametrize(
    ("lock", "grace"), [(LOCK, None), ({"mode": "compliance", "min_days": 1, "grace_days": 30}, 30)]
)
def test_only_a_compliance_lock_becomes_final(lock: Mapping[str, Any], grace: int | None) -> None:
    """The provider makes a lock without grace time a governance lock."""
    assert grace == made({"lock": lock}).one(LOCKED).inputs.get("changeableForDays")


@pytest.mark.parametrize("disposable", [True, False])
def test_only_a_disposable_vault_is_emptied_when_destroyed(*, disposable: bool) -> None:
    """Otherwise AWS refuses to delete a vault with backups."""
    assert made({"disposable": disposable}).one(VAULT).inputs["forceDestroy"] is disposable


def test_restores_are_tested_from_the_vault() -> None:
    """One selection per type, of this cell; the database gets its subnet group."""
    recorder = made(restores(validation_hours=4))
    plan = recorder.one("aws:backup/restoreTestingPlan:RestoreTestingPlan").inputs
    assert ("lisbon_restore", [f"{HERE}:part-vault"]) == (plan["name"], plan["recoveryPointSelection"]["includeVaults"])
    assert {
        found.inputs["protectedResourceType"]: found.inputs.get("restoreMetadataOverrides")
        for found in recorder.of_type(TESTED)
    } == {"Aurora": {"dbSubnetGroupName": "s"}, "DynamoDB": None}
    assert {4} == {found.inputs["validationWindowHours"] for found in recorder.of_type(TESTED)}


def test_the_roles_are_for_aws_backup() -> None:
    """No other service. AWS Backup documents no source that a condition could test."""
    roles = made(restores()).of_type("aws:iam/role:Role")
    assert [role.inputs["name"] for role in roles] == ["lisbon-backup", "lisbon-restore"]
    for role in roles:
        (trusted,) = json.loads(role.inputs["assumeRolePolicy"])["Statement"]
        assert trusted["Principal"] == {"Service": "backup.amazonaws.com"}
        assert "Condition" not in trusted


def test_keys_are_used_by_name_and_through_their_services() -> None:
    """The keys of the stores, of the vault, and of the copies."""
    found = {statement["Sid"]: statement for statement in statements(made(COPIES), "-role-policy")}
    for sid in ("Keys", "KeysSeen", "KeysGranted"):
        assert [*SAMPLE.good["source_key_arns"], SAMPLE.good["key_arn"], f"{HERE}:part-copy-key"] == found[sid][
            "Resource"
        ]
    assert (found["Keys"]["Condition"]) == {
        "StringEquals": {"kms:ViaService": ["dynamodb.eu-west-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"]}
    }


@pytest.mark.parametrize(("classes", "reads"), [(["orders"], False), (["lake"], True)])
def test_buckets_are_read_only_where_the_lake_is_backed_up(classes: list[str], *, reads: bool) -> None:
    """A role has what its plans need."""
    found = {statement["Sid"] for statement in statements(made({"data_classes": classes}), "-role-policy")}
    assert reads == ("Objects" in found)


def test_a_restore_writes_only_what_a_test_made() -> None:
    """No write action is allowed on the cell's own tables and buckets."""
    recorder = made(restores(types=["DynamoDB", "S3"], database_subnet_group=None))
    writes = ("dynamodb:PutItem", "dynamodb:DeleteItem", "s3:PutObject", "s3:DeleteObject")
    reached = {
        resource.rpartition(":")[2]
        for statement in statements(recorder, "-test-role-policy")
        if set(writes) & set(statement["Action"])
        for resource in statement["Resource"]
    }
    assert {"table/awsbackup-restore-test-*", "awsbackup-restore-test-*/*"} == reached


def test_a_topic_is_notified_of_failed_jobs() -> None:
    """Backups, copies and restores."""
    found = made({"notification_topic_arn": "t"}).one("aws:backup/vaultNotifications:VaultNotifications").inputs
    assert found["snsTopicArn"] == "t"
    assert {"BACKUP_JOB_FAILED", "COPY_JOB_FAILED", "RESTORE_JOB_FAILED"} <= set(found["backupVaultEvents"])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(change=SAMPLE.arguments)
def test_no_rule_keeps_less_than_cold_storage_requires(change: Mapping[str, Any]) -> None:
    """With any arguments, backups stay in cold storage for 90 days, also the copies."""
    for plan in made(change).of_type(PLAN):
        for found in plan.inputs["rules"]:
            for lifecycle in [found["lifecycle"], *(copy["lifecycle"] for copy in found["copyActions"])]:
                cold = lifecycle.get("coldStorageAfter")
                assert cold is None or lifecycle["deleteAfter"] >= cold + 90
