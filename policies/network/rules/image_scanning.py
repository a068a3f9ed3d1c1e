"""Image scanning and tag immutability in ECR."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Resource, Results, Rule, Scope, Severity

_REGISTRY = aws.ECR_REGISTRY_SCANNING_CONFIGURATION
_IMMUTABLE = {"IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"}


def check(resource: Resource) -> Results:
    """A finding on a repository with mutable tags, or whose images neither it nor the registry scans."""
    if not any(_scans(registry) for registry in resource.stack.of(_REGISTRY)):
        scanning = resource["imageScanningConfiguration"]["scanOnPush"]
        yield from require_true(scanning, "is not enabled, so images are not scanned")
    mutability = resource["imageTagMutability"]
    yield from require(
        mutability, lambda known: known.text in _IMMUTABLE, "is not IMMUTABLE, so a tag can move to another image"
    )


def _scans(registry: Resource) -> bool:
    """Whether the registry scans the images of all repositories."""
    return any(
        scan["scanFrequency"].text in {"SCAN_ON_PUSH", "CONTINUOUS_SCAN"} and repositories["filter"].text == "*"
        for scan in registry["rules"].elements()
        for repositories in scan["repositoryFilters"].elements()
    )


RULE = Rule(
    id="image-scanning",
    title="ECR repositories scan images and have immutable tags",
    description=(
        "Scans find known vulnerabilities before an image runs, and an immutable tag always names the tested image."
    ),
    severity=Severity.HIGH,
    types=(aws.ECR_REPOSITORY,),
    remediation="Set imageScanningConfiguration.scanOnPush to true and imageTagMutability to IMMUTABLE",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-1",
    check=check,
    controls=("D26",),
    scope=Scope.STACK,
)
