"""Who may ring the topic of alarms."""

import json
from typing import Any

import pytest

from components import Monitoring
from tests.components.recording import record
from tests.components.samples import SAMPLES


def statements(topic: str) -> dict[str, dict[str, Any]]:
    """The statements of a topic's policy by their Sid."""
    built = record(lambda: Monitoring("part", SAMPLES[Monitoring].args({})))  # pyright: ignore[reportArgumentType] - the tests' dict
    document = json.loads(built.one("aws:sns/topicPolicy:TopicPolicy", f"{topic}-policy").inputs["policy"])
    return {statement["Sid"]: statement for statement in document["Statement"]}


each_topic = pytest.mark.parametrize("topic", ["alarms", "tickets"])


@each_topic
def test_the_topic_takes_nothing_in_plain_text(topic: str) -> None:
    """Whoever publishes does so over TLS, CloudWatch too."""
    refused = statements(topic)["OnlyTls"]
    assert (refused["Effect"], refused["Principal"], refused["Action"]) == ("Deny", "*", "sns:Publish")
    assert refused["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


@each_topic
def test_only_the_alarms_of_the_account_ring(topic: str) -> None:
    """Alarms of another account cannot use CloudWatch to ring here."""
    (allowed,) = [statement for statement in statements(topic).values() if statement["Effect"] == "Allow"]
    assert allowed["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert allowed["Condition"] == {"ArnLike": {"aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*"}}
