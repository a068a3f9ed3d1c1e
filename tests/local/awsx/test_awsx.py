"""The imitation of awsx: subnets and rules as awsx's own sources make them, and no argument silently dropped."""

import pytest

from local.awsx.inputs import only, snake_case
from local.awsx.repository import rules
from local.awsx.vpc import planned
from local.errors import LocalError


def test_the_subnets_of_a_zone_follow_each_other() -> None:
    """Zones share the block equally, and each subnet begins at a multiple of its size."""
    specs = [
        {"type": "Private", "cidrMask": 20},
        {"type": "Public", "cidrMask": 24},
        {"type": "Isolated", "cidrMask": 22, "name": "data"},
    ]
    found = [(subnet.name, subnet.cidr) for subnet in planned("own", "10.30.0.0/16", 3, specs)]
    expected = [
        ("own-private-1", "10.30.0.0/20"),
        ("own-public-1", "10.30.16.0/24"),
        ("own-data-1", "10.30.20.0/22"),
        ("own-private-2", "10.30.64.0/20"),
        ("own-public-2", "10.30.80.0/24"),
        ("own-data-2", "10.30.84.0/22"),
        ("own-private-3", "10.30.128.0/20"),
        ("own-public-3", "10.30.144.0/24"),
        ("own-data-3", "10.30.148.0/22"),
    ]
    assert expected == found


def test_subnets_that_do_not_fit_are_refused() -> None:
    """As awsx refuses them, and those without a size, which the imitation does not lay out."""
    with pytest.raises(LocalError, match="the subnets do not fit into /18"):
        list(
            planned("own", "10.30.0.0/16", 3, [{"type": "Private", "cidrMask": 18}, {"type": "Public", "cidrMask": 24}])
        )
    with pytest.raises(LocalError, match="with a cidrMask only"):
        list(planned("own", "10.30.0.0/16", 3, [{"type": "Private"}]))


def test_an_argument_that_is_not_imitated_is_refused() -> None:
    """With its name."""
    with pytest.raises(LocalError, match=r"awsx\.ec2\.Vpc: the imitation of awsx does not serve ipv4IpamPoolId"):
        only("awsx.ec2.Vpc", {"cidrBlock": "10.0.0.0/16", "ipv4IpamPoolId": "x"}, ("cidrBlock",))


def test_a_rule_for_all_images_comes_last() -> None:
    """Awsx gives it the last priority, and counts days or images."""
    found = rules(
        [
            {"tagStatus": "any", "maximumNumberOfImages": 9.0},
            {"tagStatus": "tagged", "tagPrefixList": ["a"], "maximumAgeLimit": 3.0, "description": "old"},
        ]
    )
    assert [rule["rulePriority"] for rule in found] == [1, 2]
    assert found[0]["selection"] == {
        "tagStatus": "tagged",
        "tagPrefixList": ["a"],
        "countType": "sinceImagePushed",
        "countNumber": 3,
        "countUnit": "days",
    }
    assert found[1]["selection"] == {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 9}


def test_properties_are_named_as_the_sdk_names_them() -> None:
    """The engine sends camel case."""
    assert snake_case("imageTagMutabilityExclusionFilters") == "image_tag_mutability_exclusion_filters"
