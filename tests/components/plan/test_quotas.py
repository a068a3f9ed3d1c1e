"""What a cell needs of the quotas of its account: it grows with the load, and covers what a city really makes."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import CityCell
from components.aws import quotas
from components.aws.regions import AVAILABILITY_ZONES
from components.plan import capacity
from components.plan.capacity import Load, size
from components.plan.egress import Nat
from components.plan.quotas import Choices, QuotaNeed, api_requests, needs
from tests.components.contracts import built
from tests.components.plan.test_capacity import loads
from tests.components.recording import Recorder
from tests.components.samples import SAMPLES

REGION = "eu-west-1"
MADRID = Load(12_000, 5_000, 7_000)


def by_code(found: tuple[QuotaNeed, ...]) -> dict[str, float]:
    """The counts by the code of the quota."""
    return {need.quota_code: need.needed for need in found}


@given(loads(0.5), loads(0.5))
def test_more_load_never_needs_less(small: Load, more: Load) -> None:
    """Adding a load to another leaves every count the same or larger."""
    both = Load(
        peak_orders_per_hour=small.peak_orders_per_hour + more.peak_orders_per_hour,
        couriers_online=small.couriers_online + more.couriers_online,
        tracking_viewers=small.tracking_viewers + more.tracking_viewers,
        growth_margin=small.growth_margin,
    )
    less, larger = by_code(needs(size(small), REGION)), by_code(needs(size(both), REGION))
    assert {code: count for code, count in less.items() if larger[code] < count} == {}


@given(loads(), st.sampled_from(sorted(AVAILABILITY_ZONES)))
def test_no_cell_needs_more_than_a_fixed_quota(load: Load, region: str) -> None:
    """Every load that one cell carries stays within the quotas that AWS does not raise."""
    assert [need for need in needs(size(load), region) if not need.is_adjustable and need.exceeds({})] == []


@given(loads(), st.sampled_from(Nat), st.integers(0, 16), st.booleans(), st.booleans())
def test_choices_never_need_more_than_the_default(load: Load, nat: Nat, endpoints: int, lake: bool, edge: bool) -> None:
    """Without choices the counts are those of the largest cell, apart from endpoints that a program adds."""
    most = by_code(needs(size(load), REGION, Choices(interface_endpoints=endpoints)))
    choices = Choices(nat=nat, interface_endpoints=endpoints, lake=lake, edge=edge)
    chosen = by_code(needs(size(load), REGION, choices))
    assert {code: count for code, count in chosen.items() if most[code] < count} == {}


def test_every_push_is_a_request_of_the_account() -> None:
    """Posts to connections count as the messages of clients do; they are most of the requests of a large city."""
    sizes = size(MADRID)
    assert sizes.rates.posts > 7_000 * 1.5 / capacity.PING_INTERVAL_SECONDS
    assert api_requests(sizes) > sizes.rates.posts + sizes.websocket_messages_per_second


@pytest.mark.parametrize(("region", "default"), [("eu-south-2", 2500), ("eu-south-1", 2500), ("eu-west-1", 10_000)])
def test_small_regions_have_a_smaller_throttle(region: str, default: float) -> None:
    """A city like Madrid fits the default of Ireland, and not those of Spain and Milan."""
    (throttle,) = [need for need in needs(size(MADRID), region) if need.quota_code == "L-8A5B8E43"]
    assert (throttle.default, throttle.exceeds({})) == (default, default == 2500)
    assert not throttle.exceeds({"L-8A5B8E43": 10_000})


def test_kms_allows_more_in_large_regions() -> None:
    """The three values of the page."""
    regions = ("eu-south-2", "eu-central-1", "eu-west-1")
    assert [quotas.KMS_REQUESTS.default_in(region) for region in regions] == [10_000, 20_000, 100_000]


def test_codes_are_those_of_service_quotas() -> None:
    """Each quota has one row, with a code, a name and a page."""
    found = needs(size(MADRID), REGION)
    assert [code for code, count in Counter(need.quota_code for need in found).items() if count > 1] == []
    assert [need for need in found if not re.fullmatch(r"L-[0-9A-F]{8}", need.quota_code)] == []
    assert [need for need in found if not (need.service_code and need.name and need.source and need.default > 0)] == []


def of(*types: str) -> Callable[[Recorder], int]:
    """How many resources of some types were registered."""
    return lambda city: sum(len(city.of_type(token)) for token in types)


def endpoints(kind: str) -> Callable[[Recorder], int]:
    """How many endpoints of a kind were registered."""
    return lambda city: sum(
        item.inputs["vpcEndpointType"] == kind for item in city.of_type("aws:ec2/vpcEndpoint:VpcEndpoint")
    )


def most_rules(city: Recorder) -> int:
    """The rules in one direction of the security group that has most of them."""
    directions = (
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    )
    rules = [(token, item.inputs["securityGroupId"]) for token in directions for item in city.of_type(token)]
    return max(Counter(rules).values())


COUNTED: dict[str, Callable[[Recorder], int]] = {
    "L-B2FDE22A": of("aws:msk/configuration:Configuration"),
    "L-F98FE922": of("aws:dynamodb/table:Table"),
    "L-952B80B8": of("aws:rds/cluster:Cluster"),
    "L-7B6409FD": of("aws:rds/clusterInstance:ClusterInstance"),
    "L-F678F1CE": of("aws:ec2/vpc:Vpc"),
    "L-A4707A72": of("aws:ec2/internetGateway:InternetGateway"),
    "L-0263D0A3": of("aws:ec2/eip:Eip"),
    "L-E79EC296": of("aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"),
    "L-0EA8095F": most_rules,
    "L-29B6F2EB": endpoints("Interface"),
    "L-1B52E74A": endpoints("Gateway"),
    "L-53DA6B97": of("aws:lb/loadBalancer:LoadBalancer"),
    "L-C2F1777E": of("aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"),
    "L-C7B9AAAB": of("aws:cloudwatch/logGroup:LogGroup"),
    "L-14BB0BE7": of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"),
    "L-FE177D64": of("aws:iam/role:Role"),
    "L-EDD31C36": lambda city: int(city.one("aws:msk/cluster:Cluster").inputs["numberOfBrokerNodes"]),
    "L-03FD6822": lambda city: int(city.one("aws:msk/cluster:Cluster").inputs["numberOfBrokerNodes"]),
}
"""The quotas of resources, and how to count them in a recorded city. The other quotas are about rates."""

CHANGES: list[Mapping[str, Any]] = [{}, *SAMPLES[CityCell].others]


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_no_city_makes_more_than_it_was_counted_to_need(change: Mapping[str, Any]) -> None:
    """When a component makes more of a resource, raise its count in `plan.quotas`."""
    city, args = built(SAMPLES[CityCell], change), SAMPLES[CityCell].args(change)
    choices = Choices(
        nat=Nat(str(args.get("nat", "per-zone"))), lake=bool(args.get("lake", False)), edge="domain" in args
    )
    counted = by_code(needs(size(Load(200, 150, 200)), REGION, choices))
    made = {code: count(city) for code, count in COUNTED.items()}
    assert {code: count for code, count in made.items() if counted[code] < count} == {}
    assert made["L-FE177D64"] > 0
