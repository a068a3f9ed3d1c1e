"""The master user and its password."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Finding, Resource, Results, Rule, Severity

_GUESSED_FIRST = {"admin", "administrator", "master", "postgres", "root", "sa"}
_INHERITED = (
    "replicateSourceDb",
    "replicationSourceIdentifier",
    "restoreToPointInTime",
    "snapshotIdentifier",
    "sourceRegion",
)
_INSTANCE = aws.RDS_INSTANCE


def check(resource: Resource) -> Results:
    """A finding on a password in the stack, one that RDS does not keep, and a name that is guessed first."""
    of_instance = resource.type == _INSTANCE
    for key in ("password", "passwordWo") if of_instance else ("masterPassword", "masterPasswordWo"):
        # Any value, known or not, is a password that someone chose.
        if resource[key].unknown or not resource[key].absent:
            yield Finding(key, "holds a password in the stack's state")
    if any(not resource[key].absent for key in _INHERITED):
        return
    yield from require_true(resource["manageMasterUserPassword"], "is off, so nobody rotates the master password")
    name = resource["username" if of_instance else "masterUsername"]
    yield from require(name, lambda known: known.text.lower() not in _GUESSED_FIRST, "is a name that is guessed first")


RULE = Rule(
    id="database-master",
    title="RDS keeps the master password",
    description=(
        "A password that RDS manages is made, rotated and kept in Secrets Manager, and stands in no state file."
    ),
    severity=Severity.HIGH,
    types=(aws.RDS_CLUSTER, _INSTANCE),
    remediation="Set manageMasterUserPassword to true, remove the password, and name the master user after the cell",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-24",
    check=check,
    controls=("A35",),
)
