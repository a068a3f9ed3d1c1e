"""What queries cost."""

from ...aws import types as aws
from ...checks import require
from ...rule import Finding, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a workgroup that does not measure its queries; one with a configuration does unless told not to."""
    configuration = resource["configuration"]
    metrics = configuration["publishCloudwatchMetricsEnabled"]
    if configuration.absent:
        yield Finding(configuration.path, "is left out, and the metrics with it")
    else:
        yield from require(metrics, lambda known: known.absent or known.true, "is off")


RULE = Rule(
    id="workgroup-metrics",
    title="Workgroups measure their queries",
    description="Athena bills what queries read; without metrics a runaway query is found on the bill.",
    severity=Severity.MEDIUM,
    types=(aws.ATHENA_WORKGROUP,),
    remediation="Set configuration.publishCloudwatchMetricsEnabled to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/athena-controls.html#athena-4",
    check=check,
    controls=("E20",),
)
