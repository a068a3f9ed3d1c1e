"""Key lengths and names of ACM certificates."""

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a weak key algorithm, and on each wildcard name."""
    yield from require(resource["keyAlgorithm"], lambda known: known.text != "RSA_1024", "is a weak key algorithm")
    yield from require(
        resource["domainName"], _one_name, "is a wildcard, so the certificate is valid for every host of the domain"
    )
    for other in resource["subjectAlternativeNames"].elements():
        yield from require(other, _one_name, "is a wildcard, so the certificate is valid for every host of the domain")


def _one_name(name: Value) -> bool:
    return not name.text.startswith("*.")


RULE = Rule(
    id="certificate-scope",
    title="ACM certificates have strong keys and no wildcard names",
    description=(
        "Cells that share a wildcard certificate share its private key. One leaked key is enough to impersonate all of "
        "them."
    ),
    severity=Severity.HIGH,
    types=(aws.ACM_CERTIFICATE,),
    remediation=(
        "List each host in domainName and subjectAlternativeNames, and set keyAlgorithm to RSA_2048 or EC_prime256v1"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html#acm-2",
    check=check,
    controls=("C14",),
)
