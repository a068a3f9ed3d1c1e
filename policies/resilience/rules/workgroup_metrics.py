"""Metrics of Athena workgroups."""

from ...aws import types as aws
from ...checks import require
from ...rule import Finding, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a workgroup without query metrics. With a configuration, they are enabled by default."""
    configuration = resource["configuration"]
    metrics = configuration["publishCloudwatchMetricsEnabled"]
    if configuration.absent:
        yield Finding(configuration.path, "is not set, so query metrics are not published")
    else:
        yield from require(
            metrics, lambda known: known.absent or known.true, "is false, so query metrics are not published"
        )


RULE = Rule(
    id="workgroup-metrics",
    title="Athena workgroups publish query metrics",
    description=(
        "Athena bills the data that queries read. Without metrics, a runaway query is noticed only on the bill."
    ),
    severity=Severity.MEDIUM,
    types=(aws.ATHENA_WORKGROUP,),
    remediation="Set configuration.publishCloudwatchMetricsEnabled to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/athena-controls.html#athena-4",
    check=check,
    controls=("E20",),
)
