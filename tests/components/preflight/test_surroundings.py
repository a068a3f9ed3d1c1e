"""Checks of partners, backend and state, and the files of a stack."""

import dataclasses
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from components.preflight import backend, partners, state
from components.preflight.check import Status
from components.preflight.names import owned
from components.preflight.stack_file import StackFileError, read
from components.preflight.web import Answer, PrivateAddressError, WebError
from tests.components.conftest import configuration
from tests.components.preflight import answers
from tests.components.preflight.answers import Given, Pages, found

OK, WARNING, MISSING, UNCHECKED = Status.OK, Status.WARNING, Status.MISSING, Status.UNCHECKED
BY_NAME = {check.name: check for check in (*partners.CHECKS, *backend.CHECKS, *state.CHECKS)}
KEYS = "https://tokens.example.com/.well-known/jwks.json"
RSA = {"kty": "RSA", "n": "n", "e": "AQAB"}
EC = {"kty": "EC", "crv": "P-256", "x": "x", "y": "y"}


def line(name: str, given: list[Given] | None = None, **changes: Any) -> tuple[Status, str]:
    """The only result of a check."""
    (result,) = found(BY_NAME[name], given or [], **changes)
    return result.status, f"{result.text} → {result.advice}"


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        ([RSA], OK),
        ([EC], OK),
        ([{**RSA, "alg": "RS256", "use": "sig"}], OK),
        ([{"kty": "oct", "k": "a"}, EC], OK),
        ([{**RSA, "use": "enc"}], MISSING),
        ([{**RSA, "alg": "RS512"}], MISSING),
        ([{**EC, "crv": "P-384"}], MISSING),
        ([{"kty": "RSA"}], MISSING),
        ([], MISSING),
        (["text"], MISSING),
        ({}, MISSING),
    ],
)
def test_key_set(keys: Any, status: Status) -> None:
    """At least one key verifies RS256 or ES256."""
    pages = Pages({KEYS: Answer(200, {}, json.dumps({"keys": keys}).encode())})
    assert status is line("key set", web=pages)[0]


@pytest.mark.parametrize(
    ("answer", "status", "text"),
    [
        (Answer(404, {}, b""), MISSING, "answers 404"),
        (Answer(200, {}, b"<html>"), MISSING, "is not a key set"),
        (Answer(200, {}, b"[]"), MISSING, "is not a key set"),
        (WebError("tokens.example.com did not answer: no answer within 5 s"), MISSING, "did not answer"),
        (
            PrivateAddressError("tokens.example.com has the private address 10.0.0.1"),
            UNCHECKED,
            "only the cell's network",
        ),
    ],
)
def test_a_key_set_that_cannot_be_read(answer: Any, status: Status, text: str) -> None:
    """An issuer inside a private network is not looked at from outside."""
    result = line("key set", web=Pages({KEYS: answer}))
    assert (status, True) == (result[0], text in result[1])


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (Answer(200, {}, b""), OK),
        (WebError("its certificate is not valid"), MISSING),
        (PrivateAddressError("private"), UNCHECKED),
    ],
)
def test_payments(answer: Any, status: Status) -> None:
    """The connection is opened only."""
    assert status is line("payments", web=Pages({"https://payments.example.com": answer}))[0]


VERSIONS: Given = ("s3", "GetBucketVersioning", {"Status": "Enabled"})
RULE = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}
ENCRYPTION: Given = ("s3", "GetBucketEncryption", {"ServerSideEncryptionConfiguration": {"Rules": [RULE]}})


@pytest.mark.parametrize(
    ("url", "given", "status", "text"),
    [
        ("https://api.pulumi.com", [], OK, "api.pulumi.com keeps the state"),
        ("file://~", [], WARNING, "files of one machine"),
        ("gs://bucket", [], UNCHECKED, "gs://"),
        ("s3://states?region=eu-west-3", [VERSIONS, ENCRYPTION], OK, "keeps versions, encrypted with aws:kms"),
        ("s3://states", [("s3", "GetBucketVersioning", {}), ENCRYPTION], WARNING, "no old versions"),
        ("s3://states", [("s3", "GetBucketVersioning", "NoSuchBucket")], MISSING, "aws s3 mb s3://states"),
        ("s3://states", [("s3", "GetBucketVersioning", "AccessDenied")], UNCHECKED, "needs s3:GetBucketVersioning"),
        (
            "s3://states",
            [VERSIONS, ("s3", "GetBucketEncryption", "AccessDenied")],
            UNCHECKED,
            "EncryptionConfiguration",
        ),
    ],
)
def test_state_backend(url: str, given: list[Given], status: Status, text: str) -> None:
    """A state is kept with its versions, outside of one machine."""
    result = line("state backend", given, environment={"PULUMI_BACKEND_URL": url})
    assert (status, True) == (result[0], text in result[1])


def test_the_backend_is_that_of_the_last_sign_in(tmp_path: Path) -> None:
    """The environment comes first, then the project, then the sign-in; only the address is read."""
    (tmp_path / "credentials.json").write_text('{"current": "s3://signed-in", "accessTokens": {"a": "secret"}}')
    home = {"PULUMI_HOME": str(tmp_path)}
    project = dataclasses.replace(answers.stack_file("demo"), backend="s3://project")
    assert backend.backend_url(answers.context(environment=home)) == "s3://signed-in"
    assert backend.backend_url(answers.context(environment=home, stack=project)) == "s3://project"
    assert backend.backend_url(answers.context(environment=home | {"PULUMI_BACKEND_URL": "s3://a"})) == "s3://a"
    (tmp_path / "credentials.json").write_text("[]")
    assert backend.backend_url(answers.context(environment=home)) == "https://api.pulumi.com"


def key(**fields: str) -> list[Given]:
    """An answer of KMS."""
    metadata = {"KeyId": "1", "KeyState": "Enabled", "KeyUsage": "ENCRYPT_DECRYPT"} | fields
    return [("kms", "DescribeKey", {"KeyMetadata": metadata})]


@pytest.mark.parametrize(
    ("provider", "given", "status", "text"),
    [
        ("", [], OK, "the backend encrypts"),
        ("passphrase", [], WARNING, "passphrase"),
        ("gcpkms://projects/a", [], UNCHECKED, "gcpkms"),
        ("awskms://alias/pulumi?region=eu-west-3", key(), OK, "key alias/pulumi in eu-west-3"),
        ("awskms:///arn:aws:kms:eu-west-3:1:alias/pulumi", key(), OK, "in eu-west-3"),
        ("awskms://1234?region=eu-west-3", key(KeyState="PendingDeletion"), MISSING, "PendingDeletion"),
        ("awskms://1234?region=eu-west-3", key(KeyUsage="SIGN_VERIFY"), MISSING, "SIGN_VERIFY"),
        (
            "awskms://alias/a?region=eu-west-3",
            [("kms", "DescribeKey", "NotFoundException")],
            MISSING,
            "there is no key",
        ),
        (
            "awskms://a?region=eu-west-3",
            [("kms", "DescribeKey", "AccessDeniedException")],
            UNCHECKED,
            "kms:DescribeKey",
        ),
    ],
)
def test_secrets_provider(provider: str, given: list[Given], status: Status, text: str) -> None:
    """Secrets are encrypted with a key that does not depend on one person."""
    stack = dataclasses.replace(answers.stack_file("demo"), secrets_provider=provider)
    result = line("secrets provider", given, stack=stack)
    assert (status, True) == (result[0], text in result[1])


def test_a_backend_without_own_encryption_uses_a_passphrase() -> None:
    """Also before the first secret was set."""
    assert line("secrets provider", environment={"PULUMI_BACKEND_URL": "s3://states"})[0] is WARNING
    salted = dataclasses.replace(answers.stack_file("demo"), has_passphrase=True)
    assert line("secrets provider", stack=salted)[0] is WARNING


@pytest.mark.parametrize(
    ("existing", "status"), [(None, UNCHECKED), (frozenset(), OK), (frozenset({("aws:sns/topic:Topic", "a")}), OK)]
)
def test_state(existing: Any, status: Status) -> None:
    """The line says what the stack already has."""
    assert status is line("state", existing=existing)[0]


@pytest.mark.parametrize(
    ("code", "out", "error", "result"),
    [
        (0, '{"deployment": {"resources": []}}', "", frozenset()),
        (0, '{"deployment": {}}', "", frozenset()),
        (255, "", "error: no stack named 'demo' found", frozenset()),
        (255, "", "error: PULUMI_ACCESS_TOKEN must be set", None),
        (0, "not JSON", "", None),
        (0, "[]", "", None),
    ],
)
def test_the_engine_exports_the_state(
    monkeypatch: pytest.MonkeyPatch, code: int, out: str, error: str, result: frozenset[Any] | None
) -> None:
    """Without an answer of the engine nothing is known."""
    done = subprocess.CompletedProcess[str]([], code, out, error)
    monkeypatch.setattr(subprocess, "run", answers.returning(done))
    assert result == state.existing(answers.stack_file("demo"), None)


def test_without_the_engine_the_state_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """`pulumi` is not on PATH."""
    monkeypatch.setenv("PATH", "/absent")
    assert state.existing(answers.stack_file("demo"), None) is None


def test_names_of_a_state_come_from_outputs_or_inputs() -> None:
    """Other types do not count."""
    resources = [
        {"type": "aws:sns/topic:Topic", "inputs": {"name": "a"}, "outputs": {"name": "b"}},
        {"type": "aws:rds/cluster:Cluster", "inputs": {"clusterIdentifier": "c"}},
        {"type": "citycell:index:CityCell"},
    ]
    expected = {("aws:sns/topic:Topic", "b"), ("aws:rds/cluster:Cluster", "c")}
    assert expected == owned({"deployment": {"resources": resources}})


@pytest.mark.parametrize("stack", ["demo", "madrid"])
def test_a_stack_is_read_as_the_engine_reads_it(stack: str) -> None:
    """The stack's own values, and the defaults of the project."""
    values = dict(read(stack, answers.ROOT).values)
    own = configuration(stack)
    assert own == {key: values[key] for key in own}
    assert (values["citycell:growthMargin"], values["citycell:orderExpirySeconds"]) == ("0.5", "5400")
    assert values["citycell:interfaceEndpoints"] == "[]"


def test_types_of_yaml_become_texts(tmp_path: Path) -> None:
    """As `pulumi config` has them: JSON, and true in lower case. Keys without a namespace are the project's."""
    (tmp_path / "Pulumi.yaml").write_text("name: citycell\nconfig:\n  lake: true\n  nat: {value: one}\n")
    text = "config:\n  citycell:a: [ecr.api]\n  b: 2\n  citycell:c: 0.5\n  citycell:d: {secure: AAAB}\n"
    (tmp_path / "Pulumi.dev.yaml").write_text(text)
    stack = read("me/citycell/dev", tmp_path)
    assert stack.values == {
        "citycell:lake": "true",
        "citycell:nat": "one",
        "citycell:a": '["ecr.api"]',
        "citycell:b": "2",
        "citycell:c": "0.5",
    }
    assert (stack.encrypted, stack.short_name) == (("citycell:d",), "dev")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "Pulumi.dev.yaml cannot be read"),
        ("- a", "Pulumi.dev.yaml is not a mapping"),
        ("config: 5", "config of dev is not a mapping"),
        ("x: " + "a" * 1_100_000, "Pulumi.dev.yaml has more than"),
    ],
)
def test_a_malformed_file_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    """The error names the file."""
    (tmp_path / "Pulumi.yaml").write_text("name: citycell\n")
    (tmp_path / "Pulumi.dev.yaml").write_text(text)
    with pytest.raises(StackFileError) as error:
        read("dev", tmp_path)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("stack", ["../dev", "", "a/b/c/d", "a b", ".", "..", "/etc/passwd", "-x"])
def test_a_name_that_is_no_stack(stack: str, tmp_path: Path) -> None:
    """No file outside of the folder is read."""
    with pytest.raises(StackFileError, match="is not a stack's name"):
        read(stack, tmp_path)
