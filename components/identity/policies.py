"""The right of Amazon Cognito to send text messages."""

from typing import Final

from ..core.iam import Statement, allow

SERVICE: Final = "cognito-idp.amazonaws.com"


def sms_statements() -> list[Statement]:
    """Messages to phone numbers, which have no ARN, and to no topic."""
    return [
        allow("Messages", ["sns:Publish"], "*"),
        {"Sid": "NoTopics", "Effect": "Deny", "Action": ["sns:Publish"], "Resource": "arn:aws*:sns:*:*:*"},
    ]
