"""Where a bad value is none: what a rule rightly says nothing of, and why; listed in `docs/controls.md`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from policies.judging import Member
from tests.policies.places import REMOVED, Steps, steps, value_at


@dataclass(frozen=True, eq=False)
class Exemption:
    """Resources on which a rule's bad value is right."""

    rule: str
    reason: str
    types: str = "*"
    """Pattern of type tokens."""
    name: str = "*"
    """Pattern of resource names."""
    path: str = "*"
    """Pattern of the place of the bad value; empty when another resource is left out."""
    bad: str = "*"
    """Pattern of the bad value as text."""
    where: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the resource must say besides: paths to patterns of their text, `!` before one for any other text."""

    def fits(self, rule: str, subject: Member, path: Steps, bad: object) -> bool:
        """Whether it is about this mutant."""
        return (
            rule == self.rule
            and fnmatchcase(subject.type, self.types)
            and fnmatchcase(subject.name, self.name)
            and fnmatchcase(".".join(map(str, path)), self.path)
            and fnmatchcase(str(bad), self.bad)
            and all(
                _matches(value_at(subject.properties.raw, steps(key)), pattern) for key, pattern in self.where.items()
            )
        )


def _matches(value: object, pattern: str) -> bool:
    text = "" if value is REMOVED else str(value)
    return fnmatchcase(text, pattern.removeprefix("!")) is not pattern.startswith("!")


SET = "?*"
"""Anything but nothing."""

_INHERITED = "a restored or replicated cluster has its source's master user and password"
_LATER = "only $connect opens a WebSocket connection; later messages are of one that has been judged"
_LOGS = "load balancers write access logs only to a bucket under S3's own key"

UNPROVEN = (
    "admin-ports",
    "api-cors",
    "bucket-lock",
    "cache-failover",
    "cache-snapshots",
    "cell-isolation",
    "database-backtrack",
    "database-deletion-protection",
    "database-final-snapshot",
    "database-zones",
    "egress-anywhere",
    "endpoints",
    "function-subnets",
    "load-balancer-protection",
    "log-retention",
    "service-rollback",
    "stage-execution-logs",
    "stream-broker-logs",
    "stream-durability",
    "table-capacity",
    "table-deletion-protection",
    "world-ports",
)
"""Rules that mutation does not prove yet: a bad value of theirs depends on other properties or resources, which the
campaign changes one at a time only. Their tables of cases are their proof; `docs/controls.md` names them."""

EXEMPTIONS: tuple[Exemption, ...] = (
    Exemption("bucket-key", _LOGS, name="*logs-encryption"),
    Exemption("bucket-key", "settings with a key of ours are right whatever bucket they are of", path=""),
    Exemption(
        "cache-user",
        "only the default user is switched off by its access string",
        path="accessString*",
        where={"userName": "!default"},
    ),
    Exemption(
        "database-insights-key",
        "Performance Insights is off, so it keeps nothing",
        where={"performanceInsightsEnabled": "!True"},
    ),
    *(
        Exemption("database-master", _INHERITED, path=path, where={source: SET})
        for source in ("sourceRegion", "snapshotIdentifier", "restoreToPointInTime")
        for path in ("manageMasterUserPassword", "masterUsername")
    ),
    Exemption(
        "delivery-stream-key",
        "AWS refuses encryption of a delivery stream that reads from a stream: that one's holds",
        where={"mskSourceConfiguration": SET},
    ),
    Exemption(
        "listener-tls",
        "what a listener does with a request matters on plain HTTP only",
        path="defaultActions*",
        where={"protocol": "HTTPS"},
    ),
    Exemption(
        "resource-wildcard",
        "network interfaces of functions in a VPC have no name yet, and a Deny keeps the function's own code out",
        bad="*ec2:CreateNetworkInterface*",
        where={"policy": "*lambda:SourceFunctionArn*"},
    ),
    Exemption("route-authorizer", "a route with an authorizer is right whatever API it is of", path=""),
    Exemption("route-authorizer", _LATER, where={"routeKey": "$disconnect"}),
    Exemption("route-authorizer", _LATER, where={"routeKey": "subscribe"}),
)
