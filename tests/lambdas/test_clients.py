"""The clients that functions make: acknowledged sending, and sign-in with the role."""

import uuid
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from confluent_kafka import Consumer, Producer
from confluent_kafka.cimpl import NewTopic

from delivery.events import OrderEvent
from lambdas.common import producer as sending
from lambdas.common.producer import KafkaUpdates, Outgoing, producer_settings
from lambdas.common.sign_in import ValkeyToken, kafka_token
from lambdas.common.updates import order_update
from local.backing_services.kafka import Kafka

MakeOrder = Callable[..., OrderEvent]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Lambda sets: a role's credentials and a region."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_SESSION_TOKEN": "session",
        "AWS_DEFAULT_REGION": "eu-south-2",
        "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.mark.city
def test_sent_updates_are_with_the_brokers_under_their_feed(kafka_broker: Kafka, order_event: MakeOrder) -> None:
    """Nothing failed, so everything can be read."""
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


def test_updates_that_no_broker_acknowledged_are_reported(
    order_event: MakeOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their causes come back, so that their records are retried."""
    monkeypatch.setattr(sending, "DELIVERY_SECONDS", 0.5)
    monkeypatch.setenv("KAFKA_AUTH", "none")
    updates = KafkaUpdates(Producer({**producer_settings(), "log_level": 0}), "nowhere")
    assert updates.send([Outgoing(order_update(order_event(), "order:1"), cause="record")]) == ["record"]


@pytest.mark.parametrize(("auth", "mechanism"), [("iam", "OAUTHBEARER"), ("scram", "SCRAM-SHA-512"), ("none", None)])
def test_the_stack_says_how_to_sign_in_to_kafka(
    monkeypatch: pytest.MonkeyPatch, auth: str, mechanism: str | None
) -> None:
    """One variable decides."""
    for name, value in {"KAFKA_AUTH": auth, "KAFKA_USERNAME": "u", "KAFKA_PASSWORD": "p"}.items():
        monkeypatch.setenv(name, value)
    assert producer_settings().get("sasl.mechanism") == mechanism


def test_an_unknown_way_to_sign_in_is_refused_with_the_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    """A typing error in the stack fails the first invocation, not a connection later."""
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


def test_a_kafka_token_says_when_it_ends_in_seconds() -> None:
    """The client of librdkafka counts in seconds, the signer in milliseconds."""
    token, expires = kafka_token("")
    assert token
    assert 1_000_000_000 < expires < 10_000_000_000
