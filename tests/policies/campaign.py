"""The whole campaign of mutation: `python -m tests.policies.campaign` prints what it found and keeps it."""

import json
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from local.paths import ROOT
from policies.rule import Scope
from tests.policies.exemptions import EXEMPTIONS, UNPROVEN, Exemption
from tests.policies.mutation import Mutant, mutants
from tests.policies.stacks import CITIES, Stack, city, rules, samples

RESULT = ROOT / "bench" / "results" / "mutation.json"


@dataclass
class Campaign:
    """What became of some mutants."""

    mutants: Counter[str] = field(default_factory=Counter[str])
    """How many there were, by rule; the exempt are not counted."""
    caught: Counter[str] = field(default_factory=Counter[str])
    missed: list[str] = field(default_factory=list[str])
    exempt: Counter[Exemption] = field(default_factory=Counter[Exemption])
    unproven: Counter[str] = field(default_factory=Counter[str])
    """Mutants of rules that are not proven this way, by rule."""
    resources: int = 0
    seconds: float = 0

    @property
    def untried(self) -> list[str]:
        """Rules of which no resource could be made wrong: what they look at is in no stack."""
        return sorted({rule.id for rule in rules()} - {*self.mutants, *UNPROVEN})

    @property
    def unused(self) -> list[Exemption]:
        """Exemptions of nothing."""
        return [given for given in EXEMPTIONS if given not in self.exempt]

    def document(self) -> dict[str, Any]:
        """The result as it is kept."""
        return {
            "title": "mutation of the policies",
            "rules": len(rules()),
            "resources": self.resources,
            "mutants": self.mutants.total(),
            "caught": self.caught.total(),
            "score": round(self.caught.total() / max(1, self.mutants.total()), 4),
            "exempt": self.exempt.total(),
            "unproven": dict(sorted(self.unproven.items())),
            "missed": self.missed,
            "untried": self.untried,
            "seconds": round(self.seconds, 1),
            "machine": {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()},
            "measured": datetime.now(UTC).date().isoformat(),
        }


def campaign(stacks: Iterable[Stack]) -> Campaign:
    """Judge every mutant of some stacks; a change of the same resource as in another stack counts once."""
    done, seen, began = Campaign(), set[str](), time.monotonic()
    for stack in stacks:
        done.resources += sum(member.type.startswith("aws:") for member in stack.members)
        for mutant in _new(mutants(stack), seen):
            if mutant.exemption:
                done.exempt[mutant.exemption] += 1
                continue
            rule = mutant.operator.rule.id
            if rule in UNPROVEN:
                done.unproven[rule] += 1
                continue
            done.mutants[rule] += 1
            if mutant.caught():
                done.caught[rule] += 1
            else:
                done.missed.append(f"{stack.name}: {mutant}")
    done.seconds = time.monotonic() - began
    return done


def _new(found: Iterator[Mutant], seen: set[str]) -> Iterator[Mutant]:
    """Mutants whose judgement nothing has told yet: one that needs no other resource is told by its properties."""
    for mutant in found:
        if mutant.operator.rule.scope is Scope.RESOURCE:
            (member,) = mutant.members
            key = repr((mutant.operator.rule.id, member.type, member.properties.raw))
            if key in seen:
                continue
            seen.add(key)
        yield mutant


def everything() -> Iterator[Stack]:
    """Both cities and every component with all its options."""
    yield from map(city, CITIES)
    yield from samples()


def main() -> int:
    """Run it, print and keep the result; an error when a mutant was missed."""
    done = campaign(everything())
    RESULT.write_text(json.dumps(done.document(), indent=2) + "\n")
    print(*done.missed, sep="\n")
    for label, names in (("no resource to make wrong", done.untried), ("exempt nothing", map(str, done.unused))):
        print(f"{label}: {', '.join(names) or 'none'}")
    print(
        f"{done.caught.total()} of {done.mutants.total()} mutants caught, {done.exempt.total()} exempt, "
        f"in {done.seconds:.0f} s"
    )
    return 1 if done.missed else 0


if __name__ == "__main__":
    sys.exit(main())
