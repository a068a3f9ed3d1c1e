"""References to container images."""

import re

_BY_DIGEST = re.compile(r"[\w.\-/:]+@sha256:[0-9a-f]{64}")
_ECR = re.compile(r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com/(?P<repository>[^@:]+)")


def is_by_digest(image: str) -> bool:
    """Whether a reference names an image by its content, so that it cannot change."""
    return _BY_DIGEST.fullmatch(image) is not None


def ecr_repository_arn(image: str) -> str | None:
    """The ARN of the image's repository in Amazon ECR; None for an image of another registry."""
    if found := _ECR.match(image):
        return f"arn:aws:ecr:{found['region']}:{found['account']}:repository/{found['repository']}"
    return None
