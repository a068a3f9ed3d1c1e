"""Certificates: their keys, and how many names one of them stands for."""

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a short key, and on each name with a wildcard."""
    yield from require(resource["keyAlgorithm"], lambda known: known.text != "RSA_1024", "is too short")
    yield from require(resource["domainName"], _one_name, "stands for every host of its domain")
    for other in resource["subjectAlternativeNames"].elements():
        yield from require(other, _one_name, "stands for every host of its domain")


def _one_name(name: Value) -> bool:
    return not name.text.startswith("*.")


RULE = Rule(
    id="certificate-scope",
    title="Certificates have long keys and name their hosts",
    description=(
        "A wildcard certificate is shared by cells that have nothing to do with each other: whoever has the key of one "
        "poses as all."
    ),
    severity=Severity.HIGH,
    types=(aws.ACM_CERTIFICATE,),
    remediation=(
        "Name each host in domainName and subjectAlternativeNames, and set keyAlgorithm to RSA_2048 or EC_prime256v1"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html#acm-2",
    check=check,
    controls=("C14",),
)
