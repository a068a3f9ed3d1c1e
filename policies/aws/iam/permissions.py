"""Permissions of the roles, users and groups of a stack, over all their policies."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from ...indexes import once
from ...rule import Resource, Stack
from .. import types as aws
from .actions import narrowed
from .conditions import ADMINISTRATION
from .documents import IDENTITY_POLICIES, TRUST_POLICIES, Statement, documents, matches
from .patterns import every, tail
from .techniques import PASS_ROLE, SELF_ACTIONS, SINGLE_ACTIONS, Takeover

PRINCIPALS: Mapping[str, str] = {aws.IAM_ROLE: "role", aws.IAM_USER: "user", aws.IAM_GROUP: "group"}
"""The types of principals, and the word for each in an ARN."""

_INLINE = (aws.IAM_ROLE_POLICY, aws.IAM_USER_POLICY, aws.IAM_GROUP_POLICY)
_ATTACHMENTS = (
    aws.IAM_POLICY_ATTACHMENT,
    aws.IAM_ROLE_POLICY_ATTACHMENT,
    aws.IAM_USER_POLICY_ATTACHMENT,
    aws.IAM_GROUP_POLICY_ATTACHMENT,
    aws.IAM_ROLE_POLICY_ATTACHMENTS_EXCLUSIVE,
    aws.IAM_USER_POLICY_ATTACHMENTS_EXCLUSIVE,
    aws.IAM_GROUP_POLICY_ATTACHMENTS_EXCLUSIVE,
)
_ATTACHED = ("policyArn", "policyArns", "managedPolicyArns")
"""Properties that list attached policies."""

_MEMBERSHIPS = (aws.IAM_USER_GROUP_MEMBERSHIP, aws.IAM_GROUP_MEMBERSHIP)


def _holding(word: str) -> tuple[str, ...]:
    """Properties in which a policy or an attachment lists principals of a type."""
    return (word, f"{word}s", f"{word}Name")


@dataclass(frozen=True, slots=True)
class PassRoleGrant:
    """A permission to pass roles to a service that runs code with them."""

    pattern: str
    """Pattern of the ARNs of the roles."""
    service: str
    actions: str
    """The actions that make the service run code, as text."""


@dataclass(frozen=True)
class Permissions:
    """The permissions of one principal: its effective grants, and what is unknown."""

    principal: Resource
    grants: tuple[Statement, ...]
    denials: tuple[Statement, ...]
    unknown: tuple[str, ...]
    """The paths of unknown values that may grant it more."""
    unknown_limits: tuple[str, ...]
    """The paths of unknown values that limit it: in its boundary, or in a Deny that is known in part."""
    boundary: tuple[Statement, ...] | None
    """The statements of its permissions boundary, if the stack contains it."""
    administrator: bool
    """Whether an AWS managed policy for administrators is attached."""
    own: Mapping[str, tuple[str, ...]]
    """The names of the principal, its groups and its policies, by the word in their ARNs: `role`, `policy`, …."""

    @property
    def name(self) -> str:
        """Its path and name as in its ARN; empty while unknown."""
        return name_of(self.principal, PRINCIPALS[self.principal.type])

    @property
    def account(self) -> str:
        """Its account; empty before the update."""
        return account_of(self.principal.arn)

    @cached_property
    def trusted_services(self) -> frozenset[str]:
        """The services that may assume it."""
        return frozenset(
            name
            for document in documents(self.principal, TRUST_POLICIES)
            for statement in document.statements
            if statement.allows
            for kind, name in statement.principals
            if kind == "Service"
        )

    @cached_property
    def self_escalation(self) -> str:
        """How it gains more permissions without another principal of the stack; empty if it cannot."""
        if self.administrator:
            return "has an administrator policy managed by AWS"
        for action, kind in SINGLE_ACTIONS.items():
            if any(self._escalates(statement, action, kind) for statement in self._granting(action)):
                return f"may change permissions: {action} makes it an administrator"
        for grant in self.pass_role_grants:
            if every(grant.pattern, "iam:role/"):
                return f"may pass any role, and {grant.actions} runs code with it"
        return ""

    @cached_property
    def pass_role_grants(self) -> tuple[PassRoleGrant, ...]:
        """Each pattern of roles that it may pass to a service that then runs its code."""
        if not self.may("iam:passrole"):
            return ()
        techniques = [technique for technique in PASS_ROLE if all(map(self.may, technique.actions))]
        return tuple(
            PassRoleGrant(pattern, technique.service, " with ".join(technique.actions))
            for statement in self._granting("iam:passrole")
            for technique in techniques
            if passes_to(statement, technique.service)
            for pattern in resources_of(statement)
        )

    def may(self, action: str) -> bool:
        """Whether it is granted an action on any resource."""
        return any(self._granting(action))

    def surely_may(self, action: str) -> bool:
        """Whether none of its own policies denies an action that a policy of another resource grants it."""
        return not self.unknown and self._bounded(action) and not any(denial.grants(action) for denial in self.denials)

    def takeover_patterns(self, takeover: Takeover) -> Iterator[str]:
        """The patterns of names of the resources that it may take over by a technique."""
        first, *more = takeover.actions
        if all(map(self.may, more)):
            for statement in self._granting(first):
                if not narrowed(statement):
                    yield from filter(None, (tail(pattern, takeover.kind) for pattern in resources_of(statement)))

    def unconditionally(self, action: str) -> Iterator[str]:
        """The patterns of ARNs on which it is granted an action without a condition."""
        for statement in self._granting(action):
            if not statement.limited_by("*"):
                yield from resources_of(statement)

    @cached_property
    def _services(self) -> frozenset[str]:
        """The service prefixes of all actions that it is granted; `*` for any."""
        prefixes = {pattern.partition(":")[0] for grant in self.grants for pattern in grant.actions}
        anything = any(grant.not_actions for grant in self.grants) or any("*" in prefix for prefix in prefixes)
        return frozenset({"*"} if anything else prefixes)

    def _granting(self, action: str) -> Iterator[Statement]:
        if not {"*", action.partition(":")[0]} & self._services or not self._bounded(action):
            return iter(())
        return (grant for grant in self.grants if not grant.condition_unknown and grant.grants(action))

    def _bounded(self, action: str) -> bool:
        return self.boundary is None or any(limit.allows and limit.grants(action) for limit in self.boundary)

    def _escalates(self, statement: Statement, action: str, kind: str) -> bool:
        if narrowed(statement):
            return False
        if any(every(pattern, f"iam:{kind}/") for pattern in resources_of(statement)):
            return True
        names = [name for name in self.own.get(kind, ()) if action in SELF_ACTIONS and name]
        patterns = [tail(pattern, f"iam:{kind}/") for pattern in statement.resources] if names else []
        return any(pattern and matches(pattern, name) for pattern in patterns for name in names)


def name_of(resource: Resource, word: str) -> str:
    """The path and name of an IAM resource as in its ARN; empty while unknown."""
    _, _, named = resource.arn.partition(f":{word}/")
    given = resource["name"].text
    return named or (f"{resource['path'].text.strip('/')}/{given}".lstrip("/") if given else "")


def account_of(arn: str) -> str:
    """The account of an ARN, or an account id itself; empty for anything else."""
    parts = arn.split(":")
    account = parts[4] if len(parts) > 5 else arn  # noqa: PLR2004 - arn:partition:service:region:account:resource
    return account if account.isdecimal() else ""


def resources_of(statement: Statement) -> tuple[str, ...]:
    """The patterns of its resources; `*` for NotResource."""
    return ("*",) if statement.not_resources else statement.resources


def passes_to(statement: Statement, service: str) -> bool:
    """Whether a grant of `iam:PassRole` covers a service: its condition on `iam:PassedToService`, if any, admits it."""
    if not statement.limited_by("iam:passedtoservice"):
        return True
    return any(
        matches(value, service)
        for condition in statement.conditions
        if condition.key == "iam:passedtoservice"
        for value in condition.values
    )


@once
def permissions(stack: Stack) -> Mapping[str, Permissions]:
    """The permissions of each principal of a stack, by URN."""
    return {principal.urn: _permissions_of(principal) for principal in stack.of(*PRINCIPALS)}


def unknown_of(principal: Resource) -> tuple[str, ...]:
    """The paths of unknown values in a principal's policies."""
    return permissions(principal.stack)[principal.urn].unknown


@once
def named(stack: Stack) -> Mapping[tuple[str, str], Resource]:
    """The principals of a stack by type and name."""
    return {(principal.type, principal["name"].text): principal for principal in stack.of(*PRINCIPALS)}


def principals_at(resource: Resource, kind: str, *keys: str) -> list[Resource]:
    """The principals of a type in top-level properties of a resource, found by edges or by their names."""
    by_name = named(resource.stack)
    edges = (source for key in keys for source in resource.edges.get(key, ()) if source.type == kind)
    given = (by_name.get((kind, value.text)) for key in keys for value in resource[key].elements() if value.text)
    return list({found.urn: found for found in chain(edges, filter(None, given))}.values())


@once
def _naming(stack: Stack) -> Mapping[tuple[str, str], Sequence[Resource]]:
    """The policies, attachments and memberships with the name of a principal in a text, by type and name."""
    found: defaultdict[tuple[str, str], list[Resource]] = defaultdict(list)
    for holder in stack.of(*_INLINE, *_ATTACHMENTS, *_MEMBERSHIPS):
        for kind, word in PRINCIPALS.items():
            for key in _holding(word):
                for name in holder[key].elements():
                    if name.text:
                        found[kind, name.text].append(holder)
    return found


def _around(principal: Resource, *types: str) -> list[Resource]:
    """Resources of some types that refer to a principal, by edge or by name."""
    keys = _holding(PRINCIPALS[principal.type])
    by_edge = (user for key, user in principal.users if key in keys)
    by_name = _naming(principal.stack).get((principal.type, principal["name"].text), ())
    return list({user.urn: user for user in chain(by_edge, by_name) if user.type in types}.values())


def _groups(user: Resource) -> tuple[list[Resource], list[str]]:
    """The groups of a user, and the paths where some of them are unknown."""
    memberships = _around(user, *_MEMBERSHIPS) if user.type == aws.IAM_USER else []
    found = {at.urn: principals_at(at, aws.IAM_GROUP, "group", "groups") for at in memberships}
    unknown = [at["groups"].path for at in memberships if at["groups"].unknown and not found[at.urn]]
    return list(chain.from_iterable(found.values())), unknown


def _permissions_of(principal: Resource) -> Permissions:
    groups, not_all = _groups(principal)
    held = (holder for one in (principal, *groups) for holder in _around(one, *_INLINE, *_ATTACHMENTS))
    sources = [principal, *held]
    arns = [(source, arn) for source in sources for key in _ATTACHED for arn in source[key].elements()]
    by_edge = (policy for source in sources for key in _ATTACHED for policy in source.edges.get(key, ()))
    by_arn = (_policy_of(principal.stack, arn.text) for _, arn in arns)
    attached = list({policy.urn: policy for policy in chain(by_edge, filter(None, by_arn))}.values())
    documented = [source for source in sources if source.type in {aws.IAM_ROLE, *_INLINE}]
    statements, unknown, unknown_limits = _read([*documented, *attached])
    boundary, *limits_unknown = _read(principal.edges.get("permissionsBoundary", ()))
    unknown_limits += chain.from_iterable(limits_unknown)
    denials = [statement for statement in (*statements, *boundary) if not statement.allows]
    unknown += [arn.path for source, arn in arns if arn.unknown and not _known(source)]
    word = PRINCIPALS[principal.type]
    return Permissions(
        principal,
        effective_grants(statements, denials),
        tuple(denials),
        tuple(dict.fromkeys([*unknown, *not_all, *unknown_limits])),
        tuple(dict.fromkeys(unknown_limits)),
        tuple(boundary) or None,
        any(arn.text.rpartition("/")[2] in ADMINISTRATION for _, arn in arns),
        {
            "group": tuple(name_of(group, "group") for group in groups),
            word: (name_of(principal, word),),
            "policy": tuple(name_of(policy, "policy") for policy in attached if policy.type == aws.IAM_POLICY),
        },
    )


def effective_grants(statements: Iterable[Statement], denials: Sequence[Statement]) -> tuple[Statement, ...]:
    """What statements grant together: without what a denial covers, also where it only may cover it."""
    return tuple(
        grant.without(denials, possibly=True)
        for grant in statements
        if grant.allows and not any(denial.overrides(grant) for denial in denials)
    )


def _known(holder: Resource) -> bool:
    """Whether the attached policies are in the stack."""
    return any(holder.edges.get(key) for key in _ATTACHED)


def _read(policies: Iterable[Resource]) -> tuple[list[Statement], list[str], list[str]]:
    """The statements of some policies, the paths of unknown grants and the paths of unknown limits.

    A Deny of known actions on unknown resources is assumed to cover any resource.

    A wholly unknown policy may contain a Deny too. It is assumed to grant, as nearly all policies do: every program has
    one before its first update, and it would otherwise hide what the other policies grant.
    """
    read = [document for policy in policies for document in documents(policy, IDENTITY_POLICIES)]
    statements = [statement for document in read for statement in document.statements]
    unknown = [path for document in read if not document.statements for path in document.unknown]
    unknown += [path for granted in statements if granted.allows for path in granted.unknown]
    unknown_limits = [path for document in read if document.statements for path in document.unknown]
    for denial in (statement for statement in statements if statement.unconditional):
        (unknown_limits if denial.undetermined("Action") else unknown).extend(denial.unknown)
    return statements, unknown, unknown_limits


@once
def _policies(stack: Stack) -> Mapping[str, Resource]:
    return {name: policy for policy in stack.of(aws.IAM_POLICY) if (name := name_of(policy, "policy"))}


def _policy_of(stack: Stack, arn: str) -> Resource | None:
    """The policy of the stack with an ARN; AWS managed policies have no account and are not in a stack."""
    _, found, name = arn.partition(":policy/")
    return _policies(stack).get(name) if found and account_of(arn) else None
