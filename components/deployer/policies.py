"""The policies of a deploying role: the actions for some resource types, on the names of one cell."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..core.zones import SHARED_CELL
from .limits import LINKED_ROLES, MAX_POLICY_CHARACTERS, RESOURCES
from .rights import actions_for, passed_to, without_resource

Statement = dict[str, Any]

BOUNDED: Final = frozenset(
    {
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
    }
)
"""Actions with the condition key `iam:PermissionsBoundary` (Service Authorization Reference, IAM)."""

LOOSENS_BOUNDARY: Final = "iam:DeleteRolePermissionsBoundary"

DESTROYS_KEYS: Final = frozenset({"kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:UntagResource"})
"""Limited to keys with the cell's tag. Other actions follow within seconds of a key's creation, and KMS takes up to
five minutes to see a new tag (https://docs.aws.amazon.com/kms/latest/developerguide/abac.html)."""

EMPTIES_BUCKETS: Final = frozenset({"s3:DeleteObject", "s3:DeleteObjectVersion"})
REPLICATES: Final = frozenset(
    f"dynamodb:{name}"
    for name in (
        "BatchWriteItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "Scan",
        "UpdateItem",
        "CreateTableReplica",
    )
)
"""DynamoDB needs the caller's rights to the items when a replica is added (DynamoDB developer guide, global tables)."""

MANAGED_PASSWORD: Final = ("secretsmanager:CreateSecret", "secretsmanager:DescribeSecret", "secretsmanager:TagResource")
"""RDS makes the secret of its master user with the caller's rights, under a name that begins with `rds!`
(https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html)."""

ASSOCIATES: Final = frozenset({"wafv2:AssociateWebACL", "wafv2:DisassociateWebACL", "wafv2:GetWebACLForResource"})
"""Actions of the association of the cell's load balancer with a web ACL, which the cell did not make: both are the
resources of the call (Service Authorization Reference, AWS WAF V2)."""

MAPPING: Final = "lambda:CreateEventSourceMapping"
LINKED_ROLE: Final = "iam:CreateServiceLinkedRole"
LINKED_ROLE_TYPE: Final = "aws:iam/serviceLinkedRole:ServiceLinkedRole"
"""A service-linked role that is a resource of the stack."""

PASSING: Final = "iam:PassRole"


_KEYS = ("arn:aws:kms:us-east-1:{account}:key/*", "arn:aws:kms:{region}:{account}:key/*")
"""Keys of the cell's regions, and those of its edge."""


_BALANCERS = ("arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/{prefix}-*/*",)

_PAGES = "aws:s3/bucketObjectv2:BucketObjectv2"
_PAGE_OBJECTS = frozenset(
    {
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:GetObject",
        "s3:GetObjectTagging",
        "s3:PutObject",
        "s3:PutObjectTagging",
    }
)
"""Actions on the objects of the pages, which are the only objects of a stack."""

_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin"
_FINDS_LISTS, _READS_LIST = "ec2:DescribeManagedPrefixLists", "ec2:GetManagedPrefixListEntries"
"""What the program of a city with an edge reads: AWS's list of the addresses of CloudFront, which no account owns."""

_ROW = "aws:dynamodb/tableItem:TableItem"
_ROW_ACTIONS = ("dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem")
"""Actions on a cell's own row in its region's list of cells."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a deploying role may touch."""

    account: str
    regions: tuple[str, ...]
    """The cell's region, and those of its replicas and copies."""
    prefix: str
    """Beginning of all names: the cell's name."""
    disposable: bool = False
    """Whether buckets may be emptied, so that they can be destroyed with their content."""
    boundary: str | None = None
    """Permissions boundary that every role must have."""
    state_bucket: str | None = None
    state_key: str | None = None

    def arns(self, service: str, templates: Sequence[str]) -> list[str]:
        """The ARNs of a service in all regions.

        Raises:
            KeyError: a template has another variable.
        """
        names = {"account": self.account, "prefix": self.prefix, "underscored": self.prefix.replace("-", "_")}
        found = {template.format(region=region, **names) for template in templates for region in self.regions}
        if service == "s3" and self.disposable:
            found |= {f"{arn}/*" for arn in found}
        return sorted(found)


def statements(types: Iterable[str], scope: Scope) -> list[Statement]:
    """The statements for some resource types, the most specific ones last."""
    types = list(types)
    wanted = actions_for(types) - _left_out(scope) - (_PAGE_OBJECTS - EMPTIES_BUCKETS)
    special = ASSOCIATES | {PASSING, LINKED_ROLE, MAPPING}
    special |= DESTROYS_KEYS if not scope.boundary else DESTROYS_KEYS | BOUNDED
    anywhere = (wanted & without_resource()) - special
    has_edge = _ORIGIN in types
    anywhere |= {_FINDS_LISTS} if has_edge else set()
    found = [_allow("Unnamed", anywhere, ["*"])] if anywhere else []
    by_service: dict[str, set[str]] = defaultdict(set)
    for action in wanted - anywhere - special:
        by_service[action.split(":")[0]].add(action)
    for service, actions in sorted(by_service.items()):
        found.append(_allow(_sid(service), actions, scope.arns(service, RESOURCES[service])))
    pages = [_allow("Pages", _PAGE_OBJECTS, [f"arn:aws:s3:::{scope.prefix}-pages-*/*"])] if _PAGES in types else []
    lists = scope.arns("ec2", ["arn:aws:ec2:{region}:*:prefix-list/*"])
    addresses = [_allow("CloudFrontAddresses", [_READS_LIST], lists)] if has_edge else []
    rows = [_row(scope)] if _ROW in types else []
    return [*found, *pages, *addresses, *rows, *_special(wanted, scope), *_state(scope)]


def _row(scope: Scope) -> Statement:
    """The cell's row, whose key is its name. No statement allows the rows of others, nor the table itself."""
    tables = scope.arns("dynamodb", [f"arn:aws:dynamodb:{{region}}:{{account}}:table/{SHARED_CELL}-cells"])
    condition = {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": [scope.prefix]}}
    return _allow("OwnRow", _ROW_ACTIONS, tables, condition)


def _left_out(scope: Scope) -> frozenset[str]:
    """Actions that only some cells need."""
    left: frozenset[str] = frozenset() if scope.disposable else EMPTIES_BUCKETS
    left |= frozenset() if len(scope.regions) > 1 else REPLICATES
    return left | ({LOOSENS_BOUNDARY} if scope.boundary else frozenset())


def _special(wanted: Collection[str], scope: Scope) -> Iterator[Statement]:
    """Statements with a condition or with ARNs of their own."""
    roles = scope.arns("iam", RESOURCES["iam"])
    if scope.boundary and (bounded := BOUNDED.intersection(wanted)):
        condition = {"StringEquals": {"iam:PermissionsBoundary": scope.boundary}}
        yield _allow("BoundedRoles", bounded, roles, condition)
    if PASSING in wanted:
        yield _allow("PassRoles", [PASSING], roles, {"StringEquals": {"iam:PassedToService": list(passed_to())}})
    yield from _linked_roles(wanted, scope)
    if keys := DESTROYS_KEYS.intersection(wanted):
        condition = {"StringEquals": {"aws:ResourceTag/cell": scope.prefix}}
        yield _allow("OwnKeys", keys, scope.arns("kms", _KEYS), condition)
    if MAPPING in wanted:
        functions = scope.arns("lambda", ["arn:aws:lambda:{region}:{account}:function:{prefix}-*"])
        yield _allow("Mappings", [MAPPING], ["*"], {"ArnLike": {"lambda:FunctionArn": functions}})
    if associates := ASSOCIATES.intersection(wanted):
        balancers = scope.arns("elasticloadbalancing", _BALANCERS)
        acls = scope.arns("wafv2", ["arn:aws:wafv2:{region}:{account}:regional/webacl/*/*"])
        yield _allow("Firewall", {*associates, "wafv2:GetWebACL"}, [*balancers, *acls])
    if "rds:CreateDBCluster" in wanted:
        secrets = scope.arns("secretsmanager", ["arn:aws:secretsmanager:{region}:{account}:secret:rds!*"])
        yield _allow("ManagedPassword", MANAGED_PASSWORD, secrets)


def _linked_roles(wanted: Collection[str], scope: Scope) -> Iterator[Statement]:
    """Service-linked roles: AWS makes them with the caller's right, or a stack has them as resources."""
    linked = [f"arn:aws:iam::{scope.account}:role/aws-service-role/*"]
    life = actions_for([LINKED_ROLE_TYPE]) - {LINKED_ROLE}
    if manages := life <= set(wanted):
        yield _allow("ManagedLinkedRoles", life, linked)
    services = [service for service, action in LINKED_ROLES.items() if manages or action in wanted]
    if services:
        yield _allow("LinkedRoles", [LINKED_ROLE], linked, {"StringEquals": {"iam:AWSServiceName": services}})


def _state(scope: Scope) -> Iterator[Statement]:
    """The rights to Pulumi's state in S3 and to the key of its secrets (Pulumi documentation, "State and backends")."""
    if scope.state_bucket:
        bucket = f"arn:aws:s3:::{scope.state_bucket}"
        yield _allow("StateBucket", ["s3:GetBucketLocation", "s3:ListBucket"], [bucket])
        yield _allow("State", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], [f"{bucket}/.pulumi/*"])
    if scope.state_key:
        yield _allow("Secrets", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], [scope.state_key])


def _allow(
    sid: str, actions: Iterable[str], resources: Sequence[str], condition: dict[str, Any] | None = None
) -> Statement:
    statement: Statement = {"Sid": sid, "Effect": "Allow", "Action": sorted(actions), "Resource": list(resources)}
    return statement | ({"Condition": condition} if condition else {})


def _sid(service: str) -> str:
    return "".join(part.capitalize() for part in service.split("-"))


def documents(found: Iterable[Statement]) -> list[dict[str, Any]]:
    """The statements in as few managed policies as fit, each within IAM's limit.

    Raises:
        ValueError: one statement alone exceeds the limit.
    """
    policies: list[dict[str, Any]] = []
    for statement in sorted(found, key=lambda item: -size(_document([item]))):
        fitting = (
            policy for policy in policies if size(_document([*policy["Statement"], statement])) <= MAX_POLICY_CHARACTERS
        )
        if policy := next(fitting, None):
            policy["Statement"].append(statement)
        elif size(_document([statement])) > MAX_POLICY_CHARACTERS:
            raise ValueError(f"statement {statement['Sid']} exceeds {MAX_POLICY_CHARACTERS} characters")
        else:
            policies.append(_document([statement]))
    return policies


def _document(found: list[Statement]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": found}


def size(document: dict[str, Any]) -> int:
    """Characters of a policy as IAM counts them."""
    return len("".join(json.dumps(document).split()))
