"""Log exports of PostgreSQL clusters."""

from ...aws import types as aws
from ...checks import require_one
from ...rule import Finding, NotEvaluated, Reference, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a PostgreSQL cluster that does not export its log."""
    engine = resource["engine"]
    if not engine.unknown and "postgres" not in engine.text:
        return
    exports = resource["enabledCloudwatchLogsExports"]
    kept = Finding(exports.path, "does not contain postgresql")
    for result in require_one(exports.elements(), lambda known: known.text == "postgresql", kept):
        yield NotEvaluated(engine.path) if engine.unknown else result


RULE = Rule(
    id="database-logs",
    title="PostgreSQL clusters export their log",
    description="The log on an instance is overwritten after a few days and lost with the instance.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER,),
    remediation="Add postgresql to enabledCloudwatchLogsExports",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-37",
    check=check,
    controls=("E12",),
    # CKV2_AWS_27 is not listed: it checks the parameter group, which decides what the log contains.
    references=Reference(security_hub=("RDS.37",), pci=("RDS.37",), checkov=("CKV_AWS_324",)),
)
