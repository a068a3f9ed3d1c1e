"""Manifests and configurations of images: from Amazon ECR, or from another registry over its HTTPS API.

The HTTPS API is the OCI distribution specification, with the anonymous tokens of the Docker registry specification.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from .clients import CallError, Clients
from .web import Answer, Web, WebError

MANIFEST_TYPES: Final = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)
MANIFEST: Final = ("ecr", "BatchGetImage")
LAYER_URL: Final = ("ecr", "GetDownloadUrlForLayer")

_OK, _UNAUTHORIZED, _NOT_FOUND = 200, 401, 404
_ECR: Final = re.compile(r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com")
_CHALLENGE: Final = re.compile(r'(\w+)="([^"]*)"')
_MAX_VARIANTS: Final = 64


class AbsentImageError(Exception):
    """The registry does not have the image; the text is one line."""


@dataclass(frozen=True)
class Reference:
    """The parts of `<registry>/<repository>@<digest>`."""

    registry: str
    repository: str
    digest: str


def parse(image: str) -> Reference:
    """The parts of a reference by digest; Docker Hub is the registry of names without one (distribution reference)."""
    name, _, digest = image.partition("@")
    first, _, rest = name.partition("/")
    if rest and ("." in first or ":" in first or first == "localhost"):
        registry, repository = first, rest
    else:
        registry, repository = "docker.io", name
    folder, _, last = repository.rpartition("/")
    repository = f"{folder}/{last.split(':')[0]}".lstrip("/")
    if registry in {"docker.io", "index.docker.io"}:
        registry = "registry-1.docker.io"
        repository = repository if "/" in repository else f"library/{repository}"
    return Reference(registry, repository, digest)


def architectures(reference: Reference, aws: Clients, web: Web) -> list[str]:
    """The platforms of an image, such as `linux/arm64`.

    Raises:
        AbsentImageError: the registry answers that it has no such image.
        CallError: Amazon ECR gives no answer.
        WebError: the registry gives no answer, or not the content that the digest names.
    """
    found = _ECR.fullmatch(reference.registry)
    if found:
        source = _Ecr(reference, aws, web, found["account"], found["region"])
        return _platforms(source.manifest(), source.blob)
    source = _Distribution(reference, web)
    return _platforms(source.manifest(), source.blob)


def _platforms(manifest: bytes, blob: Callable[[str], bytes]) -> list[str]:
    document: Mapping[str, Any] = json.loads(manifest)
    if "manifests" in document:
        platforms = [entry.get("platform") or {} for entry in document["manifests"][:_MAX_VARIANTS]]
    else:
        platforms = [json.loads(blob(document["config"]["digest"]))]
    return [f"{platform['os']}/{platform['architecture']}" for platform in platforms if platform.get("architecture")]


def _verified(content: bytes, digest: str, registry: str) -> bytes:
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != digest:
        raise WebError(f"{registry} answers with other content than {digest[:19]}…")
    return content


class _Ecr:
    """A private repository in Amazon ECR (Amazon ECR API, BatchGetImage and GetDownloadUrlForLayer)."""

    def __init__(self, reference: Reference, aws: Clients, web: Web, account: str, region: str) -> None:
        self._reference = reference
        self._aws = aws
        self._web = web
        self._place = {"at": region, "registryId": account, "repositoryName": reference.repository}

    def manifest(self) -> bytes:
        """The manifest that the digest names."""
        reference = self._reference
        try:
            answer = self._aws.call(
                *MANIFEST,
                imageIds=[{"imageDigest": reference.digest}],
                acceptedMediaTypes=list(MANIFEST_TYPES),
                **self._place,
            )
        except CallError as error:
            if error.code == "RepositoryNotFoundException":
                raise AbsentImageError(f"{reference.registry} has no repository {reference.repository}") from None
            raise
        if not answer["images"]:
            raise AbsentImageError(f"{reference.repository} has no image {reference.digest[:19]}…")
        return _verified(answer["images"][0]["imageManifest"].encode(), reference.digest, reference.registry)

    def blob(self, digest: str) -> bytes:
        """The configuration of the image, by a signed URL."""
        url = self._aws.call(*LAYER_URL, layerDigest=digest, **self._place)["downloadUrl"]
        return _verified(_content(self._web.get(url), self._reference), digest, self._reference.registry)


class _Distribution:
    """Any other registry, read with an anonymous token."""

    def __init__(self, reference: Reference, web: Web) -> None:
        self._reference = reference
        self._web = web
        self._headers = {"Accept": ", ".join(MANIFEST_TYPES)}

    def manifest(self) -> bytes:
        """The manifest that the digest names."""
        reference = self._reference
        return _verified(self._read(f"manifests/{reference.digest}"), reference.digest, reference.registry)

    def blob(self, digest: str) -> bytes:
        """The configuration of the image."""
        return _verified(self._read(f"blobs/{digest}"), digest, self._reference.registry)

    def _read(self, path: str) -> bytes:
        url = f"https://{self._reference.registry}/v2/{self._reference.repository}/{path}"
        answer = self._web.get(url, self._headers)
        if answer.status == _UNAUTHORIZED and "Authorization" not in self._headers:
            self._headers["Authorization"] = f"Bearer {self._token(answer)}"
            answer = self._web.get(url, self._headers)
        return _content(answer, self._reference)

    def _token(self, answer: Answer) -> str:
        scheme, _, rest = answer.headers.get("www-authenticate", "").partition(" ")
        challenge = dict(_CHALLENGE.findall(rest))
        realm = challenge.get("realm", "")
        if scheme.lower() != "bearer" or urlsplit(realm).scheme != "https":
            raise WebError(f"{self._reference.registry} wants credentials, which the preflight does not send")
        scope = f"repository:{self._reference.repository}:pull"
        query = urlencode({"service": challenge.get("service", ""), "scope": challenge.get("scope", scope)})
        granted = json.loads(_content(self._web.get(f"{realm}?{query}"), self._reference))
        return str(granted.get("token") or granted["access_token"])


def _content(answer: Answer, reference: Reference) -> bytes:
    if answer.status == _NOT_FOUND:
        raise AbsentImageError(f"{reference.registry} has no {reference.repository}@{reference.digest[:19]}…")
    if answer.status != _OK:
        raise WebError(f"{reference.registry} answers {answer.status}: it may want credentials, which are not sent")
    return answer.body
