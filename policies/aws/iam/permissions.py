"""What the roles, users and groups of a stack may do, over all their policies."""

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
from .techniques import ALONE, ON_ITSELF, PASSES, Take

ROLE = aws.IAM_ROLE
USER = aws.IAM_USER
GROUP = aws.IAM_GROUP
POLICY = aws.IAM_POLICY

WORDS: Mapping[str, str] = {ROLE: "role", USER: "user", GROUP: "group"}
"""Each kind of principal, and how its ARN calls it."""

_INLINE = (aws.IAM_ROLE_POLICY, aws.IAM_USER_POLICY, aws.IAM_GROUP_POLICY)
_ATTACHMENTS = (
    aws.IAM_POLICY_ATTACHMENT,
    *(f"aws:iam/{word}PolicyAttachment:{word.title()}PolicyAttachment" for word in WORDS.values()),
    *(f"aws:iam/{word}PolicyAttachmentsExclusive:{word.title()}PolicyAttachmentsExclusive" for word in WORDS.values()),
)
_ATTACHED = ("policyArn", "policyArns", "managedPolicyArns")
"""Properties that name policies."""

_MEMBERSHIPS = (aws.IAM_USER_GROUP_MEMBERSHIP, aws.IAM_GROUP_MEMBERSHIP)


def _holding(word: str) -> tuple[str, ...]:
    """Properties in which a policy or an attachment names principals of a kind."""
    return (word, f"{word}s", f"{word}Name")


@dataclass(frozen=True, slots=True)
class Passing:
    """A right to pass roles to a service that runs code with them."""

    pattern: str
    service: str
    way: str
    """The actions that make the service run it."""


@dataclass(frozen=True)
class Powers:
    """One principal: what stands of its grants, and what is not yet known of them."""

    principal: Resource
    grants: tuple[Statement, ...]
    denials: tuple[Statement, ...]
    unknown: tuple[str, ...]
    """The paths of what is not known, which might grant it more."""
    doubts: tuple[str, ...]
    """Those of what surely limits it, no one knows yet how: its boundary, and a Deny that is known in part."""
    boundary: tuple[Statement, ...] | None
    """What its permissions boundary leaves, when the stack holds it."""
    administrator: bool
    """Whether a policy of AWS for administrators is attached."""
    own: Mapping[str, tuple[str, ...]]
    """The names of what it is or holds, by what ARNs call it: `role`, `user`, `group`, `policy`."""

    @property
    def name(self) -> str:
        """Its path and name as they stand in its ARN; empty when neither is known."""
        return name_of(self.principal, WORDS[self.principal.type])

    @property
    def account(self) -> str:
        """Its account; empty before the update."""
        return account_of(self.principal.arn)

    @cached_property
    def takers(self) -> frozenset[str]:
        """The services that may take it."""
        return frozenset(
            name
            for document in documents(self.principal, TRUST_POLICIES)
            for statement in document.statements
            if statement.allows
            for kind, name in statement.principals
            if kind == "Service"
        )

    @cached_property
    def by_itself(self) -> str:
        """How it gets more rights with no other principal of the stack; empty when it cannot."""
        if self.administrator:
            return "holds a policy of administrators"
        for action, kind in ALONE.items():
            if any(self._raised(statement, action, kind) for statement in self._granting(action)):
                return f"may change rights: {action} gives it those of an administrator"
        for passing in self.passings:
            if every(passing.pattern, "iam:role/"):
                return f"may pass any role, and {passing.way} runs code with it"
        return ""

    @cached_property
    def passings(self) -> tuple[Passing, ...]:
        """Each pattern of roles that it may pass to a service which then runs its code."""
        if not self.may("iam:passrole"):
            return ()
        ways = [way for way in PASSES if all(map(self.may, way.actions))]
        return tuple(
            Passing(pattern, way.service, " with ".join(way.actions))
            for statement in self._granting("iam:passrole")
            for way in ways
            if _passes_to(statement, way.service)
            for pattern in _resources(statement)
        )

    def may(self, action: str) -> bool:
        """Whether it is granted an action on anything at all."""
        return any(self._granting(action))

    def surely_may(self, action: str) -> bool:
        """Whether nothing of it stands against an action that another's policy grants it."""
        return not self.unknown and self._bounded(action) and not any(denial.grants(action) for denial in self.denials)

    def reaches(self, take: Take) -> Iterator[str]:
        """The patterns of names on which it may make a way of taking what is there already."""
        first, *more = take.actions
        if all(map(self.may, more)):
            for statement in self._granting(first):
                if not narrowed(statement):
                    yield from filter(None, (tail(pattern, take.kind) for pattern in _resources(statement)))

    def unconditionally(self, action: str) -> Iterator[str]:
        """The patterns of ARNs on which it may do something, whatever the circumstances."""
        for statement in self._granting(action):
            if not statement.limited_by("*"):
                yield from _resources(statement)

    @cached_property
    def _services(self) -> frozenset[str]:
        """The prefixes of all actions that it is granted; `*` when there may be any."""
        prefixes = {pattern.partition(":")[0] for grant in self.grants for pattern in grant.actions}
        anything = any(grant.not_actions for grant in self.grants) or any("*" in prefix for prefix in prefixes)
        return frozenset({"*"} if anything else prefixes)

    def _granting(self, action: str) -> Iterator[Statement]:
        if not {"*", action.partition(":")[0]} & self._services or not self._bounded(action):
            return iter(())
        return (grant for grant in self.grants if not grant.condition_unknown and grant.grants(action))

    def _bounded(self, action: str) -> bool:
        return self.boundary is None or any(limit.allows and limit.grants(action) for limit in self.boundary)

    def _raised(self, statement: Statement, action: str, kind: str) -> bool:
        if narrowed(statement):
            return False
        if any(every(pattern, f"iam:{kind}/") for pattern in _resources(statement)):
            return True
        names = [name for name in self.own.get(kind, ()) if action in ON_ITSELF and name]
        patterns = [tail(pattern, f"iam:{kind}/") for pattern in statement.resources] if names else []
        return any(pattern and matches(pattern, name) for pattern in patterns for name in names)


def name_of(resource: Resource, word: str) -> str:
    """The path and name of an IAM resource as they stand in its ARN; empty when neither is known."""
    _, _, named = resource.arn.partition(f":{word}/")
    given = resource["name"].text
    return named or (f"{resource['path'].text.strip('/')}/{given}".lstrip("/") if given else "")


def account_of(arn: str) -> str:
    """The account that an ARN names, or that stands there by itself; empty for none."""
    parts = arn.split(":")
    account = parts[4] if len(parts) > 5 else arn  # noqa: PLR2004 - arn:partition:service:region:account:resource
    return account if account.isdecimal() else ""


def _resources(statement: Statement) -> tuple[str, ...]:
    return ("*",) if statement.not_resources else statement.resources


def _passes_to(statement: Statement, service: str) -> bool:
    if not statement.limited_by("iam:passedtoservice"):
        return True
    return any(
        matches(value, service)
        for condition in statement.conditions
        if condition.key == "iam:passedtoservice"
        for value in condition.values
    )


@once
def powers(stack: Stack) -> Mapping[str, Powers]:
    """What each principal of a stack may do, by URN."""
    return {principal.urn: _powers_of(principal) for principal in stack.of(*WORDS)}


def unknown_of(principal: Resource) -> tuple[str, ...]:
    """The paths of what is not yet known of a principal's policies."""
    return powers(principal.stack)[principal.urn].unknown


@once
def named(stack: Stack) -> Mapping[tuple[str, str], Resource]:
    """The principals of a stack by type and name."""
    return {(principal.type, principal["name"].text): principal for principal in stack.of(*WORDS)}


def principals_at(resource: Resource, kind: str, *keys: str) -> list[Resource]:
    """The principals of a kind that top-level properties of a resource name: by edges, or by their names as given."""
    by_name = named(resource.stack)
    edges = (source for key in keys for source in resource.edges.get(key, ()) if source.type == kind)
    given = (by_name.get((kind, value.text)) for key in keys for value in resource[key].elements() if value.text)
    return list({found.urn: found for found in chain(edges, filter(None, given))}.values())


@once
def _naming(stack: Stack) -> Mapping[tuple[str, str], Sequence[Resource]]:
    """The policies, attachments and memberships that name principals in text, by type and name."""
    found: defaultdict[tuple[str, str], list[Resource]] = defaultdict(list)
    for holder in stack.of(*_INLINE, *_ATTACHMENTS, *_MEMBERSHIPS):
        for kind, word in WORDS.items():
            for key in _holding(word):
                for name in holder[key].elements():
                    if name.text:
                        found[kind, name.text].append(holder)
    return found


def _around(principal: Resource, *types: str) -> list[Resource]:
    """Resources of some types that name a principal, by edge or by its name."""
    keys = _holding(WORDS[principal.type])
    by_edge = (user for key, user in principal.users if key in keys)
    by_name = _naming(principal.stack).get((principal.type, principal["name"].text), ())
    return list({user.urn: user for user in chain(by_edge, by_name) if user.type in types}.values())


def _groups(user: Resource) -> tuple[list[Resource], list[str]]:
    """The groups that a user is in, and the paths where not all of them are known."""
    memberships = _around(user, *_MEMBERSHIPS) if user.type == USER else []
    found = {at.urn: principals_at(at, GROUP, "group", "groups") for at in memberships}
    unknown = [at["groups"].path for at in memberships if at["groups"].unknown and not found[at.urn]]
    return list(chain.from_iterable(found.values())), unknown


def _powers_of(principal: Resource) -> Powers:
    groups, not_all = _groups(principal)
    held = (holder for one in (principal, *groups) for holder in _around(one, *_INLINE, *_ATTACHMENTS))
    sources = [principal, *held]
    arns = [(source, arn) for source in sources for key in _ATTACHED for arn in source[key].elements()]
    by_edge = (policy for source in sources for key in _ATTACHED for policy in source.edges.get(key, ()))
    by_arn = (_policy_of(principal.stack, arn.text) for _, arn in arns)
    attached = list({policy.urn: policy for policy in chain(by_edge, filter(None, by_arn))}.values())
    documented = [source for source in sources if source.type in {ROLE, *_INLINE}]
    statements, unknown, doubts = _read([*documented, *attached])
    boundary, *limits_unknown = _read(principal.edges.get("permissionsBoundary", ()))
    doubts += chain.from_iterable(limits_unknown)
    denials = [statement for statement in (*statements, *boundary) if not statement.allows]
    unknown += [arn.path for source, arn in arns if arn.unknown and not _known(source)]
    word = WORDS[principal.type]
    return Powers(
        principal,
        tuple(
            grant.without(denials, perhaps=True)
            for grant in statements
            if grant.allows and not any(denial.denies(grant) for denial in denials)
        ),
        tuple(denials),
        tuple(dict.fromkeys([*unknown, *not_all, *doubts])),
        tuple(dict.fromkeys(doubts)),
        tuple(boundary) or None,
        any(arn.text.rpartition("/")[2] in ADMINISTRATION for _, arn in arns),
        {
            "group": tuple(name_of(group, "group") for group in groups),
            word: (name_of(principal, word),),
            "policy": tuple(name_of(policy, "policy") for policy in attached if policy.type == POLICY),
        },
    )


def _known(holder: Resource) -> bool:
    """Whether the policies that are attached stand in the stack."""
    return any(holder.edges.get(key) for key in _ATTACHED)


def _read(policies: Iterable[Resource]) -> tuple[list[Statement], list[str], list[str]]:
    """The statements of some policies; the paths of what may grant more, and of what may take back what they grant.

    A Deny of actions that are known, on what is not known yet, is taken to hold wherever it might.

    A policy that is wholly unknown may hold a Deny too. It is taken for a grant, as nearly all are: or one such policy,
    which every program has before its first update, would hide what the others say.
    """
    read = [document for policy in policies for document in documents(policy, IDENTITY_POLICIES)]
    statements = [statement for document in read for statement in document.statements]
    unknown = [path for document in read if not document.statements for path in document.unknown]
    unknown += [path for granted in statements if granted.allows for path in granted.unknown]
    doubts = [path for document in read if document.statements for path in document.unknown]
    for denial in (statement for statement in statements if statement.unconditional):
        (doubts if denial.leaves_open("Action") else unknown).extend(denial.unknown)
    return statements, unknown, doubts


@once
def _policies(stack: Stack) -> Mapping[str, Resource]:
    return {name: policy for policy in stack.of(POLICY) if (name := name_of(policy, "policy"))}


def _policy_of(stack: Stack, arn: str) -> Resource | None:
    """The policy of the stack that an ARN in text names; not one of AWS's, which have no account."""
    _, found, name = arn.partition(":policy/")
    return _policies(stack).get(name) if found and account_of(arn) else None
