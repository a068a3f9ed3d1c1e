"""The image: what its Dockerfile says, and how the services start in it, as ECS starts them."""

import json
import re
import subprocess
import time
import urllib.error
import urllib.request
from typing import Any

import pytest

from components.city.services import HEALTH_PATH
from components.settings import settings_from
from tests.components.conftest import configuration, deployed
from tests.components.recording import Recorder

from .image import DOCKERFILE, ROOT, Image, instructions, missing, read_image

SECRET = re.compile(r"password|secret|token|key=|AKIA", re.IGNORECASE)

_reason = missing()
needs_root = pytest.mark.skipif(bool(_reason), reason=f"the image cannot be built here: {_reason}")

PROBE = """
import json, os
def writable(folder):
    try:
        path = os.path.join(folder, "probe")
        open(path, "w").close()
        os.unlink(path)
        return True
    except OSError:
        return False
status = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
print(json.dumps({
    "user": [os.getuid(), os.getgid(), os.getgroups()],
    "capabilities": [status[name].strip() for name in ("CapEff", "CapPrm", "CapBnd")],
    "writable": list(filter(writable, ["/", "/app", "/app/services", "/etc", "/tmp", "/usr", "/var"])),
    "roots": os.access(os.environ["DATABASE_SSLROOTCERT"], os.R_OK),
}))
"""


@pytest.fixture(scope="module")
def city() -> Recorder:
    """The demo city."""
    return deployed(settings_from(configuration("demo"), "demo"))


def containers(city: Recorder) -> list[dict[str, Any]]:
    """The containers of all task definitions."""
    definitions = city.of_type("aws:ecs/taskDefinition:TaskDefinition")
    return [container for item in definitions for container in json.loads(item.inputs["containerDefinitions"])]


def mounts_of(city: Recorder) -> set[str]:
    """The paths at which tasks mount volumes that they may write."""
    return {mount["containerPath"] for container in containers(city) for mount in container["mountPoints"]}


def answered(command: list[str], image: Image, mounts: set[str], environment: dict[str, str] | None = None) -> str:
    """What a command prints that ends by itself."""
    process = image.start(command, environment or {}, sorted(mounts))
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output


def test_the_image_declares_every_volume_that_a_task_mounts(city: Recorder) -> None:
    """Otherwise ECS mounts it as a folder of root, and the service cannot write there."""
    assert mounts_of(city) <= set(read_image().volumes)
    assert mounts_of(city)


def test_the_image_has_the_user_of_the_tasks(city: Recorder) -> None:
    """The task definition names it by number, and so does the image."""
    assert {read_image().user} == {container["user"] for container in containers(city)}


def test_every_build_names_its_base_by_digest() -> None:
    """The base has no default, and a build with a tag alone ends at once."""
    before, *stages = instructions()
    assert [value for name, value in before if name == "ARG"] == ["PYTHON"]
    assert {stage[0][1].split()[0] for stage in stages} == {"${PYTHON}"}
    (check,) = [value for name, value in stages[0] if name == "RUN" and "PYTHON" in value]
    for base, code in (("python:3.13@sha256:" + "a" * 64, 0), ("python:3.13", 1), ("", 1)):
        done = subprocess.run(["sh", "-c", check], env={"PYTHON": base}, capture_output=True, text=True, check=False)
        assert (done.returncode, "names no digest" in done.stderr) == (code, code == 1)


def test_the_image_has_no_secret_and_downloads_no_file() -> None:
    """Packages come from the lock file with their hashes; nothing else comes from outside."""
    lines = [line for stage in instructions() for line in stage if line[0] != "COMMENT"]
    assert [value for name, value in lines if name in {"ARG", "ENV"} and SECRET.search(value)] == []
    assert [value for name, value in lines if name == "ADD" or re.search(r"\b(curl|wget)\b|https?://", value)] == []
    copied = {
        source for name, value in lines if name == "COPY" and "--from" not in value for source in value.split()[:-1]
    }
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == allowed


def test_an_instruction_that_is_not_known_is_an_error(tmp_path: Any) -> None:
    """A step that these tests would skip would not be tested."""
    changed = tmp_path / "Dockerfile"
    changed.write_text(DOCKERFILE.read_text() + "SHELL bash\n")
    with pytest.raises(ValueError, match="SHELL is not known here"):
        read_image(changed)


@needs_root
def test_the_service_writes_to_its_volume_only(city: Recorder) -> None:
    """As user 10001, without groups and capabilities, on a read-only root, it can write to `/tmp`."""
    found = json.loads(answered(["python", "-c", PROBE], read_image(), mounts_of(city)))
    assert found == {
        "user": [10001, 10001, []],
        "capabilities": ["0000000000000000"] * 3,
        "writable": ["/tmp"],  # noqa: S108 - the container's own folder
        "roots": True,
    }


@needs_root
def test_without_the_declaration_the_volume_belongs_to_root(city: Recorder) -> None:
    """The mistake that the declaration prevents."""
    image = read_image()
    image.volumes.clear()
    assert json.loads(answered(["python", "-c", PROBE], image, mounts_of(city)))["writable"] == []


@needs_root
@pytest.mark.parametrize("service", ["orders", "dispatcher", "migrate"])
def test_every_command_of_a_task_starts_in_the_image(service: str, city: Recorder) -> None:
    """All modules are there: without settings it ends with the one line that names the first that is missing."""
    process = read_image().start(["python", "-m", f"services.{service}"], {}, sorted(mounts_of(city)))
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 2
    assert re.fullmatch(rf"{service}: environment variable \w+ is missing\n", errors)


@needs_root
def test_the_order_service_is_healthy_before_its_stores_are(city: Recorder, unused_tcp_port: int) -> None:
    """With nothing behind it, a task answers the load balancer, and it stops cleanly."""
    topics = ("ORDER_EVENTS", "COURIER_EVENTS", "COURIER_LOCATIONS", "ASSIGNMENT_PROPOSALS", "FAILED_RECORDS")
    environment = {f"{topic}_TOPIC": "some-topic" for topic in topics} | {
        "CELL": "test",
        "CITY": "lisbon",
        "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1",
        "KAFKA_AUTH": "none",
        "PORT": str(unused_tcp_port),
        "DATABASE_HOST": "127.0.0.1",
        "DATABASE_PORT": "1",
        "DATABASE_NAME": "orders",
        "DATABASE_USER": "orders_service",
        "DATABASE_AUTH": "password",
        "DATABASE_PASSWORD": "unused",
        "PAYMENTS_URL": "http://127.0.0.1:1",
        "TICKETS_TABLE": "tickets",
        "WEBSOCKET_URL": "wss://cell.test/live",
        "TOKEN_ISSUER": "https://tokens.test",
        "TOKEN_AUDIENCE": "citycell",
        "TOKEN_JWKS_URL": "http://127.0.0.1:1/jwks.json",
        "ORDER_EXPIRY_SECONDS": "5400",
        "AWS_REGION": "eu-south-2",
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
    }
    process = read_image().start(["python", "-m", "services.orders"], environment, sorted(mounts_of(city)))
    try:
        assert _status(f"http://127.0.0.1:{unused_tcp_port}{HEALTH_PATH}", process) == 200
    finally:
        process.terminate()
        process.communicate(timeout=60)
    assert process.returncode == 0


def _status(url: str, process: "subprocess.Popen[str]") -> int | None:
    """The status that a URL answers with, once it does; None if the process ends before."""
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own loopback address
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            process_wait(process)
    return None


def process_wait(process: "subprocess.Popen[str]") -> None:
    """Give a process a moment, or none if it ends."""
    try:
        process.wait(0.1)
    except subprocess.TimeoutExpired:
        return
