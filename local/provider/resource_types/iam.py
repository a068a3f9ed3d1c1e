"""Roles, users and policies. IAM has no regions."""

from collections.abc import Callable, Mapping
from typing import Any

from ..resource_type import BASE32, Made, Shape


def _principal(word: str, prefix: str) -> Callable[[Made], Mapping[str, Any]]:
    """What AWS answers of a role, user or group, whose unique ids begin with `prefix`."""

    def answer(made: Made) -> Mapping[str, Any]:
        name = made.get("name")
        return {
            "id": name,
            "arn": made.arn("iam", f"{word}{made.get('path', '/')}{name}", region=""),
            "uniqueId": f"{prefix}{made.text(17, BASE32)}",
        }

    return answer


def _role(made: Made) -> Mapping[str, Any]:
    return {**_principal("role", "AROA")(made), "createDate": made.kept("createDate", made.now())}


def _inline(word: str) -> Callable[[Made], Mapping[str, Any]]:
    """What the provider answers of a policy within a role, user or group."""
    return lambda made: {"id": f"{made.get(word)}:{made.get('name')}"}


def _policy(made: Made) -> Mapping[str, Any]:
    arn = made.arn("iam", f"policy{made.get('path', '/')}{made.get('name')}", region="")
    return {"id": arn, "arn": arn, "policyId": f"ANPA{made.text(17, BASE32)}"}


def _attachment(made: Made) -> Mapping[str, Any]:
    return {"id": f"{made.get('role')}/{made.get('policyArn')}"}


def _membership(made: Made) -> Mapping[str, Any]:
    return {"id": f"terraform-{made.text(26)}"}


def _access_key(made: Made) -> Mapping[str, Any]:
    return {
        "id": f"AKIA{made.text(16, BASE32)}",
        "createDate": made.kept("createDate", made.now()),
        "secret": made.text(40, BASE32, salt="secret"),
    }


SHAPES = (
    Shape(
        "aws:iam/role:Role",
        _role,
        published="AWS::IAM::Role",
        unlike=("inlinePolicies",),
        named="name",
        longest_name=64,
        replaces=("path",),
        defaults={"path": "/", "maxSessionDuration": 3600, "forceDetachPolicies": False},
    ),
    Shape("aws:iam/rolePolicy:RolePolicy", _inline("role"), named="name", longest_name=128, replaces=("role",)),
    Shape(
        "aws:iam/policy:Policy",
        _policy,
        published="AWS::IAM::ManagedPolicy",
        named="name",
        longest_name=128,
        replaces=("path", "description"),
        defaults={"path": "/"},
    ),
    Shape("aws:iam/rolePolicyAttachment:RolePolicyAttachment", _attachment, replaces=("role", "policyArn")),
    Shape(
        "aws:iam/user:User",
        _principal("user", "AIDA"),
        published="AWS::IAM::User",
        named="name",
        longest_name=64,
        defaults={"path": "/", "forceDestroy": False},
    ),
    Shape("aws:iam/userPolicy:UserPolicy", _inline("user"), named="name", longest_name=128, replaces=("user",)),
    Shape(
        "aws:iam/group:Group",
        _principal("group", "AGPA"),
        published="AWS::IAM::Group",
        named="name",
        longest_name=128,
        defaults={"path": "/"},
    ),
    Shape("aws:iam/groupPolicy:GroupPolicy", _inline("group"), named="name", longest_name=128, replaces=("group",)),
    Shape("aws:iam/userGroupMembership:UserGroupMembership", _membership, replaces=("user",)),
    Shape("aws:iam/accessKey:AccessKey", _access_key, published="AWS::IAM::AccessKey", replaces=("user", "pgpKey")),
)
