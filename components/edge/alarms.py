"""The alarms of an edge as data. CloudFront and AWS WAF publish their metrics in us-east-1 only.

An alarm notifies topics of its own region, and a composite alarm reads alarms of its own region, so these have topics
in us-east-1 and are no part of the health of the cell. `OriginLatency` is one of the additional metrics of CloudFront,
which cost (Amazon CloudFront developer guide, types of metrics for CloudFront): the load balancer has the same times.
"""

from typing import Final

import pulumi

from ..monitoring import metrics
from ..monitoring.alarm import Alarm, MathAlarm, Query, Severity

ERROR_PERCENT: Final = 5
"""Share of responses with a status of 5xx; AWS's pages recommend no value for all."""

BLOCKED_PERCENT: Final = 20
BLOCKED_MINIMUM: Final = 500
"""Blocked requests in five minutes from which their share counts: scanners of the Internet alone stay below it."""

PERIOD_SECONDS: Final = 300

_BLOCKED: Final = "FILL(blocked, 0)"


def edge_alarms(distribution_id: pulumi.Output[str], firewall: pulumi.Output[str]) -> list[Alarm | MathAlarm]:
    """The alarms of a distribution and its web ACL."""
    return [
        Alarm(
            "edge-errors",
            "Many requests at the edge fail: the cell does not answer CloudFront, or answers with errors.",
            metrics.EDGE_ERRORS.of(distribution_id, "Global"),
            ERROR_PERCENT,
            periods=2,
            severity=Severity.PAGE,
            runbook="edge-errors",
        ),
        MathAlarm(
            role="firewall-blocks",
            meaning="The firewall blocks far more requests than usual: an attack, or a rule that blocks customers.",
            queries=(
                Query(id="blocked", series=metrics.FIREWALL_BLOCKED.of("ALL", firewall), statistic="Sum"),
                Query(id="allowed", series=metrics.FIREWALL_ALLOWED.of("ALL", firewall), statistic="Sum"),
            ),
            expression=f"IF({_BLOCKED} >= {BLOCKED_MINIMUM}, 100 * {_BLOCKED} / ({_BLOCKED} + FILL(allowed, 0)), 0)",
            label="Blocked requests, %",
            period=PERIOD_SECONDS,
            threshold=BLOCKED_PERCENT,
            periods=2,
            severity=Severity.TICKET,
            runbook="firewall-blocks",
        ),
    ]
