"""Arguments of `Network`."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from components import EndpointChoice, Nat, Network, PublicAccessBlock
from components.aws.published import log_retention_days
from components.plan.addresses import cell_block
from components.plan.egress import ENDPOINT_ACTIONS
from tests.components.samples import KEY, Sample

EXISTING = {
    "vpc_id": "vpc-1",
    "cidr": "172.31.0.0/16",
    "private_subnet_ids": ["p1", "p2", "p3"],
    "data_subnet_ids": ["d1", "d2", "d3"],
}
FLOW = {"source": "menus", "target": "stream", "port": 9098, "why": "menu changes"}

_names = st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True)
_why = st.from_regex(r"[a-z :,]{1,40}", fullmatch=True)
_flows = st.lists(
    st.fixed_dictionaries(
        {"source": _names.map("x{}".format), "target": _names, "port": st.integers(1, 65_535), "why": _why}
    ),
    max_size=3,
    unique_by=lambda flow: (flow["source"], flow["target"], flow["port"]),
)
_endpoints = st.one_of(
    st.fixed_dictionaries(
        {},
        optional={
            "endpoint_choice": st.sampled_from([EndpointChoice.LISTED, EndpointChoice.REQUIRED]),
            "interface_endpoints": st.lists(st.sampled_from(sorted(ENDPOINT_ACTIONS)), max_size=3, unique=True),
        },
    ),
    st.fixed_dictionaries(
        {
            "endpoint_choice": st.just(EndpointChoice.BY_COST),
            "endpoint_traffic_gb": st.dictionaries(
                st.sampled_from(sorted(ENDPOINT_ACTIONS)), st.floats(0, 10_000), max_size=3
            ),
        }
    ),
    st.fixed_dictionaries(
        {
            "interface_endpoints": st.just(["bedrock-runtime"]),
            "endpoint_actions": st.just({"bedrock-runtime": ["bedrock:InvokeModel"]}),
        }
    ),
)
_logs = st.one_of(
    st.fixed_dictionaries({}, optional={"log_retention_days": st.sampled_from(log_retention_days())}),
    st.just({"flow_log_bucket_arn": "arn:aws:s3:::flow-logs"}),
)
_place = st.fixed_dictionaries(
    {},
    optional={
        "cidr": st.integers(0, 255).map(lambda index: str(cell_block(index))),
        "zones": st.integers(2, 3),
        "nat": st.sampled_from(Nat),
        "public_tier": st.booleans(),
        "ipv6": st.booleans(),
        "public_access_block": st.sampled_from(PublicAccessBlock),
    },
)
_more = st.fixed_dictionaries(
    {},
    optional={
        "flows": _flows,
        "private_connectivity": st.booleans(),
        "https_clients": st.dictionaries(_names.map("y{}".format), _why, max_size=2),
        "flow_log_interval_seconds": st.sampled_from([60, 600]),
        "log_key_arn": st.just(KEY),
    },
)


def _merged(changes: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
    return {key: value for change in changes for key, value in change.items()}


SAMPLE = Sample(
    kind=Network,
    good={"cidr": "10.1.0.0/16", "log_key_arn": KEY},
    others=[
        {"nat": "one", "zones": 2, "log_retention_days": 90, "flow_log_interval_seconds": 60},
        {"nat": "regional", "ipv6": True, "public_access_block": "block-bidirectional"},
        {"nat": "none", "public_tier": True, "public_access_block": "block-ingress", "interface_endpoints": ["kms"]},
        {"flow_log_bucket_arn": "arn:aws:s3:::flow-logs", "log_key_arn": None},
        {"endpoint_choice": "by-cost", "endpoint_traffic_gb": {"logs": 700, "kms": 1}},
        {"interface_endpoints": ["bedrock-runtime"], "endpoint_actions": {"bedrock-runtime": ["bedrock:InvokeModel"]}},
        {"private_connectivity": True},
        {"flows": [FLOW], "https_clients": {"menus": "the menus of partners"}},
        {"cidr": None, "existing": EXISTING},
        {"cidr": None, "existing": {**EXISTING, "public_subnet_ids": ["u1"], "route_table_ids": ["r1"]}},
    ],
    bad=[
        ({"cidr": "10.1.0.0/24"}, "cidr is '10.1.0.0/24', but a cell's block is a /16 to a /20"),
        ({"cidr": "10.0.0.0/8"}, "cidr is '10.0.0.0/8', but a cell's block is a /16 to a /20"),
        ({"cidr": "lisbon"}, "cidr is 'lisbon', but it must be an IPv4 block"),
        ({"cidr": None}, "cidr is None, but it is required unless there is an existing VPC"),
        ({"region": "eu-moon-1"}, "region is 'eu-moon-1', but no cell fits there; choose from: ap-"),
        ({"zones": 4}, "zones is 4, but it must be between 2 and 3"),
        ({"nat": "two"}, "nat is 'two', but it must be one of none, one, per-zone, regional"),
        ({"public_tier": "yes"}, "public_tier is 'yes', but it must be true or false"),
        ({"ipv6": 6}, "ipv6 is 6, but it must be true or false"),
        ({"public_access_block": "on"}, "it must be one of off, block-ingress, block-bidirectional"),
        ({"existing": EXISTING}, "cidr is '10.1.0.0/16', but a VPC that exists has its own"),
        ({"cidr": None, "existing": EXISTING, "nat": "one"}, "nat is 'one', but a VPC that exists has its own"),
        ({"cidr": None, "existing": {"vpc_id": "vpc-1"}}, "existing.cidr is None, but it is required"),
        (
            {"cidr": None, "existing": {**EXISTING, "data_subnet_ids": []}},
            "existing.data_subnet_ids is [], but a cell needs at least one such subnet, preferably one in each zone",
        ),
        (
            {"cidr": None, "existing": EXISTING, "endpoint_choice": "by-cost", "endpoint_traffic_gb": {}},
            "endpoint_choice is 'by-cost', but the NAT of an existing VPC is not known: list the endpoints instead",
        ),
        ({"endpoint_choice": "all"}, "endpoint_choice is 'all', but it must be one of listed, required, by-cost"),
        (
            {"endpoint_choice": "by-cost"},
            "endpoint_traffic_gb is None, but the endpoint_choice by-cost requires the traffic of each service",
        ),
        (
            {"endpoint_traffic_gb": {"kms": 1}},
            "endpoint_traffic_gb is {'kms': 1}, but it has no effect without the endpoint_choice by-cost",
        ),
        (
            {"endpoint_choice": "by-cost", "endpoint_traffic_gb": {"kms": -1}},
            "endpoint_traffic_gb.kms is -1, but it must be zero or more GB a month",
        ),
        ({"endpoint_choice": "by-cost", "endpoint_traffic_gb": {"s3": 9}}, "gateway endpoint for it, which is free"),
        (
            {"endpoint_choice": "by-cost", "endpoint_traffic_gb": 7},
            "endpoint_traffic_gb is 7, but it must be an object",
        ),
        ({"interface_endpoints": "kms"}, "interface_endpoints is 'kms', but it must be a list"),
        ({"interface_endpoints": ["kms", "kms"]}, "each name may appear once"),
        (
            {"interface_endpoints": ["ecr"]},
            "interface_endpoints is 'ecr', but endpoint_actions must list the IAM actions that its endpoint allows",
        ),
        ({"interface_endpoints": ["execute-api"]}, "its private name would hide every public API from the network"),
        (
            {"endpoint_actions": {"kms": ["kms:Sign"]}},
            "endpoint_actions.kms is ['kms:Sign'], but there is no endpoint of that service",
        ),
        (
            {"interface_endpoints": ["kms"], "endpoint_actions": {"kms": ["kms:*"]}},
            "endpoint_actions.kms is ['kms:*'], but it must list IAM actions without wildcards",
        ),
        ({"private_connectivity": "yes"}, "private_connectivity is 'yes', but it must be true or false"),
        ({"flows": [FLOW | {"port": 0}]}, "flows[0].port is 0, but it must be between 1 and 65535"),
        (
            {"flows": [FLOW | {"source": "Menus"}]},
            "flows[0].source is 'Menus', but it must be lower case letters, digits and single hyphens, 20 characters",
        ),
        (
            {"flows": [FLOW | {"target": ""}]},
            "flows[0].target is '', but it must be lower case letters, digits and single hyphens, 20 characters at",
        ),
        (
            {"flows": [FLOW | {"why": "what's new"}]},
            'flows[0].why is "what\'s new", but it must be a reason of 1 to 200 letters',
        ),
        ({"flows": [FLOW, FLOW]}, "flows[1].port is 9098, but menus may already connect to stream on that port"),
        (
            {"https_clients": {"orders": "maps"}},
            "https_clients.orders is 'maps', but orders may already open HTTPS connections",
        ),
        (
            {"https_clients": {"Menus": "maps"}},
            "https_clients.Menus is 'maps', but the name is not allowed: it must be lower case letters",
        ),
        ({"https_clients": {"menus": ""}}, "https_clients.menus is '', but it must be a reason of 1 to 200 letters"),
        ({"log_key_arn": None}, "log_key_arn is None, but it is required unless flow logs go to a bucket"),
        (
            {"log_retention_days": 8},
            "log_retention_days is 8, but CloudWatch Logs does not offer that retention; choose from: 1, 3, 5",
        ),
        (
            {"log_retention_days": 30, "flow_log_bucket_arn": "arn:aws:s3:::flow-logs"},
            "log_retention_days is 30, but it has no effect with flow_log_bucket_arn: a bucket has lifecycle rules of",
        ),
        (
            {"flow_log_interval_seconds": 300},
            "flow_log_interval_seconds is 300, but AWS does not accept it; choose from: 60, 600",
        ),
    ],
    arguments=st.tuples(_place, _endpoints, _logs, _more).map(_merged),
)
