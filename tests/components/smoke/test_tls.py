"""TLS to the load balancer: the certificate has another name than the address, and perhaps an issuer of its own."""

import datetime as dt
import ssl
from collections.abc import Generator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from components.smoke.command import main

from .fake_city import FakeCity, served
from .test_command import AWS, files

__all__ = ["files"]
NAME = "api.lisbon.example.com"


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    """A certificate for `NAME` and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path / "certificate.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + text)
    return file


@pytest.fixture
def balancer(pem: Path) -> Generator[FakeCity]:
    """A fake city behind TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with served(FakeCity(), context) as city:
        yield city


def first_line(balancer: FakeCity, files: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """The line of the step that reaches the API."""
    words = [*AWS, "--outputs", str(files / "outputs.json"), "--tokens", str(files / "tokens.json"), "--skip-alarms"]
    main([*words, "--api-url", balancer.url, *more])
    return capsys.readouterr().out.splitlines()[0]


def test_the_certificates_name_and_issuer_may_be_given(
    balancer: FakeCity, files: Path, pem: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The name is in the TLS handshake and in the header `Host`."""
    line = first_line(balancer, files, capsys, "--certificate-name", NAME, "--ca", str(pem))
    assert line.startswith("ok ")
    assert balancer.hosts == {NAME}


def test_another_name_in_the_certificate_is_one_line(
    balancer: FakeCity, files: Path, pem: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line names the option; no request was sent."""
    line = first_line(balancer, files, capsys, "--ca", str(pem))
    assert line.startswith("failed")
    assert "IP address mismatch" in line
    assert "pass the certificate's name as --certificate-name" in line
    assert balancer.requests == []


def test_an_unknown_issuer_is_one_line(balancer: FakeCity, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Certificates are always verified."""
    line = first_line(balancer, files, capsys, "--certificate-name", NAME)
    assert line.startswith("failed")
    assert "self-signed certificate" in line
    assert balancer.requests == []


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://no-such-host.invalid", "no-such-host.invalid does not resolve: the load balancer is internal"),
        ("http://127.0.0.1:1", "not done after 3 s: 127.0.0.1:1: ClientConnectorError"),
    ],
)
def test_an_address_that_cannot_be_reached_is_one_line(
    files: Path, capsys: pytest.CaptureFixture[str], url: str, text: str
) -> None:
    """The line says from where the load balancer can be reached."""
    line = first_line(FakeCity(url=url), files, capsys)
    assert line.startswith("failed")
    assert text in line
