"""The functions' clients: acknowledged sending, and sign-in with the role."""

import base64
import uuid
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from aws_msk_iam_sasl_signer import MSKAuthTokenProvider
from confluent_kafka import Consumer, Producer
from confluent_kafka.cimpl import NewTopic

from delivery.events import OrderEvent
from lambdas.common import producer as sending
from lambdas.common.aws import session
from lambdas.common.producer import KafkaUpdates, Outgoing, producer_settings
from lambdas.common.sign_in import ValkeyToken, kafka_token
from lambdas.common.updates import order_update
from local.parts.kafka import Kafka

MakeOrder = Callable[..., OrderEvent]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """The variables that Lambda sets: credentials of a role, and a region."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_SESSION_TOKEN": "session",
        "AWS_DEFAULT_REGION": "eu-south-2",
        "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)
    session.cache_clear()
    yield
    session.cache_clear()


@pytest.mark.city
def test_sent_updates_can_be_read_with_their_feed_as_key(kafka_broker: Kafka, order_event: MakeOrder) -> None:
    """No update failed, so all of them are on the topic in order."""
    topic = f"updates-{uuid.uuid4().hex[:8]}"
    kafka_broker.create_topics(NewTopic(topic, 1, 1))
    updates = KafkaUpdates(Producer(kafka_broker.client_settings), topic)
    outgoing = [Outgoing(order_update(order_event(str(n)), f"order:{n}"), cause=n) for n in range(3)]
    assert updates.send(outgoing) == []
    settings = {**kafka_broker.client_settings, "group.id": topic, "auto.offset.reset": "earliest"}
    consumer = Consumer(settings)
    consumer.subscribe([topic])
    try:
        assert [message.key() for message in consumer.consume(3, timeout=20)] == [b"order:0", b"order:1", b"order:2"]
    finally:
        consumer.close()


def test_updates_without_acknowledgement_are_returned(order_event: MakeOrder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their causes are returned, so that their records are retried."""
    monkeypatch.setattr(sending, "DELIVERY_SECONDS", 0.5)
    monkeypatch.setenv("KAFKA_AUTH", "none")
    updates = KafkaUpdates(Producer({**producer_settings(), "log_level": 0}), "nowhere")
    assert updates.send([Outgoing(order_update(order_event(), "order:1"), cause="record")]) == ["record"]


@pytest.mark.parametrize(("auth", "mechanism"), [("iam", "OAUTHBEARER"), ("scram", "SCRAM-SHA-512"), ("none", None)])
def test_kafka_auth_selects_the_sign_in(monkeypatch: pytest.MonkeyPatch, auth: str, mechanism: str | None) -> None:
    """One variable selects the mechanism."""
    for name, value in {"KAFKA_AUTH": auth, "KAFKA_USERNAME": "u", "KAFKA_PASSWORD": "p"}.items():
        monkeypatch.setenv(name, value)
    assert producer_settings().get("sasl.mechanism") == mechanism


def test_an_unknown_kafka_auth_is_an_error_with_the_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    """A typo in the stack fails the first invocation, not a later connection."""
    monkeypatch.setenv("KAFKA_AUTH", "magic")
    with pytest.raises(RuntimeError, match="iam, scram, none"):
        producer_settings()


def test_a_valkey_token_is_a_signed_url_for_its_user() -> None:
    """As ElastiCache documents it: host, action, user, 15 minutes, no scheme; reused while it is valid."""
    credentials = ValkeyToken("track-couriers", "demo-cache")
    user, token = credentials.get_credentials()
    url = urlsplit(f"//{token}")
    query = {name: values[0] for name, values in parse_qs(url.query).items()}
    assert (user, url.netloc, url.path) == ("track-couriers", "demo-cache", "/")
    assert (query["Action"], query["User"], query["X-Amz-Expires"]) == ("connect", "track-couriers", "900")
    assert "/eu-south-2/elasticache/aws4_request" in query["X-Amz-Credential"]
    assert credentials.get_credentials() == (user, token)


def test_a_kafka_token_equals_that_of_the_aws_signer() -> None:
    """The same signed request, credentials and expiry; only the times of signing and the user agents may differ."""
    token, expires_at = kafka_token("")
    signers_token, signers_expiry_ms = MSKAuthTokenProvider.generate_auth_token("eu-south-2")
    assert _signed_request(token) == _signed_request(signers_token)
    assert expires_at == pytest.approx(signers_expiry_ms / 1000, abs=2)


def test_a_kafka_token_has_the_signature_of_the_aws_signer(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the clock of both stopped, the signatures are equal too."""
    now = datetime(2026, 11, 28, 12, tzinfo=UTC).replace(tzinfo=None)
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda: now)
    signers_token, _ = MSKAuthTokenProvider.generate_auth_token("eu-south-2")
    signatures = [_query(token)["X-Amz-Signature"] for token in (kafka_token("")[0], signers_token)]
    assert signatures[0] == signatures[1]


def _query(token: str) -> dict[str, str]:
    url = urlsplit(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode())
    assert url.netloc == "kafka.eu-south-2.amazonaws.com"
    return {name: values[0] for name, values in parse_qs(url.query).items()}


def _signed_request(token: str) -> dict[str, str]:
    varying = {"X-Amz-Date", "X-Amz-Signature", "User-Agent"}
    return {name: value for name, value in _query(token).items() if name not in varying}
