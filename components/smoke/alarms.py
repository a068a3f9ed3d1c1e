"""Whether an alarm reaches its topic: the state of one alarm is set, and its history shows the publication.

`SetAlarmState` runs the actions of an alarm as a real breach does, and the alarm returns to its real state by itself
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html). The history has
"Successfully executed action <topic>", or "Failed to execute action <topic>" with the error of SNS or KMS
(https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger). So no subscription to the topic is
needed.
"""

import threading
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from .errors import StepError

RIGHTS: Final = ("cloudwatch:DescribeAlarms", "cloudwatch:SetAlarmState", "cloudwatch:DescribeAlarmHistory")
PREFERRED: Final = "api-errors"
"""Every cell has this alarm, and nothing scales by it."""

REASON: Final = "Smoke test of the city: no action is needed."
POLL_SECONDS: Final = 2.0
HISTORY: Final = timedelta(minutes=10)
"""Actions before the test are read too, so that the clocks of this machine and of CloudWatch may differ."""

Identity = tuple[str, str]
"""Time and summary of an action."""

_DONE: Final = "Successfully executed action"
_FAILED: Final = "Failed to execute action"


@dataclass
class AlarmCheck:
    """The check of one cell's alarms."""

    cell: str
    topic_arn: str
    client: Any
    seconds: float
    stopped: threading.Event

    def run(self) -> str:
        """Set one alarm and wait for its action; returns what was seen.

        Raises:
            StepError: the topic was not reached, or a right is missing.
        """
        try:
            return self._run()
        except NoCredentialsError:
            raise StepError("there are no AWS credentials: sign in, or pass --skip-alarms") from None
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "unknown")
            raise StepError(
                f"CloudWatch answers {code}; needed are {', '.join(RIGHTS)}, or pass --skip-alarms"
            ) from None
        except BotoCoreError as error:
            raise StepError(f"CloudWatch cannot be reached: {type(error).__name__}; or pass --skip-alarms") from None

    def _run(self) -> str:
        alarm = self._choose()
        name, before = str(alarm["AlarmName"]), str(alarm["StateValue"])
        since = datetime.now(UTC) - HISTORY
        known = {_identity(item) for item in self._actions(name, since)}
        self.client.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason=REASON)
        try:
            self._wait(name, since, known)
        finally:
            # CloudWatch does the same with the next evaluation; this ends the alarm at once.
            self.client.set_alarm_state(AlarmName=name, StateValue=before, StateReason=REASON)
        return f"{name} published to {self.topic_arn.rsplit(':', 1)[-1]}"

    def _choose(self) -> Mapping[str, Any]:
        """An alarm of the cell that publishes to the topic and is not in ALARM, since only a change runs the action."""
        pages = self.client.get_paginator("describe_alarms").paginate(
            AlarmNamePrefix=f"{self.cell}-", AlarmTypes=["MetricAlarm"], PaginationConfig={"MaxItems": 1000}
        )
        publishing = [
            alarm
            for page in pages
            for alarm in page.get("MetricAlarms", [])
            if alarm.get("ActionsEnabled") and self.topic_arn in alarm.get("AlarmActions", [])
        ]
        if not publishing:
            raise StepError(f"no alarm named {self.cell}-… publishes to {self.topic_arn}: run `pulumi up`")
        quiet = [alarm for alarm in publishing if alarm.get("StateValue") != "ALARM"]
        if not quiet:
            raise StepError(f"all {len(publishing)} alarms of the cell are in ALARM: look at its dashboard")
        return next((alarm for alarm in quiet if alarm["AlarmName"] == f"{self.cell}-{PREFERRED}"), quiet[0])

    def _actions(self, name: str, since: datetime) -> Sequence[Mapping[str, Any]]:
        """The alarm's latest actions, the newest first."""
        found = self.client.describe_alarm_history(
            AlarmName=name, HistoryItemType="Action", StartDate=since, MaxRecords=100, ScanBy="TimestampDescending"
        )
        return found.get("AlarmHistoryItems", [])

    def _wait(self, name: str, since: datetime, known: Collection[Identity]) -> None:
        until = time.monotonic() + self.seconds
        while time.monotonic() < until and not self.stopped.is_set():
            if self._is_published(item for item in self._actions(name, since) if _identity(item) not in known):
                return
            self.stopped.wait(POLL_SECONDS)
        raise StepError(f"{name} shows no action after {self.seconds:g} s: look at its history in CloudWatch")

    def _is_published(self, items: Iterable[Mapping[str, Any]]) -> bool:
        for item in items:
            summary = str(item.get("HistorySummary", ""))
            if self.topic_arn in summary and summary.startswith(_FAILED):
                raise StepError(f"{summary[:300]}: check the policies of the topic and of its key")
            if self.topic_arn in summary and summary.startswith(_DONE):
                return True
        return False


def _identity(item: Mapping[str, Any]) -> Identity:
    return str(item.get("Timestamp")), str(item.get("HistorySummary"))


def cloudwatch(topic_arn: str) -> Any:
    """A client in the region of the topic, with short time-outs.

    Raises:
        StepError: the ARN has no region.
    """
    parts = topic_arn.split(":")
    if len(parts) != 6 or not parts[3]:  # noqa: PLR2004 - arn:partition:service:region:account:name
        raise StepError(f"output alarmTopicArn: {topic_arn[:200]!r} is no ARN of a topic")
    config = Config(connect_timeout=5, read_timeout=10, retries={"max_attempts": 2})
    try:
        return boto3.client("cloudwatch", region_name=parts[3], config=config)
    except BotoCoreError as error:
        raise StepError(f"no client of CloudWatch: {str(error)[:200]}") from None
