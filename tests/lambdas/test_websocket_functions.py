"""The functions of the WebSocket API: authorize, connect, subscribe, disconnect."""

import hashlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from delivery.events import OrderEvent, OrderUpdate
from lambdas.authorize import handler as authorize
from lambdas.common.connections import Posted
from lambdas.common.subscriptions import Subscriptions
from lambdas.common.updates import order_update
from lambdas.connect import handler as connect
from lambdas.disconnect import handler as disconnect
from lambdas.project_orders.views import OrderViews
from lambdas.subscribe import handler as subscribe

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

METHOD_ARN = "arn:aws:execute-api:eu-south-2:123456789012:abc123/live/$connect"


def connect_event(protocols: str | None, *, header: str = "Sec-WebSocket-Protocol") -> dict[str, Any]:
    """The event of a request authorizer, as API Gateway documents it."""
    headers = {"Host": "abc123.execute-api.eu-south-2.amazonaws.com"} | ({header: protocols} if protocols else {})
    return {
        "type": "REQUEST",
        "methodArn": METHOD_ARN,
        "headers": headers,
        "requestContext": {"routeKey": "$connect", "eventType": "CONNECT", "connectionId": "L0SM9cOFvHcCIhw="},
    }


def put_ticket(tables: "DynamoDBClient", ticket: str, *, seconds: float = 60.0) -> None:
    """Store a ticket as the order service does."""
    tables.put_item(
        TableName="functions-tickets",
        Item={
            "ticket_hash": {"S": hashlib.sha256(ticket.encode()).hexdigest()},
            "feed": {"S": "order:1"},
            "principal": {"S": "customer-1"},
            "expires_at": {"N": str(int(time.time() + seconds))},
        },
    )


@pytest.mark.city
@pytest.mark.parametrize("header", ["Sec-WebSocket-Protocol", "sec-websocket-protocol"])
def test_a_ticket_opens_exactly_one_connection(tables: "DynamoDBClient", header: str) -> None:
    """The first use is allowed for its method and has the feed; the second is rejected."""
    put_ticket(tables, "secret")
    event = connect_event("citycell.v1, secret", header=header)
    answer = authorize.handle(event, None)
    statement = {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": METHOD_ARN}
    expected = {
        "principalId": "customer-1",
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": {"feed": "order:1"},
    }
    assert expected == answer
    with pytest.raises(Exception, match=r"^Unauthorized$"):
        authorize.handle(event, None)


@pytest.mark.city
def test_an_expired_ticket_is_rejected_and_deleted(
    tables: "DynamoDBClient", capsys: pytest.CaptureFixture[str]
) -> None:
    """DynamoDB deletes expired items late, so the time is checked; the log has no ticket."""
    put_ticket(tables, "secret", seconds=-1)
    with pytest.raises(Exception, match=r"^Unauthorized$"):
        authorize.handle(connect_event("citycell.v1, secret"), None)
    assert tables.scan(TableName="functions-tickets")["Count"] == 0
    assert "secret" not in capsys.readouterr().out


@pytest.mark.parametrize("protocols", [None, "", "citycell.v1", "secret", "other.v1, secret", "citycell.v1, a, b"])
def test_a_connection_without_the_protocol_and_a_ticket_is_rejected(protocols: str | None) -> None:
    """The table is not read."""
    with pytest.raises(Exception, match=r"^Unauthorized$"):
        authorize.handle(connect_event(protocols), None)


def test_the_response_selects_the_protocol() -> None:
    """A browser closes a connection whose response has none of its protocols."""
    assert connect.handle({}, None)["headers"]["Sec-WebSocket-Protocol"] == "citycell.v1"


class Page:
    """A page that records its messages."""

    def __init__(self) -> None:
        self.messages: list[Any] = []

    def post(self, _connection_id: str, message: bytes) -> Posted:
        """Receive."""
        self.messages.append(msgspec.json.decode(message))
        return Posted.SENT


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    """The page at the other end of the connection."""
    page = Page()
    monkeypatch.setattr(subscribe, "connections", lambda: page)
    return page


def message_event(body: str) -> dict[str, Any]:
    """A message of a connection whose ticket was for order 1."""
    return {
        "requestContext": {
            "routeKey": "subscribe",
            "eventType": "MESSAGE",
            "connectionId": "L0SM9cOFvHcCIhw=",
            "authorizer": {"principalId": "customer-1", "feed": "order:1"},
        },
        "body": body,
        "isBase64Encoded": False,
    }


@pytest.mark.city
def test_subscribing_replies_with_the_current_order(
    tables: "DynamoDBClient", page: Page, order_event: Callable[..., OrderEvent]
) -> None:
    """The subscription is stored, and the page starts from the view."""
    event = order_event("1", version=4)
    OrderViews(tables, "functions-order-views").write(event)
    assert subscribe.handle(message_event('{"action":"subscribe","feed":"order:1"}'), None) == {"statusCode": 200}
    assert Subscriptions(tables, "functions-subscriptions").connections("order:1") == ["L0SM9cOFvHcCIhw="]
    answer = page.messages[0]
    assert (answer["kind"], answer["feed"]) == ("subscribed", "order:1")
    assert order_update(event, "order:1") == msgspec.convert(answer["order"], OrderUpdate)


@pytest.mark.city
def test_subscribing_before_the_first_event_replies_without_an_order(tables: "DynamoDBClient", page: Page) -> None:
    """An order whose event has not arrived yet is null."""
    assert tables is not None
    subscribe.handle(message_event('{"action":"subscribe","feed":"order:1"}'), None)
    assert page.messages == [{"kind": "subscribed", "feed": "order:1", "order": None}]


@pytest.mark.parametrize(
    ("body", "status"),
    [('{"action":"subscribe","feed":"order:2"}', 403), ('{"action":"subscribe"}', 400), ("not json", 400)],
)
def test_only_the_feed_of_the_ticket_can_be_subscribed(page: Page, body: str, status: int) -> None:
    """Any other feed is rejected with a reason, and no subscription is stored."""
    assert {"statusCode": status} == subscribe.handle(message_event(body), None)
    assert [message["kind"] for message in page.messages] == ["refused"]


@pytest.mark.city
def test_disconnecting_removes_all_subscriptions_of_the_connection(tables: "DynamoDBClient") -> None:
    """Other connections keep theirs."""
    subscriptions = Subscriptions(tables, "functions-subscriptions")
    subscriptions.add("order:1", "mine", "customer-1")
    subscriptions.add("city", "mine", "customer-1")
    subscriptions.add("city", "other", "operator-1")
    event = {"requestContext": {"routeKey": "$disconnect", "eventType": "DISCONNECT", "connectionId": "mine"}}
    assert disconnect.handle(event, None) == {"statusCode": 200}
    assert (subscriptions.connections("order:1"), subscriptions.connections("city")) == ([], ["other"])
