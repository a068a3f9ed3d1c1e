"""Resources of a database proxy: its role, its pool and its endpoints."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pytest

from components import DatabaseProxy
from tests.components.recording import ACCOUNT, REGION, Recorder, record
from tests.components.samples.database_proxy import SAMPLE

PROXY = "aws:rds/proxy:Proxy"


def made(change: Mapping[str, Any] | None = None, look: Callable[[DatabaseProxy], Any] | None = None) -> Recorder:
    """One proxy on mocks."""

    def build() -> Any:
        proxy = SAMPLE.kind("part", SAMPLE.args(change))
        return look(proxy) if look else None

    return record(build)


def test_clients_and_the_proxy_sign_in_with_iam_over_tls() -> None:
    """There is no secret, and statements are not logged unless debug_logging is set."""
    inputs = made().one(PROXY).inputs
    assert {"defaultAuthScheme": "IAM_AUTH", "requireTls": True, "debugLogging": False}.items() <= inputs.items()
    assert "auths" not in inputs


def test_the_role_can_sign_in_only_as_the_listed_users() -> None:
    """One ARN for each user; no pattern."""
    inputs = made({"database_users": ["menus", "orders_service"]}).one("aws:iam/rolePolicy:RolePolicy").inputs
    cluster = SAMPLE.good["cluster_resource_id"]
    prefix = f"arn:aws:rds-db:{REGION}:{ACCOUNT}:dbuser:{cluster}"
    assert json.loads(inputs["policy"])["Statement"] == [
        {
            "Sid": "SignIn",
            "Effect": "Allow",
            "Action": ["rds-db:connect"],
            "Resource": [f"{prefix}/menus", f"{prefix}/orders_service"],
        }
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {"maxConnectionsPercent": 90, "maxIdleConnectionsPercent": 45, "connectionBorrowTimeout": 30}),
        (
            {"max_connections_percent": 51, "borrow_seconds": 0, "init_query": "SET TIME ZONE 'UTC'"},
            {
                "maxConnectionsPercent": 51,
                "maxIdleConnectionsPercent": 25,
                "connectionBorrowTimeout": 0,
                "initQuery": "SET TIME ZONE 'UTC'",
            },
        ),
    ],
)
def test_half_of_the_connections_may_be_idle_by_default(change: dict[str, Any], expected: dict[str, Any]) -> None:
    """Of a whole percentage, rounded down."""
    group = made(change).one("aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup").inputs
    assert group["connectionPoolConfig"] == expected


def test_the_log_group_exists_before_the_proxy_writes_to_it() -> None:
    """RDS would create the group without a key and keep its logs forever."""
    recorder = made({"log_retention_days": 30})
    group = recorder.one("aws:cloudwatch/logGroup:LogGroup").inputs
    name = recorder.one(PROXY).inputs["name"]
    assert (f"/aws/rds/proxy/{name}", 30, SAMPLE.good["log_key_arn"]) == (
        group["name"],
        group["retentionInDays"],
        group["kmsKeyId"],
    )


@pytest.mark.parametrize(
    ("reader_endpoint", "expected"), [pytest.param(False, [], id="off"), pytest.param(True, ["READ_ONLY"], id="on")]
)
def test_the_reader_endpoint_is_optional(reader_endpoint: bool, expected: list[str]) -> None:
    """Without one the output is None and no endpoint is made."""
    found: list[pulumi.Output[str] | None] = []
    recorder = made({"reader_endpoint": reader_endpoint}, lambda proxy: found.append(proxy.reader_host))
    endpoints = recorder.of_type("aws:rds/proxyEndpoint:ProxyEndpoint")
    assert [item.inputs["targetRole"] for item in endpoints] == expected
    assert (found[0] is None) == (not reader_endpoint)
