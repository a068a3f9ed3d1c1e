"""Who may ring the topic of alarms."""

import json
from typing import Any

from components import Monitoring
from tests.components.recording import record
from tests.components.samples import SAMPLES


def statements() -> dict[str, dict[str, Any]]:
    """The statements of the topic's policy by their Sid."""
    built = record(lambda: Monitoring("part", SAMPLES[Monitoring].args({})))  # pyright: ignore[reportArgumentType] - the tests' dict
    document = json.loads(built.one("aws:sns/topicPolicy:TopicPolicy").inputs["policy"])
    return {statement["Sid"]: statement for statement in document["Statement"]}


def test_the_topic_takes_nothing_in_plain_text() -> None:
    """Whoever publishes does so over TLS, CloudWatch too."""
    refused = statements()["OnlyTls"]
    assert (refused["Effect"], refused["Principal"], refused["Action"]) == ("Deny", "*", "sns:Publish")
    assert refused["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_only_the_alarms_of_the_account_ring() -> None:
    """Alarms of another account cannot use CloudWatch to ring here."""
    (allowed,) = [statement for statement in statements().values() if statement["Effect"] == "Allow"]
    assert allowed["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert allowed["Condition"] == {"ArnLike": {"aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*"}}
