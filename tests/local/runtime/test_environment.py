"""The local environment of a program."""

from pathlib import Path

import pytest

from local.runtime.environment import Ports, SignIn, endpoints, local_environment, replace_endpoints
from local.state import Resource, StackState, load_state

PORTS = Ports(kafka=1, valkey=2, postgres=3, dynamodb=4, public=5, management=6, payments=7)
KNOWN = {
    "b-1.kafka.amazonaws.com:9098,b-2.kafka.amazonaws.com:9098": "127.0.0.1:1",
    "cache.amazonaws.com:6379": "127.0.0.1:2",
    "serverless.cache.amazonaws.com:6379": "127.0.0.1:2",
    "db.rds.amazonaws.com:5432": "127.0.0.1:3",
    "db.rds.amazonaws.com": "127.0.0.1",
    "wss://abc.execute-api.eu-south-2.amazonaws.com": "ws://127.0.0.1:5",
    "https://abc.execute-api.eu-south-2.amazonaws.com": "http://127.0.0.1:6",
    "wss://live.demo.example.com": "ws://127.0.0.1:5/live",
    "https://live.demo.example.com": "http://127.0.0.1:6/live",
}


def _resource(token: str, **outputs: object) -> Resource:
    return Resource(urn=f"urn::{token}", type=token, name="x", id="x", parent="", inputs={}, outputs=outputs)


STATE = StackState(
    stack="thin",
    resources=(
        _resource(
            "aws:msk/cluster:Cluster",
            bootstrapBrokersSaslIam="b-1.kafka.amazonaws.com:9098,b-2.kafka.amazonaws.com:9098",
        ),
        _resource(
            "aws:elasticache/replicationGroup:ReplicationGroup",
            configurationEndpointAddress="cache.amazonaws.com",
            port=6379.0,
        ),
        _resource(
            "aws:elasticache/serverlessCache:ServerlessCache",
            endpoints=[{"address": "serverless.cache.amazonaws.com", "port": 6379.0}],
        ),
        _resource("aws:rds/cluster:Cluster", endpoint="db.rds.amazonaws.com", port=5432),
        _resource("aws:apigatewayv2/api:Api", apiEndpoint="wss://abc.execute-api.eu-south-2.amazonaws.com"),
        _resource("aws:apigatewayv2/apiMapping:ApiMapping", domainName="live.demo.example.com", stage="live"),
    ),
)


def test_endpoints_come_from_outputs() -> None:
    """Every endpoint in the stack's outputs has a local address."""
    assert endpoints(STATE, PORTS) == KNOWN


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("b-1.kafka.amazonaws.com:9098,b-2.kafka.amazonaws.com:9098", "127.0.0.1:1", id="kafka"),
        pytest.param("cache.amazonaws.com:6379", "127.0.0.1:2", id="cache"),
        pytest.param("db.rds.amazonaws.com", "127.0.0.1", id="database-host"),
        pytest.param("postgresql://db.rds.amazonaws.com:5432/orders", "postgresql://127.0.0.1:3/orders", id="inside"),
        pytest.param("wss://abc.execute-api.eu-south-2.amazonaws.com/live", "ws://127.0.0.1:5/live", id="websocket"),
        pytest.param(
            "https://abc.execute-api.eu-south-2.amazonaws.com/live", "http://127.0.0.1:6/live", id="management"
        ),
        pytest.param(
            "https://cognito-idp.eu-south-2.amazonaws.com/pool",
            "https://cognito-idp.eu-south-2.amazonaws.com/pool",
            id="issuer",
        ),
        pytest.param("lisbon", "lisbon", id="plain"),
        pytest.param("", "", id="empty"),
    ],
)
def test_endpoints_in_values_are_replaced(value: str, expected: str) -> None:
    """AWS endpoints are replaced anywhere in a value; the rest is unchanged."""
    assert replace_endpoints(value, KNOWN) == expected


ALWAYS = {
    "AWS_REGION": "eu-south-2",
    "AWS_DEFAULT_REGION": "eu-south-2",
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:4",
}


@pytest.mark.parametrize(
    ("given", "clock", "expected"),
    [
        pytest.param({"CELL": "thin"}, None, {"CELL": "thin"}, id="nothing-more"),
        pytest.param({}, "1:2:3", {"PLATFORM_CLOCK": "1:2:3"}, id="clock"),
        pytest.param(
            {"KAFKA_BOOTSTRAP_SERVERS": "x", "KAFKA_AUTH": "iam"},
            None,
            {"KAFKA_BOOTSTRAP_SERVERS": "x", "KAFKA_AUTH": "scram", "KAFKA_USERNAME": "role", "KAFKA_PASSWORD": "k"},
            id="kafka",
        ),
        pytest.param(
            {"VALKEY_ENDPOINT": "x", "VALKEY_TLS": "true", "VALKEY_AUTH": "iam", "VALKEY_USER": "u"},
            None,
            {"VALKEY_ENDPOINT": "x", "VALKEY_TLS": "false", "VALKEY_AUTH": "none", "VALKEY_USER": "u"},
            id="valkey",
        ),
        pytest.param(
            {"DATABASE_HOST": "db.rds.amazonaws.com", "DATABASE_PORT": "5432", "DATABASE_SSLMODE": "verify-full"},
            None,
            {
                "DATABASE_HOST": "127.0.0.1",
                "DATABASE_PORT": "3",
                "DATABASE_SSLMODE": "disable",
                "DATABASE_AUTH": "password",
                "DATABASE_PASSWORD": "d",
            },
            id="database",
        ),
        pytest.param(
            {"PAYMENTS_URL": "https://payments.example", "TOKEN_JWKS_URL": "https://pool.example/jwks.json"},
            None,
            {
                "PAYMENTS_URL": "http://127.0.0.1:7",
                "TOKEN_JWKS_URL": "http://127.0.0.1:5/_local/jwks.json",
            },
            id="outside-the-cell",
        ),
        pytest.param(
            {"TOKEN_ISSUERS": '[{"issuer": "https://a", "jwks_url": "https://a/jwks.json"}]'},
            None,
            {"TOKEN_ISSUERS": '[{"issuer": "https://a", "jwks_url": "http://127.0.0.1:5/_local/jwks.json"}]'},
            id="user-pools",
        ),
    ],
)
def test_local_variables_follow_the_services_in_use(
    given: dict[str, str], clock: str | None, expected: dict[str, str]
) -> None:
    """A program gets the local-only variables of the services that it uses, and no others."""
    sign_in = SignIn(kafka_user="role", kafka_password="k", database_password="d")
    assert local_environment(given, STATE, PORTS, sign_in, region="eu-south-2", clock=clock) == ALWAYS | expected


def test_an_empty_stack_has_no_endpoint() -> None:
    """An empty stack replaces nothing, not even the empty string."""
    assert endpoints(StackState("empty", ()), PORTS) == {}


def test_thin_state_is_valid() -> None:
    """The fixture of the other tests is a valid exported state."""
    state = load_state(Path(__file__).with_name("thin_state.json"))
    assert len(endpoints(state, PORTS)) == 6
