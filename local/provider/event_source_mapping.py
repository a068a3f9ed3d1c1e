"""What AWS rejects in an event source mapping beyond its CloudFormation schema.

Sources: the model of `CreateEventSourceMapping` in botocore, whose documentation has the limits by source, and
https://docs.aws.amazon.com/lambda/latest/dg/kafka-scaling-modes.html for provisioned pollers.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, cast

import botocore.session
from botocore.validate import ParamValidator

from .desired_state import State, parse

SOURCE_TYPE: Final = "AWS::Lambda::EventSourceMapping"

_MIN_RECORD_AGE_SECONDS: Final = 60
_MAX_KAFKA_POLLERS: Final = 2000
_UNBATCHED_SQS_RECORDS: Final = 10
"""A larger batch of SQS needs a window of at least a second."""


def failures(state: State) -> list[str]:
    """What AWS rejects in the desired state of a mapping."""
    return [*_model_failures(state), *_source_failures(state), *_limit_failures(state)]


def reads_kafka(state: State) -> bool:
    """Whether the source is an MSK or a self-managed Kafka cluster."""
    return ":kafka:" in f"{state.get('EventSourceArn', '')}" or "SelfManagedEventSource" in state


def unique(inputs: Mapping[str, Any]) -> str:
    """What no two mappings have in common: function, source and topic; empty for other resources.

    AWS answers ResourceConflictException to a second one, "an event source mapping with event source arn … and function
    … already exists". A function may read several topics of a cluster, each with a mapping of its own. The inputs are
    those of the Cloud Control API or of the provider's own class, since an alias connects the two.
    """
    if inputs.get("typeName", SOURCE_TYPE) != SOURCE_TYPE:
        return ""
    state = parse(inputs.get("desiredState")) or {}
    function = state.get("FunctionName") or inputs.get("functionName")
    source = state.get("EventSourceArn") or inputs.get("eventSourceArn")
    topics = state.get("Topics") or inputs.get("topics")
    name = f"{function}".rsplit(":function:", maxsplit=1)[-1]
    return f"{name} {source} {topics}" if function and source else ""


def _model_failures(state: State) -> Iterator[str]:
    request = {_API_NAMES.get(key, key): value for key, value in state.items()}
    request["Tags"] = {tag["Key"]: tag.get("Value", "") for tag in state.get("Tags", [])}
    # CloudFormation names the endpoints in another way than the API.
    request.pop("SelfManagedEventSource", None)
    report = ParamValidator().validate(request, _request_shape())
    if report.has_errors():
        yield from report.generate_report().splitlines()


_API_NAMES: Final[Mapping[str, str]] = {"KmsKeyArn": "KMSKeyArn"}
"""Properties that the API spells in another way."""


@cache
def _request_shape() -> Any:
    model = botocore.session.get_session().get_service_model("lambda")
    return model.operation_model("CreateEventSourceMapping").input_shape


def _source_failures(state: State) -> Iterator[str]:
    if ("EventSourceArn" in state) == ("SelfManagedEventSource" in state):
        yield "exactly one of EventSourceArn and SelfManagedEventSource is required"
    if reads_kafka(state) and not state.get("Topics"):
        yield "Topics: a Kafka source needs exactly one topic"
    if "AmazonManagedKafkaEventSourceConfig" in state and ":kafka:" not in f"{state.get('EventSourceArn', ':kafka:')}":
        yield "AmazonManagedKafkaEventSourceConfig: EventSourceArn is not an MSK cluster"


def _limit_failures(state: State) -> Iterator[str]:
    age = state.get("MaximumRecordAgeInSeconds", -1)
    if -1 < age < _MIN_RECORD_AGE_SECONDS:
        yield f"MaximumRecordAgeInSeconds: {age} is neither -1 nor at least {_MIN_RECORD_AGE_SECONDS}"
    pollers = cast("Mapping[str, int]", state.get("ProvisionedPollerConfig", {}))
    least, most = pollers.get("MinimumPollers", 1), pollers.get("MaximumPollers", 200)
    if least > most:
        yield f"ProvisionedPollerConfig: MinimumPollers {least} is more than MaximumPollers {most}"
    if reads_kafka(state) and most > _MAX_KAFKA_POLLERS:
        yield f"ProvisionedPollerConfig: MaximumPollers {most} is more than {_MAX_KAFKA_POLLERS}, the maximum for Kafka"
    window, batch = state.get("MaximumBatchingWindowInSeconds", 0), state.get("BatchSize", 1)
    if ":sqs:" in f"{state.get('EventSourceArn', '')}" and batch > _UNBATCHED_SQS_RECORDS and window < 1:
        yield f"MaximumBatchingWindowInSeconds: a batch of {batch} of SQS needs a window of at least 1"
