"""Notification topics."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _topic(made: Made) -> Mapping[str, Any]:
    arn = made.arn("sns", f"{made.get('name')}")
    return {"id": arn, "arn": arn, "owner": made.account.id, "maximumMessageSize": 262144, "signatureVersion": 1}


def _topic_policy(made: Made) -> Mapping[str, Any]:
    return {"id": made.get("arn"), "owner": made.account.id}


def _subscription(made: Made) -> Mapping[str, Any]:
    arn = f"{made.get('topic')}:{made.uuid()}"
    # AWS confirms these without asking anybody; a person has to confirm an e-mail address.
    waits = made.get("protocol") in {"email", "email-json", "http", "https"}
    return {"id": arn, "arn": arn, "ownerId": made.account.id, "pendingConfirmation": waits}


SHAPES = (
    Shape("aws:sns/topic:Topic", _topic, published="AWS::SNS::Topic", named="name", replaces=("fifoTopic",)),
    Shape("aws:sns/topicPolicy:TopicPolicy", _topic_policy, replaces=("arn",)),
    Shape(
        "aws:sns/topicSubscription:TopicSubscription",
        _subscription,
        published="AWS::SNS::Subscription",
        replaces=("topic", "protocol", "endpoint"),
    ),
)
