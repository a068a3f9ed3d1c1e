"""SNS: topics, topic policies and subscriptions."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _topic(context: ResourceContext) -> Mapping[str, Any]:
    arn = context.arn("sns", f"{context.get('name')}")
    return {"id": arn, "arn": arn, "owner": context.account.id, "maximumMessageSize": 262144, "signatureVersion": 1}


def _topic_policy(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.get("arn"), "owner": context.account.id}


def _subscription(context: ResourceContext) -> Mapping[str, Any]:
    arn = f"{context.get('topic')}:{context.uuid()}"
    # AWS confirms the other protocols itself.
    waits = context.get("protocol") in {"email", "email-json", "http", "https"}
    return {"id": arn, "arn": arn, "ownerId": context.account.id, "pendingConfirmation": waits}


RESOURCE_TYPES = (
    ResourceType(
        "aws:sns/topic:Topic",
        _topic,
        cloudformation_type="AWS::SNS::Topic",
        name_property="name",
        force_new=("fifoTopic",),
    ),
    ResourceType("aws:sns/topicPolicy:TopicPolicy", _topic_policy, force_new=("arn",)),
    ResourceType(
        "aws:sns/topicSubscription:TopicSubscription",
        _subscription,
        cloudformation_type="AWS::SNS::Subscription",
        force_new=("topic", "protocol", "endpoint"),
    ),
)
