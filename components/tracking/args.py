"""Arguments of `TrackingApi` and `Tracking`."""

from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs


class RouteArgs(TypedDict):
    """A function behind a route."""

    function_name: pulumi.Input[str]
    """Name or ARN of the Lambda function, which API Gateway is allowed to invoke."""
    invoke_arn: pulumi.Input[str]
    """The ARN that API Gateway calls (`Function.invoke_arn`)."""


class TrackingApiArgs(CellArgs):
    """Arguments of `TrackingApi`."""


class TrackingArgs(CellArgs):
    """Arguments of `Tracking`."""

    api_id: pulumi.Input[str]
    """The WebSocket API (`TrackingApi.api_id`)."""
    execution_arn: pulumi.Input[str]
    """Beginning of the ARNs of its routes (`TrackingApi.execution_arn`)."""
    api_definition: NotRequired[pulumi.Input[str]]
    """A text that changes with the API's own settings (`TrackingApi.definition`), so that their change is deployed."""
    authorizer: RouteArgs
    """Function that validates and consumes the ticket of a new connection."""
    routes: dict[str, RouteArgs]
    """Route key (`$connect`, `$disconnect`, `subscribe`) to its function. `$connect` is required."""
    messages_per_second: int
    """How many messages all clients together may send in a second, from 1 to the account's quota: 10,000, or 2,500 in
    small regions such as eu-south-2. Bursts may be twice as large, up to the burst of the region. Clients above it get
    an error."""
    quotas: NotRequired[dict[str, int]]
    """Quotas of the account that differ from the default of AWS, by their code. `{"L-8A5B8E43": 20000}` is about the
    requests per second of API Gateway. None by default."""
    log_key_arn: pulumi.Input[str]
    """KMS key that encrypts the log group of access logs."""
    log_retention_days: NotRequired[int]
    """How many days the log group keeps events; 90 by default. One of the periods that CloudWatch Logs offers."""
