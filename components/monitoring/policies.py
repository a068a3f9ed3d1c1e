"""Statements of the notification topics: who may publish."""

import pulumi

from ..aws.principals import SOURCE_ARN
from ..core.iam import Statement, budget_source
from ..core.outputs import joined


def topic_statements(
    topic_arn: pulumi.Input[str], region: str, account_id: pulumi.Input[str], *, budgets: bool
) -> list[Statement]:
    """The policy of a topic: alarms of this account, and its budgets if asked for, and no one without TLS."""
    alarms = {"ArnLike": {SOURCE_ARN: joined(f"arn:aws:cloudwatch:{region}:", account_id, ":alarm:*")}}
    return [
        _publish("AlarmsOfThisAccount", "cloudwatch.amazonaws.com", topic_arn, alarms),
        *(
            [_publish("BudgetsOfThisAccount", "budgets.amazonaws.com", topic_arn, budget_source(account_id))]
            if budgets
            else []
        ),
        {
            "Sid": "OnlyTls",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "sns:Publish",
            "Resource": topic_arn,
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    ]


def _publish(
    sid: str, service: str, topic_arn: pulumi.Input[str], condition: dict[str, dict[str, pulumi.Input[str]]]
) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sns:Publish",
        "Resource": topic_arn,
        "Condition": condition,
    }
