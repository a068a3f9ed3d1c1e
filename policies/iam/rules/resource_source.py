"""Service access to resources."""

from ...aws.iam.documents import RESOURCE_POLICIES
from ...aws.iam.sources import SOURCES_OF_RESOURCES, require_source
from ...rule import Resource, Results, Rule, Severity

_SOURCES = ("aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner")


def check(resource: Resource) -> Results:
    """A finding on each grant of access to a service that sends a source, without a condition on it."""
    return require_source(resource, RESOURCE_POLICIES, SOURCES_OF_RESOURCES.__contains__, _SOURCES, "resource")


RULE = Rule(
    id="resource-source",
    title="Resource policies limit services to this account",
    description=(
        "Without a source condition, another account can make the service read from or write to the resource (confused "
        "deputy)."
    ),
    severity=Severity.MEDIUM,
    types=RESOURCE_POLICIES,
    remediation="Add a condition StringEquals on aws:SourceAccount, or ArnLike on aws:SourceArn",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    check=check,
)
