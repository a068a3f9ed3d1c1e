"""Container images before they run."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Resource, Results, Rule, Scope, Severity

_REGISTRY = aws.ECR_REGISTRY_SCANNING_CONFIGURATION
_IMMUTABLE = {"IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"}


def check(resource: Resource) -> Results:
    """A finding on a repository whose images are not scanned, by it or by the registry, or whose tags can move."""
    if not any(_scans(registry) for registry in resource.stack.of(_REGISTRY)):
        scanning = resource["imageScanningConfiguration"]["scanOnPush"]
        yield from require_true(scanning, "leaves images unscanned")
    mutability = resource["imageTagMutability"]
    yield from require(mutability, lambda known: known.text in _IMMUTABLE, "lets a tag move to another image")


def _scans(registry: Resource) -> bool:
    """Whether the registry scans the images of every repository."""
    return any(
        scan["scanFrequency"].text in {"SCAN_ON_PUSH", "CONTINUOUS_SCAN"} and repositories["filter"].text == "*"
        for scan in registry["rules"].elements()
        for repositories in scan["repositoryFilters"].elements()
    )


RULE = Rule(
    id="image-scanning",
    title="Images are scanned and their tags stay",
    description="A known hole is found before the image runs, and the image that was tested is the one that runs.",
    severity=Severity.HIGH,
    types=(aws.ECR_REPOSITORY,),
    remediation="Set imageScanningConfiguration.scanOnPush to true and imageTagMutability to IMMUTABLE",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-1",
    check=check,
    controls=("D26",),
    scope=Scope.STACK,
)
