"""Arguments of `Region`."""

from typing import Any

from hypothesis import strategies as st

from components import Region
from tests.components.samples import Sample

CELLS = [
    {"cell": "madrid-north", "host": "north.madrid.example.com"},
    {"cell": "madrid-south", "host": "south.madrid.example.com"},
    {"cell": "lisbon", "host": "lisbon.example.com"},
]
CITIES: dict[str, list[str]] = {"madrid": ["north", "south"], "lisbon": []}
ROUTES = [
    {"city": "madrid", "zone": "north", "cell": "madrid-north"},
    {"city": "madrid", "zone": "south", "cell": "madrid-south"},
    {"city": "lisbon", "cell": "lisbon"},
]
ROUTED: dict[str, Any] = {"cells": CELLS, "cities": CITIES, "routes": ROUTES}
PUBLIC: dict[str, Any] = {"routing_domain": "routing.example.com", "routing_hosted_zone_id": "Z0123456789ABCDEFGHIJ"}

SAMPLE = Sample(
    kind=Region,
    good={},
    others=[
        ROUTED | PUBLIC | {"routing_log_days": 30, "routing_requests_per_address": 500},
        ROUTED | {"routing_version": 7, "routing_max_age_seconds": 30, "baseline": {"task_retirement_days": 14}},
        {"has_baseline": False, "repositories": ["services", "tools"], "temporary_tags": ["branch-"]},
    ],
    bad=[
        ({"cells": [CELLS[0]] * 2}, "each name may appear once"),
        ({"cells": [CELLS[0], CELLS[1] | {"host": CELLS[0]["host"]}]}, "it is the host of cell 'madrid-north' too"),
        ({"cells": [{"cell": "Madrid", "host": "a.b"}]}, "cells[0].cell is 'Madrid', but it must be lower case"),
        ({"cells": [{"cell": "madrid", "host": "https://a.b"}]}, "cells[0].host is 'https://a.b', but it must be a"),
        ({"cells": [{"cell": f"c{n}", "host": f"c{n}.b"} for n in range(51)]}, "a region has 50 cells at most"),
        (ROUTED | {"routes": ROUTES[1:]}, "zone 'north' of city 'madrid' has no route"),
        (ROUTED | {"routes": ROUTES[:2]}, "city 'lisbon' has no route"),
        (ROUTED | {"routes": [*ROUTES, ROUTES[0]]}, "zone 'north' of city 'madrid' has two routes"),
        (ROUTED | {"cells": CELLS[1:]}, "routed to cell 'madrid-north', which the region does not have"),
        (ROUTED | {"cities": {"lisbon": []}}, "from city 'madrid', which the region does not have"),
        ({"cities": {"Madrid": []}}, "cities.Madrid is 'Madrid', but it must be lower case"),
        ({"cities": {"madrid": ["a", "a"]}}, "each zone may appear once"),
        ({"routes": [{"city": "a b", "cell": "c"}]}, "routes[0].city is 'a b', but it must be lower case"),
        ({"routes": [{"city": "a"}]}, "routes[0].cell is None, but it is required"),
        ({"routing_version": 0}, "routing_version is 0, but it must be between 1 and"),
        ({"routing_max_age_seconds": 5}, "routing_max_age_seconds is 5, but it must be between 10 and 3600"),
        ({"routing_domain": "Routing.example.com"}, "but it must be a host name in lower case"),
        ({"routing_domain": "*.example.com"}, "without a wildcard"),
        (
            {"routing_domain": "routing.example.com"},
            "routing_certificate_arn is None, but it is required without routing_hosted_zone_id: create",
        ),
        (
            {
                "routing_domain": "routing.example.com",
                "routing_certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/x",
            },
            "it must be the ARN of a certificate in us-east-1, where CloudFront looks for it",
        ),
        (
            PUBLIC | {"routing_hosted_zone_id": "example.com"},
            "routing_hosted_zone_id is 'example.com', but it must be the id of a hosted zone",
        ),
        (ROUTED | PUBLIC | {"routing_domain": CELLS[2]["host"]}, "it is the host of cell 'lisbon'"),
        (PUBLIC | {"routing_requests_per_address": 9}, "it must be between 10 and 2000000000"),
        (PUBLIC | {"routing_log_days": 42}, "CloudWatch Logs does not offer that retention"),
        *(
            ({option: value}, f"{option} is {value!r}, but it has no effect without routing_domain")
            for option, value in {
                "routing_hosted_zone_id": PUBLIC["routing_hosted_zone_id"],
                "routing_certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/x",
                "routing_requests_per_address": 500,
                "routing_log_days": 30,
            }.items()
        ),
        ({"repositories": []}, "it must have at least 1 items"),
        ({"repositories": ["A"]}, "repositories[0] is 'A', but it must be lower case"),
        ({"repositories": ["a", "a"]}, "each name may appear once"),
        ({"untagged_days": 0}, "untagged_days is 0, but it must be between 1 and 365"),
        ({"temporary_tags": ["*"]}, "temporary_tags[0] is '*', but it must be the beginning of an image tag"),
        ({"temporary_tags": ["a", "a"]}, "each name may appear once"),
        ({"temporary_days": 3}, "it has no effect without temporary_tags"),
        ({"access_log_days": 0}, "access_log_days is 0, but it must be between 1 and"),
        ({"has_baseline": False, "baseline": {}}, "the region makes no settings of the account"),
        ({"baseline": {"task_retirement_days": 3}}, "baseline.task_retirement_days is 3, but AWS does not offer"),
        ({"baseline": {"tasks": 3}}, "baseline.tasks is 3, but there is no such argument"),
        ({"baseline": {"s3_public_access_block": True}}, "baseline.s3_public_access_block is True, but it is one for"),
    ],
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "routing_version": st.integers(1, 9),
            "routing_max_age_seconds": st.integers(10, 3600),
            "repositories": st.lists(st.sampled_from(["services", "tools"]), min_size=1, unique=True),
            "untagged_days": st.integers(1, 365),
            "access_log_days": st.integers(1, 365),
            "has_baseline": st.booleans(),
            "cells": st.just(CELLS),
            "disposable": st.booleans(),
        },
    ),
)
