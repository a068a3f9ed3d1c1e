"""What databases say."""

from ...aws import types as aws
from ...checks import require_one
from ...rule import Finding, NotEvaluated, Reference, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a PostgreSQL cluster whose log stays on its instances."""
    engine = resource["engine"]
    if not engine.unknown and "postgres" not in engine.text:
        return
    exports = resource["enabledCloudwatchLogsExports"]
    kept = Finding(exports.path, "does not export the PostgreSQL log")
    for result in require_one(exports.elements(), lambda known: known.text == "postgresql", kept):
        yield NotEvaluated(engine.path) if engine.unknown else result


RULE = Rule(
    id="database-logs",
    title="Databases export their log",
    description="On its instance the log is overwritten after days and lost with the instance.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER,),
    remediation="Add postgresql to enabledCloudwatchLogsExports",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-37",
    check=check,
    controls=("E12",),
    # What the log says of queries is decided by the parameter group, which CKV2_AWS_27 looks at.
    references=Reference(security_hub=("RDS.37",), pci=("RDS.37",), checkov=("CKV_AWS_324",)),
)
