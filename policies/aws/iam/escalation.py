"""Privilege escalation: which principals of a stack can gain more permissions, alone or by taking over others."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from ...indexes import once
from ...rule import Stack
from .. import types as aws
from .compute import takeovers_by_role
from .documents import matches
from .patterns import Holders, Names, tail
from .permissions import PRINCIPALS, Permissions, account_of, permissions
from .techniques import ASSUME, JOIN, OF_ROLES, OF_USERS, SELF_ACTIONS, SINGLE_ACTIONS, TAKEOVERS, Takeover
from .trust import Trust, trust_of

_OF_KIND = {aws.IAM_ROLE: OF_ROLES, aws.IAM_USER: OF_USERS, aws.IAM_GROUP: (JOIN,)}
"""Takeovers of a principal by changing who can sign in as it."""

_ASSUMING = "may assume a role that can escalate its permissions"


@once
def escalations(stack: Stack) -> Mapping[str, str]:
    """By URN, each role, user and group of a stack that can gain more permissions than it has, and how.

    A principal that can take over another one gains its escalation too: by passing it to a service, by assuming it, or
    by changing the code that runs as it. Each principal is visited once and each permission is used once, so cycles
    end. A principal with unknown limits is left out.
    """
    return _Search(stack).run()


class _Search:
    """Every permission to take over a principal, by what it covers."""

    def __init__(self, stack: Stack) -> None:
        self._takeovers = takeovers_by_role(stack)
        self._permissions = {urn: held for urn, held in permissions(stack).items() if not held.unknown_limits}
        self._named: dict[tuple[str, str], str] = {}
        self._by_arn: dict[str, str] = {}
        self._passers: defaultdict[str, defaultdict[str, Holders]] = defaultdict(lambda: defaultdict(Holders))
        self._takers: defaultdict[Takeover, Holders] = defaultdict(Holders)
        self._assumers: defaultdict[str, Holders] = defaultdict(Holders)
        for urn, held in self._permissions.items():
            self._index(urn, held)

    def _index(self, urn: str, held: Permissions) -> None:
        self._by_arn[held.principal.arn] = urn
        self._named[held.principal.type, held.name.lower()] = urn
        for grant in held.pass_role_grants:
            self._passers[grant.service][grant.actions].add(tail(grant.pattern, ASSUME.kind), urn)
        for takeover, pattern in _takeover_patterns(held):
            self._takers[takeover].add(pattern, urn)
        for account, pattern in _assumable(held):
            self._assumers[account].add(pattern, urn)

    def run(self) -> dict[str, str]:
        """Each principal that can escalate, and how."""
        found = {
            urn: reason
            for urn, held in self._permissions.items()
            if (reason := held.self_escalation or self._by_changing_permissions(urn))
        }
        waiting = deque(found)
        while waiting:
            for urn, reason in self._takers_of(waiting.popleft()):
                if urn not in found:
                    found[urn] = reason
                    waiting.append(urn)
        return found

    def _takers_of(self, urn: str) -> Iterator[tuple[str, str]]:
        """The principals that can take over a principal, and how."""
        target = self._permissions[urn]
        for service in target.trusted_services:
            for actions, holders in self._passers[service].items():
                reason = f"may pass a role that can escalate its permissions, and {actions} runs code with it"
                yield from ((holder, reason) for holder in holders.pop(target.name))
        for takeover in _OF_KIND[target.principal.type]:
            reason = f"may sign in as a principal that can escalate its permissions, by {takeover.actions[0]}"
            yield from ((holder, reason) for holder in self._takers[takeover].pop(target.name))
        for takeover, name in self._takeovers.get(urn, ()):
            actions = " with ".join(takeover.actions)
            reason = f"may run code as a role that can escalate its permissions, by {actions}"
            yield from ((holder, reason) for holder in self._takers[takeover].pop(name))
        if target.principal.type == aws.IAM_ROLE:
            yield from ((holder, _ASSUMING) for holder in self._assumers_of(target))

    def _assumers_of(self, target: Permissions) -> Iterator[str]:
        """The principals that can assume a role, by their own policies or because its trust policy names them."""
        trust = trust_of(target.principal)
        for account in tuple(self._assumers) if trust.everyone else trust.accounts:
            yield from self._assumers[account].pop(target.name) if account in self._assumers else ()
        yield from self._admitted_by_name(trust, target)

    def _admitted_by_name(self, trust: Trust, target: Permissions) -> Iterator[str]:
        """The principals that a role's trust policy names and that can assume it."""
        for arn in trust.arns:
            urn = self._by_arn.get(arn) or self._named_by(arn)
            if urn and self._admits(trust, self._permissions[urn], target):
                yield urn

    def _named_by(self, arn: str) -> str:
        """The principal with the path and name of an ARN, if its own ARN is unknown."""
        for kind, word in PRINCIPALS.items():
            urn = self._named.get((kind, tail(arn, f"iam:{word}/")), "")
            if urn and not self._permissions[urn].principal.arn:
                return urn
        return ""

    def _admits(self, trust: Trust, held: Permissions, target: Permissions) -> bool:
        """Whether a role's trust policy and a principal's own policies let the principal assume the role."""
        if held.principal.arn in trust.arns:
            return held.surely_may("sts:assumerole")
        named = {account_of(arn) for arn in trust.arns if self._named_by(arn) == held.principal.urn}
        return any(
            (trust.everyone or account in named or account in trust.accounts) and matches(pattern, target.name)
            for account, pattern in _assumable(held)
        )

    def _by_changing_permissions(self, urn: str) -> str:
        """How a principal adds permissions to another principal that it can take over; empty if it cannot."""
        changed = [
            self._changeable[SINGLE_ACTIONS[action]].covered(tail(pattern, f"iam:{SINGLE_ACTIONS[action]}/"))
            for action in SELF_ACTIONS
            for pattern in self._permissions[urn].unconditionally(action)
        ]
        targets = self._targets.of(urn, self._permissions[urn]) if any(changed) else ()
        if any(not one.isdisjoint(other) for other in targets for one in changed):
            return "may change the permissions of a principal that it can take over"
        return ""

    @cached_property
    def _changeable(self) -> Mapping[str, Names]:
        """The principals whose permissions change with each role, user, group and policy, by its name."""
        values: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for urn, held in self._permissions.items():
            for kind, names in held.own.items():
                for name in names:
                    values[kind][name.lower()].add(urn)
        return {kind: Names(values[kind]) for kind in {*SINGLE_ACTIONS.values()}}

    @cached_property
    def _targets(self) -> "_Targets":
        named: defaultdict[str, set[str]] = defaultdict(set)
        trusts = {
            urn: trust_of(held.principal)
            for urn, held in self._permissions.items()
            if held.principal.type == aws.IAM_ROLE
        }
        for urn, trust in trusts.items():
            for taker in self._admitted_by_name(trust, self._permissions[urn]):
                named[taker].add(urn)
        return _Targets(self._permissions, self._takeovers, trusts, named)


class _Targets:
    """The principals of a stack that others can take over, by the permission each takeover needs."""

    def __init__(
        self,
        permissions: Mapping[str, Permissions],
        takeovers: Mapping[str, Sequence[tuple[Takeover, str]]],
        trusts: Mapping[str, Trust],
        named: Mapping[str, Collection[str]],
    ) -> None:
        values: defaultdict[object, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for urn, held in permissions.items():
            of_kind = [(takeover, held.name) for takeover in _OF_KIND[held.principal.type]]
            services = [(service, held.name) for service in held.trusted_services]
            for permission, name in (*of_kind, *services, *takeovers.get(urn, ())):
                values[permission][name.lower()].add(urn)
        for urn, trust in trusts.items():
            for account in {"*"} if trust.everyone else trust.accounts:
                values[account][permissions[urn].name.lower()].add(urn)
        self._by_permission = {permission: Names(names) for permission, names in values.items()}
        self._named = named

    def of(self, urn: str, held: Permissions) -> Iterator[Collection[str]]:
        """The principals that a principal can take over."""
        yield self._named.get(urn, frozenset())
        needed: list[tuple[object, str]] = [*_takeover_patterns(held)]
        needed += [(grant.service, tail(grant.pattern, ASSUME.kind)) for grant in held.pass_role_grants]
        needed += [(given, pattern) for account, pattern in _assumable(held) for given in (account, "*")]
        yield from (
            self._by_permission[permission].covered(pattern)
            for permission, pattern in needed
            if permission in self._by_permission
        )


def _takeover_patterns(held: Permissions) -> Iterator[tuple[Takeover, str]]:
    """Each takeover with the patterns of names that a principal may apply it to."""
    for takeover in TAKEOVERS:
        if takeover is not JOIN or held.principal.type == aws.IAM_USER:
            yield from ((takeover, pattern) for pattern in held.takeover_patterns(takeover))


def _assumable(held: Permissions) -> Iterator[tuple[str, str]]:
    """Each pattern of roles that a principal's own policies let it assume, after the account of the principal.

    Before the update that account is taken from the pattern: a trust policy that names it means the role's own account.
    """
    for pattern in held.unconditionally("sts:assumerole"):
        if names := tail(pattern, ASSUME.kind):
            yield held.account or account_of(pattern), names
