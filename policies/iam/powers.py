"""What the roles of a stack may do, over all their policies, and which of them can get more."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from ..documents import IDENTITY_POLICIES, TRUST_POLICIES, Statement, documents, matches
from ..lookups import once
from ..rule import Resource, Stack
from .actions import narrowed
from .paths import ALONE, ON_ITSELF, PASSES

ROLE = "aws:iam/role:Role"
_INLINE = "aws:iam/rolePolicy:RolePolicy"
_ATTACHMENTS = ("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "aws:iam/policyAttachment:PolicyAttachment")
_HOLDERS = ("role", "roles")
"""Properties in which a policy or an attachment names its roles."""

ADMINISTRATION = ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess")
"""Policies of AWS with which a role is an administrator, or can become one."""


@dataclass(frozen=True, slots=True)
class Passing:
    """A right to pass roles to a service that runs code with them."""

    pattern: str
    service: str
    way: str
    """The actions that make the service run it."""


@dataclass(frozen=True)
class Powers:
    """One role: what stands of its grants, and what is not yet known of them."""

    role: Resource
    grants: tuple[Statement, ...]
    doubts: tuple[str, ...]
    """The paths of what is unknown; any of it might be a Deny."""
    boundary: tuple[Statement, ...] | None
    """What its permissions boundary leaves, when the stack holds it."""
    administrator: bool
    """Whether a policy of AWS for administrators is attached."""

    @property
    def name(self) -> str:
        """Its path and name as they stand in its ARN; empty when neither is known."""
        _, _, named = self.role["arn"].text.partition(":role/")
        given = self.role["name"].text
        return named or (f"{self.role['path'].text.strip('/')}/{given}".lstrip("/") if given else "")

    @cached_property
    def takers(self) -> frozenset[str]:
        """The services that may take it."""
        return frozenset(
            name
            for document in documents(self.role, TRUST_POLICIES)
            for statement in document.statements
            if statement.allows
            for kind, name in statement.principals
            if kind == "Service"
        )

    @cached_property
    def by_itself(self) -> str:
        """How it gets more rights with no other role of the stack; empty when it cannot."""
        if self.administrator:
            return "holds a policy of administrators"
        for action, kind in ALONE.items():
            if any(self._reaches(statement, action, kind) for statement in self._granting(action)):
                return f"may change rights: {action} gives it those of an administrator"
        for passing in self.passings:
            if _every(passing.pattern, "role"):
                return f"may pass any role, and {passing.way} runs code with it"
        return ""

    @cached_property
    def passings(self) -> tuple[Passing, ...]:
        """Each pattern of roles that it may pass to a service which then runs its code."""
        ways = [way for way in PASSES if all(any(self._granting(action)) for action in way.actions)]
        return tuple(
            Passing(pattern, way.service, " with ".join(way.actions))
            for statement in self._granting("iam:passrole")
            for way in ways
            if _passes_to(statement, way.service)
            for pattern in (("*",) if statement.not_resources else statement.resources)
        )

    def _granting(self, action: str) -> Iterator[Statement]:
        if self.boundary is not None and not any(limit.allows and limit.grants(action) for limit in self.boundary):
            return iter(())
        return (grant for grant in self.grants if not grant.condition_unknown and grant.grants(action))

    def _reaches(self, statement: Statement, action: str, kind: str) -> bool:
        if narrowed(statement):
            return False
        if statement.not_resources or any(_every(pattern, kind) for pattern in statement.resources):
            return True
        return action in ON_ITSELF and any(_names(pattern, self.name) for pattern in statement.resources)


def _every(pattern: str, kind: str) -> bool:
    """Whether a pattern of ARNs covers every IAM resource of a kind."""
    return set(pattern) <= {"*", ":"} or pattern.endswith((f":{kind}/*", ":*"))


def _names(pattern: str, name: str) -> bool:
    """Whether a pattern of ARNs covers the role of this path and name; an unknown name is covered by none."""
    wanted = _wanted(pattern)
    return bool(name and wanted) and matches(wanted, name)


def _wanted(pattern: str) -> str:
    """The path and name in a pattern of roles' ARNs, empty when it is about something else."""
    return pattern.partition(":role/")[2].lower()


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
def escalations(stack: Stack) -> Mapping[str, str]:
    """By URN, each role of a stack that can get more rights than it was given, and how.

    A role that may pass another one to a service that trusts it, and make the service run code, has the other's ways
    too. Each role is taken up once and each right to pass is spent once, so that rings of roles end.
    """
    powers = _powers(stack)
    passers = _passers(powers)
    patterns = sorted({wanted for wanted, _ in passers if "*" in wanted or "?" in wanted})
    found = {urn: power.by_itself for urn, power in powers.items() if power.by_itself}
    waiting = deque(urn for urn in found if powers[urn].name)
    while waiting:
        taken = powers[waiting.popleft()]
        covering = [taken.name.lower(), *(pattern for pattern in patterns if matches(pattern, taken.name))]
        for key in product(covering, taken.takers):
            for passing, passer in passers.pop(key, ()):
                if passer not in found:
                    found[passer] = f"may pass a role with a way to more rights, and {passing.way} runs code with it"
                    waiting.append(passer)
    return found


def doubts(stack: Stack, role: Resource) -> tuple[str, ...]:
    """The paths of what is not yet known of a role's policies."""
    return _powers(stack)[role.urn].doubts


def _passers(powers: Mapping[str, Powers]) -> dict[tuple[str, str], list[tuple[Passing, str]]]:
    """Who may pass the roles of a pattern to a service, by both."""
    passers: defaultdict[tuple[str, str], list[tuple[Passing, str]]] = defaultdict(list)
    for urn, power in powers.items():
        for passing in power.passings:
            passers[_wanted(passing.pattern), passing.service].append((passing, urn))
    return passers


@once
def _powers(stack: Stack) -> Mapping[str, Powers]:
    named: defaultdict[str, list[Resource]] = defaultdict(list)
    for holder in stack.of(_INLINE, *_ATTACHMENTS):
        for key in _HOLDERS:
            for name in holder[key].elements():
                if name.text:
                    named[name.text].append(holder)
    return {role.urn: _powers_of(role, named.get(role["name"].text, [])) for role in stack.of(ROLE)}


def _powers_of(role: Resource, named: Sequence[Resource]) -> Powers:
    by_edge = [user for key, user in role.users if key in _HOLDERS and user.type in (_INLINE, *_ATTACHMENTS)]
    holders = list({holder.urn: holder for holder in (*by_edge, *named)}.values())
    policies = [role, *(holder for holder in holders if holder.type == _INLINE)]
    policies += role.edges.get("managedPolicyArns", ())
    policies += [policy for holder in holders for policy in holder.edges.get("policyArn", ())]
    statements, unknown = _read(policies)
    boundary, limits_unknown = _read(role.edges.get("permissionsBoundary", ()))
    denials = [statement for statement in statements if statement.unconditional]
    attached = [
        *((role, arn) for arn in role["managedPolicyArns"].elements()),
        *((holder, holder["policyArn"]) for holder in holders),
    ]
    unknown += [arn.path for at, arn in attached if arn.unknown and not _known(at)]
    return Powers(
        role,
        tuple(grant for grant in statements if grant.allows and not any(denial.denies(grant) for denial in denials)),
        tuple(dict.fromkeys([*unknown, *limits_unknown])),
        tuple(boundary) or None,
        any(arn.text.rpartition("/")[2] in ADMINISTRATION for _, arn in attached),
    )


def _known(holder: Resource) -> bool:
    """Whether the policies that are attached stand in the stack."""
    return any(holder.edges.get(key) for key in ("policyArn", "managedPolicyArns"))


def _read(policies: Iterable[Resource]) -> tuple[list[Statement], list[str]]:
    """The statements of some policies, and the paths of what is not known of them."""
    read = [document for policy in policies for document in documents(policy, IDENTITY_POLICIES)]
    statements = [statement for document in read for statement in document.statements]
    unknown = [path for document in read for path in document.doubts]
    return statements, unknown + [path for granted in statements if granted.allows for path in granted.unknown]
