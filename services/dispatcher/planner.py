"""Plans the next proposals, and remembers those whose outcome is not in the events yet."""

import math
import uuid
from dataclasses import dataclass, field

from delivery.dispatch import DispatchParameters, Proposal, propose
from delivery.events import AssignmentProposal
from delivery.fleet import Fleet


@dataclass(slots=True)
class Planner:
    """Plans rounds of proposals for a fleet.

    A proposed order and courier are skipped until one of them has a new version (the proposal was committed or is
    outdated) or until `patience_seconds` have passed (it was lost, or rejected without a change).
    """

    fleet: Fleet
    parameters: DispatchParameters
    patience_seconds: float
    _pending: dict[tuple[str, int], float] = field(default_factory=dict[tuple[str, int], float])

    def round(self, now: float) -> list[AssignmentProposal]:
        """The proposals of one round, at a platform time."""
        self.fleet.forget_closed(now)
        self._pending = {key: until for key, until in self._pending.items() if until > now}
        orders = [order for order in self.fleet.waiting() if (order.order_id, order.version) not in self._pending]
        couriers = [
            courier
            for courier in self.fleet.on_shift(now)
            if (courier.courier_id, courier.version) not in self._pending
        ]
        return [self._remember(proposal, now) for proposal in propose(orders, couriers, now, self.parameters)]

    def _remember(self, proposal: Proposal, now: float) -> AssignmentProposal:
        order, courier = proposal.order, proposal.courier
        self._pending[order.order_id, order.version] = now + self.patience_seconds
        self._pending[courier.courier_id, courier.version] = now + self.patience_seconds
        return AssignmentProposal(
            proposal_id=str(uuid.uuid4()),
            order_id=order.order_id,
            order_version=order.version,
            courier_id=courier.courier_id,
            courier_version=courier.version,
            proposed_at=now,
            pickup_eta=proposal.pickup_eta,
            dropoff_eta=proposal.dropoff_eta,
        )


def patience(interval_seconds: float, speed: float) -> float:
    """How long to wait for the outcome of a proposal, in platform time: two rounds and two seconds of wall time."""
    return math.fsum((2 * interval_seconds, 2 * speed))
