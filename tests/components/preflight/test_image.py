"""The check of the image: in Amazon ECR and in other registries, as an index or as one manifest."""

import dataclasses
import hashlib
import json
from typing import Any

import pytest

from components.preflight import image
from components.preflight.check import Status
from components.preflight.registry import Reference, parse
from components.preflight.web import Answer, WebError
from tests.components.preflight import answers
from tests.components.preflight.answers import Given, Pages, found

OK, MISSING, UNCHECKED = Status.OK, Status.MISSING, Status.UNCHECKED
(CHECK,) = image.CHECKS


def digest(content: bytes) -> str:
    """The digest of a manifest or configuration."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def index(*architectures: str) -> bytes:
    """An index of one image for each architecture; attestations have none."""
    platforms: list[dict[str, Any]] = [{"platform": {"os": "linux", "architecture": name}} for name in architectures]
    return json.dumps({"manifests": [*platforms, {"digest": "sha256:0"}]}).encode()


CONFIGURATION = {name: json.dumps({"os": "linux", "architecture": name}).encode() for name in ("arm64", "amd64")}


def manifest(architecture: str) -> bytes:
    """A manifest of an image for one architecture."""
    return json.dumps({"config": {"digest": digest(CONFIGURATION[architecture])}, "layers": []}).encode()


def checked(repository: str, content: bytes, given: list[Given], pages: Pages | None = None) -> tuple[Status, str]:
    """The result for an image whose digest is that of a content."""
    settings = answers.settings("demo")
    city = dataclasses.replace(settings.city, service_image=f"{repository}@{digest(content)}")
    changed = dataclasses.replace(settings, config=city)
    (result,) = found(CHECK, given, settings=changed, web=pages or Pages({}))
    return result.status, f"{result.text} → {result.advice}"


ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/citycell/services"


def images(content: bytes) -> Given:
    """An answer of ECR."""
    return ("ecr", "BatchGetImage", {"images": [{"imageManifest": content.decode()}]})


URL: Given = ("ecr", "GetDownloadUrlForLayer", {"downloadUrl": "https://layers.example/1"})


@pytest.mark.parametrize(
    ("content", "given", "status", "text"),
    [
        (index("amd64", "arm64"), [images(index("amd64", "arm64"))], OK, "is for linux/arm64"),
        (index("amd64"), [images(index("amd64"))], MISSING, "is for linux/amd64, and the tasks need linux/arm64"),
        (manifest("arm64"), [images(manifest("arm64")), URL], OK, "is for linux/arm64"),
        (manifest("amd64"), [images(manifest("amd64")), URL], UNCHECKED, "other content than sha256:"),
        (index("arm64"), [images(index("amd64"))], UNCHECKED, "other content than sha256:"),
        (index("arm64"), [("ecr", "BatchGetImage", {"images": []})], MISSING, "has no image sha256:"),
        (index("arm64"), [("ecr", "BatchGetImage", "RepositoryNotFoundException")], MISSING, "has no repository"),
        (index("arm64"), [("ecr", "BatchGetImage", "AccessDeniedException")], UNCHECKED, "needs ecr:BatchGetImage"),
        (b"not JSON", [images(b"not JSON")], UNCHECKED, "was not understood"),
        (b"{}", [images(b"{}")], UNCHECKED, "was not understood"),
        (index(), [images(index())], UNCHECKED, "does not say its architecture"),
    ],
)
def test_ecr(content: bytes, given: list[Given], status: Status, text: str) -> None:
    """The digest names an image for the architecture of the tasks."""
    pages = Pages({"https://layers.example/1": Answer(200, {}, CONFIGURATION["arm64"])})
    line = checked(ECR, content, given, pages)
    assert (status, True) == (line[0], text in line[1]), line


def test_ecr_is_asked_in_the_region_and_account_of_the_image() -> None:
    """An image may be in another region than the cell."""
    content = index("arm64")
    aws = answers.Stubbed([images(content)])
    reference = f"999999999999.dkr.ecr.eu-central-1.amazonaws.com/a@{digest(content)}"
    city = dataclasses.replace(answers.settings("demo").city, service_image=reference)
    found(CHECK, aws, settings=dataclasses.replace(answers.settings("demo"), config=city))
    assert aws.regions == ["eu-central-1"]


HOST = "https://registry.example/v2/team/services"
TOKEN_URL = "https://tokens.registry.example/token?service=registry&scope=repository%3Ateam%2Fservices%3Apull"
CHALLENGE = (
    'Bearer realm="https://tokens.registry.example/token",service="registry",scope="repository:team/services:pull"'
)


class Registry(Pages):
    """A registry that answers with a token only."""

    def get(self, url: str, headers: Any = None) -> Answer:
        """Ask for a token first."""
        if url.startswith(HOST) and "Authorization" not in (headers or {}):
            return Answer(401, {"www-authenticate": CHALLENGE}, b"")
        return super().get(url, headers)


def test_another_registry_is_read_with_an_anonymous_token() -> None:
    """The token is asked where the registry says, and sent to the registry."""
    content = manifest("arm64")
    pages = Registry(
        {
            TOKEN_URL: Answer(200, {}, b'{"token": "t"}'),
            f"{HOST}/manifests/{digest(content)}": Answer(200, {}, content),
            f"{HOST}/blobs/{digest(CONFIGURATION['arm64'])}": Answer(200, {}, CONFIGURATION["arm64"]),
        }
    )
    assert checked("registry.example/team/services", content, [], pages)[0] is OK
    assert pages.requests[-1][1]["Authorization"] == "Bearer t"


@pytest.mark.parametrize(
    ("answer", "status", "text"),
    [
        (Answer(404, {}, b""), MISSING, "registry.example has no team/services@sha256:"),
        (Answer(401, {}, b""), UNCHECKED, "wants credentials"),
        (Answer(401, {"www-authenticate": "Basic realm=x"}, b""), UNCHECKED, "wants credentials"),
        (Answer(401, {"www-authenticate": 'Bearer realm="http://a.example"'}, b""), UNCHECKED, "wants credentials"),
        (Answer(403, {}, b""), UNCHECKED, "answers 403"),
        (Answer(200, {}, b"{}"), UNCHECKED, "other content"),
        (WebError("registry.example did not answer"), UNCHECKED, "did not answer"),
    ],
)
def test_another_registry_without_an_answer(answer: Any, status: Status, text: str) -> None:
    """Only a clear answer says that the image is missing."""
    content = index("arm64")
    line = checked(
        "registry.example/team/services", content, [], Pages({f"{HOST}/manifests/{digest(content)}": answer})
    )
    assert (status, True) == (line[0], text in line[1]), line


@pytest.mark.parametrize(
    ("image_", "reference"),
    [
        ("services@sha256:1", Reference("registry-1.docker.io", "library/services", "sha256:1")),
        ("team/services:v1@sha256:1", Reference("registry-1.docker.io", "team/services", "sha256:1")),
        ("docker.io/team/services@sha256:1", Reference("registry-1.docker.io", "team/services", "sha256:1")),
        ("public.ecr.aws/team/services@sha256:1", Reference("public.ecr.aws", "team/services", "sha256:1")),
        ("registry.example:5000/a/b/c:v1@sha256:1", Reference("registry.example:5000", "a/b/c", "sha256:1")),
    ],
)
def test_references(image_: str, reference: Reference) -> None:
    """A name without a registry is on Docker Hub; a tag beside the digest does not count."""
    assert reference == parse(image_)
