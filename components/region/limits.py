"""What AWS accepts for the parts of a region."""

from typing import Final

MAX_REPOSITORY_NAME: Final = 256
"""Characters of a repository's name (Amazon ECR API, CreateRepository)."""

SHORT_NAME: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
"""Part of a repository's name (Amazon ECR API, CreateRepository, repositoryName)."""

MAX_SHORT_NAME: Final = 40
"""Characters of a short name, so that names stay readable."""

TAG_PREFIX: Final = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}"
"""Beginning of an image tag (Amazon ECR API, ImageIdentifier, imageTag; OCI distribution specification, tag)."""

MAX_TAG_PREFIXES: Final = 20
"""Prefixes in one lifecycle rule; ECR's own quota is 100 filters (Amazon ECR user guide, service quotas)."""

MAX_IMAGE_DAYS: Final = 365
"""Longest wait before an image is deleted. ECR accepts more; older builds are of no use."""

MIN_MAX_AGE_SECONDS: Final = 10
MAX_MAX_AGE_SECONDS: Final = 3_600
"""How long caches may keep a table: an evacuation has to reach clients within minutes."""
