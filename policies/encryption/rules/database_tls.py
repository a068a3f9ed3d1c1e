"""TLS for Aurora databases."""

from ...aws import types as aws
from ...aws.databases import family_forces_tls, forces_tls
from ...checks import require, require_present, waiting_for
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on an Aurora PostgreSQL cluster without a parameter group, and on a group that does not force TLS.

    Newer versions force TLS by default, so there only a parameter that turns it off is a finding.
    """
    if resource.type == _GROUP:
        yield from _forces_tls(resource)
    elif resource["engine"].unknown:
        yield NotEvaluated("engine")
    elif resource["engine"].text == "aurora-postgresql":
        group, version = resource["dbClusterParameterGroupName"], resource["engineVersion"]
        if not forces_tls(resource["engine"].text, version.text):
            reason = "is not set, so the default parameter group may not force TLS"
            yield from waiting_for(version, require_present(resource, group, reason))


_GROUP = aws.RDS_CLUSTER_PARAMETER_GROUP


def _forces_tls(group: Resource) -> Results:
    if group["family"].unknown:
        yield NotEvaluated("family")
    if "postgres" not in group["family"].text:
        return
    parameters = list(group["parameters"].elements())
    named = [parameter for parameter in parameters if parameter["name"].text == "rds.force_ssl"]
    for parameter in named:
        on = parameter["value"]
        yield from require(
            on, lambda known: known.number == 1, "is not 1, so the server accepts unencrypted connections"
        )
    unknown = [parameter for parameter in parameters if parameter["name"].unknown]
    if not named and unknown:
        yield NotEvaluated(unknown[0].path)
    elif not named and not family_forces_tls(group["family"]):
        yield Finding("parameters", "does not set rds.force_ssl to 1")


RULE = Rule(
    id="database-tls",
    title="Aurora PostgreSQL clusters require TLS",
    description=(
        "A client without TLS would send orders and authentication tokens in plain text, so the server must reject it."
    ),
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER_PARAMETER_GROUP, aws.RDS_CLUSTER),
    remediation="Set rds.force_ssl to 1 in a cluster parameter group and assign the group to the cluster",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html",
    check=check,
    controls=("C5",),
    scope=Scope.STACK,
)
