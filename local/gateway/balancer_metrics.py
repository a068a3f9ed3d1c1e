"""The metrics of the load balancer.

Elastic Load Balancing, CloudWatch metrics for your Application Load Balancer: `RequestCount` counts requests for which
a target was chosen, the 5XX counts are published with a nonzero value only, and `TargetResponseTime` is the time in
seconds from the request's leaving the load balancer to the begin of the target's response.
"""

from dataclasses import dataclass
from http import HTTPStatus

from ..alarms.recorder import Recorder

_NAMESPACE = "AWS/ApplicationELB"


@dataclass(frozen=True)
class BalancerMetrics:
    """Records what the load balancer did with requests."""

    recorder: Recorder
    name: str
    """The dimension `LoadBalancer`; empty for a stack without one."""

    def answered(self, status: int, seconds: float) -> None:
        """A target answered."""
        self._add(RequestCount=1, TargetResponseTime=seconds)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._add(HTTPCode_Target_5XX_Count=1)

    def failed(self, *, chosen: bool) -> None:
        """The load balancer answered 5xx itself, after it chose a target or without one."""
        self._add(HTTPCode_ELB_5XX_Count=1)
        if chosen:
            self._add(RequestCount=1)

    def _add(self, **values: float) -> None:
        if self.name:
            self.recorder.add(_NAMESPACE, {"LoadBalancer": self.name}, **values)
