"""The whole campaign of mutation: `python -m tests.policies.campaign` prints what it found and keeps it.

It also writes `docs/controls.md`, which has the figures.
"""

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

from policies.rule import Scope
from tests.policies import controls_page
from tests.policies.controls_page import RESULT
from tests.policies.exemption_model import Exemption
from tests.policies.exemptions import EXEMPTIONS
from tests.policies.mutation import Mutant
from tests.policies.operators import mutants, right_mutants
from tests.policies.stacks import CITIES, EXAMPLES, Stack, city, evaluated, example, rules, samples

_FAULTS = {
    "missed": "mutants that their rule missed",
    "findings": "findings in a city or an example",
    "untried": "rules without a mutant",
    "unused": "exemptions of nothing",
}


@dataclass
class Campaign:
    """What became of some mutants."""

    mutants: Counter[str] = field(default_factory=Counter[str])
    """How many there were, by rule; the exempt are not counted."""
    caught: Counter[str] = field(default_factory=Counter[str])
    right: Counter[str] = field(default_factory=Counter[str])
    """Those of rules of whose types no stack has a resource: mutants of the rule's own right cases."""
    missed: list[str] = field(default_factory=list[str])
    exempt: Counter[Exemption] = field(default_factory=Counter[Exemption])
    findings: list[str] = field(default_factory=list[str])
    """What the packs find in a city or an example as it is."""
    resources: int = 0
    seconds: float = 0

    @property
    def untried(self) -> list[str]:
        """Rules without a mutant."""
        return sorted({rule.id for rule in rules()} - {*self.mutants})

    @property
    def unused(self) -> list[str]:
        """Exemptions of nothing."""
        return [f"{given.rule}: {given.reason}" for given in EXEMPTIONS if given not in self.exempt]

    @property
    def faults(self) -> dict[str, list[str]]:
        """All that keeps the rules from being proven, by what it is."""
        return {
            "missed": self.missed,
            "findings": self.findings,
            "untried": self.untried,
            "unused": self.unused,
        }

    def add(self, found: Iterable[Mutant]) -> None:
        """Evaluate some mutants."""
        for mutant in found:
            if mutant.exemption:
                self.exempt[mutant.exemption] += 1
                continue
            rule = mutant.operator.rule.id
            self.mutants[rule] += 1
            if mutant.caught():
                self.caught[rule] += 1
            else:
                self.missed.append(f"{mutant.stack.name}: {mutant}")

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
            "of_right_cases": dict(sorted(self.right.items())),
            **self.faults,
            "seconds": round(self.seconds, 1),
            "machine": {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()},
            "measured": datetime.now(UTC).date().isoformat(),
        }


def campaign(stacks: Iterable[Stack]) -> Campaign:
    """Evaluate every mutant of some stacks, then those of the passing cases of rules without a mutant there.

    A change of the same resource as in another stack counts once.
    """
    done, seen, began = Campaign(), set[str](), time.monotonic()
    for stack in stacks:
        done.resources += sum(member.type.startswith("aws:") for member in stack.members)
        done.add(_new(mutants(stack), seen))
    tried = {*done.mutants}
    done.add(_new(right_mutants(tried), seen))
    done.right = Counter({rule: count for rule, count in done.mutants.items() if rule not in tried})
    done.seconds = time.monotonic() - began
    return done


def _new(found: Iterator[Mutant], seen: set[str]) -> Iterator[Mutant]:
    """Mutants not evaluated yet: a mutant of a resource rule is identified by its properties."""
    for mutant in found:
        if mutant.operator.rule.scope is Scope.RESOURCE:
            (member,) = mutant.members
            what = [mutant.operator.rule.id, member.type, member.properties.raw]
            key = json.dumps(what, sort_keys=True, default=repr)
            if key in seen:
                continue
            seen.add(key)
        yield mutant


def right_stacks() -> Iterator[Stack]:
    """What must have no finding: both cities and every example."""
    yield from map(city, CITIES)
    yield from map(example, EXAMPLES)


def everything() -> Iterator[Stack]:
    """Both cities, every example, and every component with all its options."""
    yield from right_stacks()
    yield from samples()


def main() -> int:
    """Run it, print and keep the result; an error unless every rule is proven."""
    done = campaign(everything())
    done.findings = [f"{stack.name}: {one}" for stack in right_stacks() for one in evaluated(stack.members)]
    RESULT.write_text(json.dumps(done.document(), indent=2) + "\n")
    controls_page.write()
    for label, found in done.faults.items():
        print(f"{_FAULTS[label]}: {len(found) or 'none'}", *found, sep="\n  ")
    print(
        f"{done.caught.total()} of {done.mutants.total()} mutants caught, {done.exempt.total()} exempt, "
        f"in {done.seconds:.0f} s; {len(done.right)} of {len(rules())} rules on their own right cases"
    )
    return 1 if any(done.faults.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
