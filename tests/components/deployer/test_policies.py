"""The policies of a deploying role: complete for the components, and no wider than their names."""

import json
import re
from fnmatch import fnmatchcase
from typing import Any

import pytest

from components.deployer.limits import LINKED_ROLES, MAX_ATTACHED, MAX_POLICY_CHARACTERS, RESOURCES
from components.deployer.policies import BOUNDED, DESTROYS_KEYS, REPLICATES, Scope, documents, size, statements
from components.deployer.rights import (
    FILE,
    account_types,
    actions_for,
    known_types,
    made_types,
    passed_to,
    without_resource,
)
from components.edge.limits import GLOBAL_REGION
from policies.aws.iam.actions import _definition, named  # pyright: ignore[reportPrivateUsage]
from tests.components.contracts import CASES, built_case
from tests.components.deployer.foreign_inputs import SAME_UNDER_ANOTHER_NAME, foreign_inputs
from tests.components.deployer.generate import text
from tests.components.deployer.provider_calls import PROVIDER_CALLS
from tests.components.deployer.sources import rights_of

SCOPE = Scope(account="123456789012", regions=("eu-west-1",), prefix="lisbon")
NAMES = ("lisbon", "lisbon-x", "lisbon_x", "/citycell/lisbon/x")
"""Names in a cell: of the dashboard, of most resources, of Glue's databases and of log groups."""

REGIONS = ("eu-west-1", "us-east-1")

LIFE = ("Create", "Delete", "Describe", "Get")


def flat(found: list[dict[str, Any]]) -> set[str]:
    """All actions of statements."""
    return {action for statement in found for action in statement["Action"]}


def test_the_file_is_up_to_date() -> None:
    """Run `python -m tests.components.deployer.generate` after a component makes a new type or cfn-lint is updated."""
    assert text() == FILE.read_text()


def test_every_type_of_the_components_has_rights() -> None:
    """A type without rights would fail in the middle of the first update."""
    assert made_types() | account_types() <= known_types()
    assert [token for token in sorted(made_types()) if not actions_for([token])] == []


def test_inputs_that_cloudformation_does_not_have_are_decided() -> None:
    """Add the provider's calls for the input to PROVIDER_CALLS, or the input to SAME_UNDER_ANOTHER_NAME."""
    open_questions = {
        token: sorted(names - SAME_UNDER_ANOTHER_NAME.get(token, frozenset()))
        for token, names in foreign_inputs().items()
        if token not in PROVIDER_CALLS and names - SAME_UNDER_ANOTHER_NAME.get(token, frozenset())
    }
    assert open_questions == {}
    assert "vpcId" in foreign_inputs()["aws:ec2/internetGateway:InternetGateway"]


def test_what_is_made_in_another_region_is_allowed_there() -> None:
    """The edge has resources in us-east-1: add their ARNs there to RESOURCES."""
    elsewhere = {
        item.type
        for number in range(len(CASES))
        for item in built_case(number).registrations
        if item.inputs.get("region") == GLOBAL_REGION
    }
    assert "aws:cloudwatch/metricAlarm:MetricAlarm" in elsewhere
    regional = {
        (token, action.split(":")[0])
        for token in elsewhere
        for action in actions_for([token]) - without_resource()
        if any("{region}" in arn for arn in RESOURCES.get(action.split(":")[0], ()))
    }
    there = {service for service, arns in RESOURCES.items() if any(GLOBAL_REGION in arn for arn in arns)}
    assert sorted((token, service) for token, service in regional if service not in there) == []


def test_a_city_with_an_edge_may_look_up_the_addresses_of_cloudfront() -> None:
    """The program reads the list, which no resource of the stack stands for."""
    reads = "ec2:GetManagedPrefixListEntries"
    assert reads in flat(statements(["aws:cloudfront/vpcOrigin:VpcOrigin"], SCOPE))
    assert reads not in flat(statements(made_types() - {"aws:cloudfront/vpcOrigin:VpcOrigin"}, SCOPE))


@pytest.mark.parametrize("token", sorted(PROVIDER_CALLS))
def test_calls_of_the_provider_are_actions(token: str) -> None:
    """Each is in IAM's table."""
    assert rights_of(token)


def test_an_unknown_type_and_an_unknown_action_are_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The generator leaves nothing out without notice."""
    with pytest.raises(LookupError, match="no source has its rights"):
        rights_of("aws:nowhere/thing:Thing")
    monkeypatch.setitem(PROVIDER_CALLS, "aws:sns/topic:Topic", ("x", ("sns:NoSuchAction",)))  # pyright: ignore[reportArgumentType]
    with pytest.raises(LookupError, match="IAM has no action sns:NoSuchAction"):
        rights_of("aws:sns/topic:Topic")


def test_every_action_exists() -> None:
    """IAM ignores an action that it does not know, and the role would lack a right."""
    for scope in (SCOPE, Scope(account="1" * 12, regions=("eu-west-1", "eu-central-1"), prefix="a", disposable=True)):
        found = flat(statements(made_types(), scope))
        assert [action for action in sorted(found) if not named(action)] == []


def samples(form: str) -> list[str]:
    """ARNs of a form with the names of a cell, in its region and in that of what CloudFront uses."""
    return [
        re.sub(r"\$\{(\w+)\}", lambda found: fixed.get(found[1], name), form)  # noqa: B023
        for name in (*NAMES, "aws-waf-logs-lisbon", "lisbon-pages-x", "shared-cells")
        for fixed in (
            {"Partition": "aws", "Region": region, "Account": "123456789012", "Scope": scope}
            for region in REGIONS
            for scope in ("global", "regional")
        )
    ]


SPECIAL = {"BoundedRoles", "LinkedRoles", "ManagedPassword", "Mappings", "Unnamed"}


def test_every_action_is_allowed_on_a_resource_that_it_accepts() -> None:
    """A statement with the wrong form of ARN grants nothing."""
    useless = [
        action.name
        for statement in statements(made_types(), SCOPE)
        if statement["Sid"] not in SPECIAL
        for name in statement["Action"]
        for action in named(name)
        if not any(
            fnmatchcase(sample, pattern)
            for form in action.arns
            for sample in samples(form)
            for pattern in statement["Resource"]
        )
    ]
    assert useless == []


def test_only_actions_without_a_resource_are_allowed_on_all() -> None:
    """Every other action names the cell's ARNs, or has a condition."""
    everywhere = [found for found in statements(made_types(), SCOPE) if "*" in found["Resource"]]
    assert {found["Sid"] for found in everywhere} == {"Unnamed", "Mappings"}
    assert flat(everywhere[:1]) <= without_resource() | {"ec2:DescribeManagedPrefixLists"}
    assert "Condition" in everywhere[1]


def test_no_action_is_a_pattern() -> None:
    """A pattern would grow with AWS."""
    assert [action for action in flat(statements(made_types(), SCOPE)) if "*" in action] == []


def test_reads_follow_creations() -> None:
    """Each type can be created, read and deleted: nothing is made that cannot be removed."""
    by_service: dict[str, set[str]] = {}
    for action in flat(statements(made_types(), SCOPE)):
        by_service.setdefault(action.split(":")[0], set()).add(action.split(":")[1])
    wrong = {
        service: sorted(actions)
        for service, actions in by_service.items()
        if any(action.startswith("Create") for action in actions)
        and not any(action.startswith(("Delete", "Schedule", "Terminate")) for action in actions)
    }
    assert wrong == {}


@pytest.mark.parametrize("regions", [1, 2, 3])
@pytest.mark.parametrize("disposable", [False, True])
def test_each_document_fits(regions: int, *, disposable: bool) -> None:
    """Managed policies within IAM's limits, together with the longest names; nothing is lost by the split."""
    scope = Scope(
        account="123456789012",
        regions=("ap-southeast-1", "ap-southeast-2", "ap-northeast-1")[:regions],
        prefix="costa-da-caparica-20",
        disposable=disposable,
        boundary=f"arn:aws:iam::123456789012:policy/{'b' * 128}",
        state_bucket="b" * 63,
        state_key="arn:aws:kms:ap-southeast-1:123456789012:key/12345678-1234-1234-1234-123456789012",
    )
    found = statements(made_types(), scope)
    policies = documents(found)
    assert max(map(size, policies)) <= MAX_POLICY_CHARACTERS
    assert len(policies) <= MAX_ATTACHED
    assert sorted(json.dumps(part) for policy in policies for part in policy["Statement"]) == sorted(
        map(json.dumps, found)
    )


def test_a_statement_beyond_the_limit_is_an_error() -> None:
    """IAM would refuse the policy."""
    with pytest.raises(ValueError, match="statement Long exceeds 6144 characters"):
        documents([{"Sid": "Long", "Effect": "Allow", "Action": ["a:b"], "Resource": ["x" * 7000]}])


def test_roles_are_passed_to_the_services_of_the_components_only() -> None:
    """Passing a role gives its rights to a service."""
    (passing,) = [found for found in statements(made_types(), SCOPE) if "iam:PassRole" in found["Action"]]
    assert passing["Condition"] == {"StringEquals": {"iam:PassedToService": list(passed_to())}}
    assert {"lambda.amazonaws.com", "ecs-tasks.amazonaws.com"} <= set(passed_to())
    assert passing["Resource"] == ["arn:aws:iam::123456789012:role/lisbon-*"]


def test_service_linked_roles_are_limited_to_services() -> None:
    """The action is allowed for the listed services only."""
    (linked,) = [found for found in statements(made_types(), SCOPE) if found["Sid"] == "LinkedRoles"]
    usual = [service for service in LINKED_ROLES if service != "replication.dynamodb.amazonaws.com"]
    assert linked["Condition"] == {"StringEquals": {"iam:AWSServiceName": usual}}
    everything = actions_for(known_types())
    assert [action for action in LINKED_ROLES.values() if action not in everything | REPLICATES] == []


def test_a_stack_of_linked_roles_may_change_them() -> None:
    """Their path is AWS's, so the ARNs of the cell's roles do not cover them."""
    found = {s["Sid"]: s for s in statements(["aws:iam/serviceLinkedRole:ServiceLinkedRole"], SCOPE)}
    linked = ["arn:aws:iam::123456789012:role/aws-service-role/*"]
    assert found["ManagedLinkedRoles"]["Resource"] == found["LinkedRoles"]["Resource"] == linked
    assert "iam:DeleteServiceLinkedRole" in found["ManagedLinkedRoles"]["Action"]
    assert found["LinkedRoles"]["Condition"] == {"StringEquals": {"iam:AWSServiceName": list(LINKED_ROLES)}}


def test_a_cell_may_not_change_the_account() -> None:
    """What is once per account and region belongs to the role that deploys the baseline."""
    cell, account = (set(flat(statements(types, SCOPE))) for types in (made_types(), account_types()))
    changes = {"iam:DeleteServiceLinkedRole", "s3:PutAccountPublicAccessBlock", "ec2:EnableEbsEncryptionByDefault"}
    assert changes <= account
    assert changes & cell == set()


def test_a_boundary_binds_every_role() -> None:
    """With a boundary, roles without it can be neither made nor changed, and it cannot be removed."""
    boundary = "arn:aws:iam::123456789012:policy/boundary"
    found = statements(
        made_types(), Scope(account="123456789012", regions=("eu-west-1",), prefix="a", boundary=boundary)
    )
    free = flat([statement for statement in found if "Condition" not in statement])
    assert free & (BOUNDED | {"iam:DeleteRolePermissionsBoundary"}) == set()
    (bounded,) = [statement for statement in found if statement["Sid"] == "BoundedRoles"]
    assert bounded["Condition"] == {"StringEquals": {"iam:PermissionsBoundary": boundary}}
    keys = {key for name in BOUNDED for key in condition_keys(name)}
    assert "iam:PermissionsBoundary" in keys
    assert [name for name in BOUNDED if "iam:PermissionsBoundary" not in condition_keys(name)] == []


def condition_keys(name: str) -> set[str]:
    """The condition keys of an action in IAM's table."""
    service, action = name.split(":")
    table = _definition()[service]
    kinds = table["privileges"][action]["resource_types"]
    of_resources = [table["resources"][kind] for kind in kinds if kind in table["resources"]]
    return {key for kind in (*kinds.values(), *of_resources) for key in kind["condition_keys"]}


def test_conditions_have_keys_that_the_actions_send() -> None:
    """A condition on a key that is never sent would deny everything."""
    wrong = [
        (name, key)
        for statement in statements(made_types(), SCOPE)
        for operands in statement.get("Condition", {}).values()
        for key in operands
        for name in statement["Action"]
        if key.replace("ResourceTag/cell", "ResourceTag/${TagKey}") not in condition_keys(name)
    ]
    assert wrong == []


def test_web_acls_of_others_can_be_associated_only() -> None:
    """The load balancer may have a web ACL of the company, which the cell does not change."""
    (found,) = [s for s in statements(made_types(), SCOPE) if "wafv2:AssociateWebACL" in s["Action"]]
    assert found["Resource"] == [
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/lisbon-*/*",
        "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/*/*",
    ]
    assert [name for name in found["Action"] if name.startswith(("wafv2:Update", "wafv2:Delete", "wafv2:Put"))] == []


def test_keys_of_others_cannot_be_destroyed() -> None:
    """Deletion needs the cell's tag; creation cannot, because KMS sees a new tag after minutes."""
    found = [s for s in statements(made_types(), SCOPE) if DESTROYS_KEYS & set(s["Action"])]
    assert [s["Condition"] for s in found] == [{"StringEquals": {"aws:ResourceTag/cell": "lisbon"}}]


def test_data_is_out_of_reach() -> None:
    """Neither items nor objects nor values of RDS's secrets, unless a replica or a disposable cell needs it.

    The objects of the pages, which everybody can read, are resources of the stack. So is one item: the cell's own row
    in its region's table, which no other row and no query of the table is part of.
    """
    found = {statement["Sid"]: statement for statement in statements(made_types(), SCOPE)}
    assert found.pop("Pages")["Resource"] == ["arn:aws:s3:::lisbon-pages-*/*"]
    row = found.pop("OwnRow")
    assert row["Resource"] == ["arn:aws:dynamodb:eu-west-1:123456789012:table/shared-cells"]
    assert row["Condition"] == {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["lisbon"]}}
    assert set(row["Action"]) & {"dynamodb:Query", "dynamodb:Scan", "dynamodb:BatchWriteItem"} == set()
    usual = flat([*found.values()])
    assert usual & (REPLICATES | {"s3:GetObject", "s3:DeleteObject", "s3:PutObject"}) == set()
    secrets = [s["Resource"] for s in statements(made_types(), SCOPE) if "secretsmanager:GetSecretValue" in s["Action"]]
    assert secrets == [["arn:aws:secretsmanager:eu-west-1:123456789012:secret:lisbon-*"]]
    replicated = Scope(account="1" * 12, regions=("eu-west-1", "eu-central-1"), prefix="lisbon", disposable=True)
    assert {"dynamodb:Scan", "s3:DeleteObject"} <= flat(statements(made_types(), replicated))


def test_each_service_has_arns() -> None:
    """A service without ARNs would be an error of the command."""
    services = {action.split(":")[0] for action in actions_for(made_types()) - without_resource()}
    assert services <= RESOURCES.keys()
