"""Master users and passwords of RDS databases."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Finding, Resource, Results, Rule, Severity

_COMMON_NAMES = {"admin", "administrator", "master", "postgres", "root", "sa"}
_INHERITED = (
    "replicateSourceDb",
    "replicationSourceIdentifier",
    "restoreToPointInTime",
    "snapshotIdentifier",
    "sourceRegion",
)
_INSTANCE = aws.RDS_INSTANCE


def check(resource: Resource) -> Results:
    """A finding on a password in the stack, a password that RDS does not manage, and a common master user name."""
    of_instance = resource.type == _INSTANCE
    for key in ("password", "passwordWo") if of_instance else ("masterPassword", "masterPasswordWo"):
        # Any value, known or unknown, is a password outside the management of RDS.
        if resource[key].unknown or not resource[key].absent:
            yield Finding(key, "stores a password in the stack state")
    if any(not resource[key].absent for key in _INHERITED):
        return
    yield from require_true(
        resource["manageMasterUserPassword"], "is not enabled, so the master password is not rotated"
    )
    name = resource["username" if of_instance else "masterUsername"]
    yield from require(
        name, lambda known: known.text.lower() not in _COMMON_NAMES, "is a common name that attackers try first"
    )


RULE = Rule(
    id="database-master",
    title="RDS databases have a managed master password",
    description=(
        "RDS creates, rotates and stores a managed password in Secrets Manager. The password is in no state file."
    ),
    severity=Severity.HIGH,
    types=(aws.RDS_CLUSTER, _INSTANCE),
    remediation=(
        "Set manageMasterUserPassword to true, remove the password, and choose a master user name that is not a common "
        "default"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-24",
    check=check,
    controls=("A35",),
)
