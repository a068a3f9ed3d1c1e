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
    alias_name: NotRequired[pulumi.Input[str]]
    """The alias that `invoke_arn` names (`Function.alias_name`), so that API Gateway is allowed to invoke it. Without
    one it is the function itself."""


class DomainArgs(TypedDict):
    """A custom host name of the WebSocket API."""

    name: str
    """The host name, such as `live.lisbon.example.com`. No other API in the region has it, in any account."""
    certificate_arn: pulumi.Input[str]
    """A certificate for the name, in AWS Certificate Manager in the cell's region."""
    hosted_zone_id: NotRequired[pulumi.Input[str]]
    """The Route 53 zone that gets a record of the name. Without one, point the name at the output `domain_target`."""


class TrackingApiArgs(CellArgs):
    """Arguments of `TrackingApi`."""

    domain_name: NotRequired[str]
    """The host name of the argument `domain` of `Tracking`. The API's address on execute-api is then switched off, so
    that clients and functions use this one. None by default."""


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
    domain: NotRequired[DomainArgs]
    """A custom host name, with TLS 1.2 at least. `TrackingApi` gets the same name. None by default."""
    messages_per_second: int
    """How many messages all clients together may send in a second, from 1 to this cell's share of the account's quota:
    10,000, or 2,500 in small regions such as eu-south-2. Bursts may be twice as large, up to the burst of the region.
    Clients above it get an error."""
    route_limits: NotRequired[dict[str, int]]
    """Messages per second of single routes by their key, such as `{"$connect": 100}`, from 1 to `messages_per_second`,
    so that one kind of message leaves room for the others. None by default."""
    account_share: NotRequired[float]
    """Share of the account's quota that this cell may use, 0.01 to 1; 1 by default. All HTTP, REST and WebSocket APIs
    of an account and region share the quota, so 10 cells in one account have 0.1 each."""
    quotas: NotRequired[dict[str, int]]
    """Quotas of the account that differ from the default of AWS, by their code. `{"L-8A5B8E43": 20000}` is about the
    requests per second of API Gateway. None by default."""
    log_key_arn: pulumi.Input[str]
    """KMS key that encrypts the log group of access logs."""
    log_retention_days: NotRequired[int]
    """How many days the log group keeps events; 90 by default. One of the periods that CloudWatch Logs offers."""
