"""Which principals of a stack can get more rights: by themselves, or by taking those of others, one after another."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from ...indexes import once
from ...rule import Stack
from .compute import hosted
from .documents import matches
from .patterns import Holders, Names, tail
from .permissions import GROUP, ROLE, USER, WORDS, Powers, account_of, powers
from .techniques import ALONE, ASSUME, JOIN, OF_ROLES, OF_USERS, ON_ITSELF, TAKES, Take
from .trust import Trust, trust_of

_OF_KIND = {ROLE: OF_ROLES, USER: OF_USERS, GROUP: (JOIN,)}
"""Ways to take a principal by changing who may sign in as it."""

_ASSUMING = "may assume a role with a way to more rights"


@once
def escalations(stack: Stack) -> Mapping[str, str]:
    """By URN, each role, user and group of a stack that can get more rights than it was given, and how.

    Whoever can take a principal that has such a way has it too: by passing it to a service, by assuming it, by changing
    what runs as it. Each principal is taken up once and each right is spent once, so that rings of them end. A
    principal whose limits are not wholly known takes no part.
    """
    return _Search(stack).run()


class _Search:
    """Every right to take a principal, by what it is a right to."""

    def __init__(self, stack: Stack) -> None:
        self._hosted = hosted(stack)
        self._powers = {urn: power for urn, power in powers(stack).items() if not power.doubts}
        self._named: dict[tuple[str, str], str] = {}
        self._by_arn: dict[str, str] = {}
        self._passers: defaultdict[str, defaultdict[str, Holders]] = defaultdict(lambda: defaultdict(Holders))
        self._takers: defaultdict[Take, Holders] = defaultdict(Holders)
        self._assumers: defaultdict[str, Holders] = defaultdict(Holders)
        for urn, power in self._powers.items():
            self._index(urn, power)

    def _index(self, urn: str, power: Powers) -> None:
        self._by_arn[power.principal.arn] = urn
        self._named[power.principal.type, power.name.lower()] = urn
        for passing in power.passings:
            self._passers[passing.service][passing.way].add(tail(passing.pattern, ASSUME.kind), urn)
        for take, pattern in _reached(power):
            self._takers[take].add(pattern, urn)
        for account, pattern in _assumed(power):
            self._assumers[account].add(pattern, urn)

    def run(self) -> dict[str, str]:
        """Each principal with a way, and how it has one."""
        found = {urn: way for urn, power in self._powers.items() if (way := power.by_itself or self._by_raising(urn))}
        waiting = deque(found)
        while waiting:
            for urn, way in self._taking(waiting.popleft()):
                if urn not in found:
                    found[urn] = way
                    waiting.append(urn)
        return found

    def _taking(self, urn: str) -> Iterator[tuple[str, str]]:
        """Who can take a principal, and how."""
        taken = self._powers[urn]
        for service in taken.takers:
            for way, holders in self._passers[service].items():
                reason = f"may pass a role with a way to more rights, and {way} runs code with it"
                yield from ((holder, reason) for holder in holders.take(taken.name))
        for take in _OF_KIND[taken.principal.type]:
            reason = f"may sign in as what has a way to more rights, by {take.actions[0]}"
            yield from ((holder, reason) for holder in self._takers[take].take(taken.name))
        for take, name in self._hosted.get(urn, ()):
            reason = f"may run code as a role with a way to more rights, by {' with '.join(take.actions)}"
            yield from ((holder, reason) for holder in self._takers[take].take(name))
        if taken.principal.type == ROLE:
            yield from ((holder, _ASSUMING) for holder in self._assuming(taken))

    def _assuming(self, taken: Powers) -> Iterator[str]:
        """Who can assume a role: by its own policy where the trust leaves that to it, or named by the trust."""
        trust = trust_of(taken.principal)
        for account in tuple(self._assumers) if trust.everyone else trust.accounts:
            yield from self._assumers[account].take(taken.name) if account in self._assumers else ()
        yield from self._admitted_by_name(trust, taken)

    def _admitted_by_name(self, trust: Trust, taken: Powers) -> Iterator[str]:
        """Whom a role's trust names and lets assume it."""
        for arn in trust.arns:
            urn = self._by_arn.get(arn) or self._named_by(arn)
            if urn and self._admits(trust, self._powers[urn], taken):
                yield urn

    def _named_by(self, arn: str) -> str:
        """The principal with the path and name of an ARN, where its own is not known yet."""
        for kind, word in WORDS.items():
            urn = self._named.get((kind, tail(arn, f"iam:{word}/")), "")
            if urn and not self._powers[urn].principal.arn:
                return urn
        return ""

    def _admits(self, trust: Trust, power: Powers, taken: Powers) -> bool:
        """Whether a role's trust and a principal's own policies let it assume the role."""
        if power.principal.arn in trust.arns:
            return power.surely_may("sts:assumerole")
        named = {account_of(arn) for arn in trust.arns if self._named_by(arn) == power.principal.urn}
        return any(
            (trust.everyone or account in named or account in trust.accounts) and matches(pattern, taken.name)
            for account, pattern in _assumed(power)
        )

    def _by_raising(self, urn: str) -> str:
        """How a principal gives more rights to another one that it can take."""
        raised = [
            self._raisable[ALONE[action]].covered(tail(pattern, f"iam:{ALONE[action]}/"))
            for action in ON_ITSELF
            for pattern in self._powers[urn].unconditionally(action)
        ]
        taken = self._takable.of(urn, self._powers[urn]) if any(raised) else ()
        if any(not one.isdisjoint(other) for other in taken for one in raised):
            return "may change the rights of a principal that it can take"
        return ""

    @cached_property
    def _raisable(self) -> Mapping[str, Names]:
        """The principals that get more rights with each role, user, group and policy, by its name."""
        under: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for urn, power in self._powers.items():
            for kind, names in power.own.items():
                for name in names:
                    under[kind][name.lower()].add(urn)
        return {kind: Names(under[kind]) for kind in {*ALONE.values()}}

    @cached_property
    def _takable(self) -> "_Takable":
        named: defaultdict[str, set[str]] = defaultdict(set)
        trusts = {urn: trust_of(power.principal) for urn, power in self._powers.items() if power.principal.type == ROLE}
        for urn, trust in trusts.items():
            for taker in self._admitted_by_name(trust, self._powers[urn]):
                named[taker].add(urn)
        return _Takable(self._powers, self._hosted, trusts, named)


class _Takable:
    """The principals of a stack that others can take, by each right that they need for it."""

    def __init__(
        self,
        powers: Mapping[str, Powers],
        hosted: Mapping[str, Sequence[tuple[Take, str]]],
        trusts: Mapping[str, Trust],
        named: Mapping[str, Collection[str]],
    ) -> None:
        under: defaultdict[object, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for urn, power in powers.items():
            takes = [(take, power.name) for take in _OF_KIND[power.principal.type]]
            services = [(service, power.name) for service in power.takers]
            for right, name in (*takes, *services, *hosted.get(urn, ())):
                under[right][name.lower()].add(urn)
        for urn, trust in trusts.items():
            for account in {"*"} if trust.everyone else trust.accounts:
                under[account][powers[urn].name.lower()].add(urn)
        self._by_right = {right: Names(names) for right, names in under.items()}
        self._named = named

    def of(self, urn: str, power: Powers) -> Iterator[Collection[str]]:
        """What a principal can take."""
        yield self._named.get(urn, frozenset())
        rights: list[tuple[object, str]] = [*_reached(power)]
        rights += [(passing.service, tail(passing.pattern, ASSUME.kind)) for passing in power.passings]
        rights += [(given, pattern) for account, pattern in _assumed(power) for given in (account, "*")]
        yield from (self._by_right[right].covered(pattern) for right, pattern in rights if right in self._by_right)


def _reached(power: Powers) -> Iterator[tuple[Take, str]]:
    """Each way of taking what is there already, with the patterns of names on which a principal may go it."""
    for take in TAKES:
        if take is not JOIN or power.principal.type == USER:
            yield from ((take, pattern) for pattern in power.reaches(take))


def _assumed(power: Powers) -> Iterator[tuple[str, str]]:
    """Each pattern of roles that a principal's own policies let it assume, after the account where it does so.

    Before the update that account is taken from the pattern: a trust that names it too is about the role's own account.
    """
    for pattern in power.unconditionally("sts:assumerole"):
        if names := tail(pattern, ASSUME.kind):
            yield power.account or account_of(pattern), names
