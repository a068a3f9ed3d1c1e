"""A region: images that no rule deletes while a cell runs them, a table of cells, a routing table, and a dashboard."""

import json
from typing import Any

import pytest

from components import ArgumentError, Region
from components.region.routing import parse_table
from components.region.settings import READER
from tests.components.recording import ACCOUNT, CELL_ARGS, REGION, Recorder, record
from tests.components.samples.region import ROUTED
from tests.house.syntax import ROOT


def made(**change: Any) -> Recorder:
    """A region on mocks."""
    args = CELL_ARGS | {"city": "shared", "cell": "shared"} | change
    return record(lambda: Region("region", args))  # pyright: ignore[reportArgumentType] - the tests' dict


def table(recorder: Recorder) -> Any:
    """The published routing table."""
    return parse_table(recorder.one("aws:s3/bucketObjectv2:BucketObjectv2").inputs["content"])


def test_images_have_fixed_tags_a_key_and_scans() -> None:
    """The repository is awsx's, kept on destroy, and without the lifecycle policy of awsx."""
    found = made().one("awsx:ecr:Repository")
    assert found.inputs["name"] == "shared-services"
    assert found.inputs["imageTagMutability"] == "IMMUTABLE"
    assert found.inputs["imageScanningConfiguration"] == {"scanOnPush": True}
    assert found.inputs["encryptionConfigurations"][0]["encryptionType"] == "KMS"
    assert found.inputs["lifecyclePolicy"] == {"skip": True}
    assert found.inputs["tags"]["data-class"] == "platform"
    assert (found.protect, found.retain, found.inputs["forceDelete"]) == (True, True, False)


def test_no_rule_deletes_a_release() -> None:
    """Only images without a tag, and those with a temporary one: each prefix has a rule of its own."""
    policy = made(temporary_tags=["branch-", "try-"]).one("aws:ecr/lifecyclePolicy:LifecyclePolicy").inputs["policy"]
    rules = json.loads(policy)["rules"]
    assert [rule["rulePriority"] for rule in rules] == [1, 2, 3]
    assert [rule["selection"].get("tagPrefixList", rule["selection"]["tagStatus"]) for rule in rules] == [
        "untagged",
        ["branch-"],
        ["try-"],
    ]
    assert [rule["selection"]["countNumber"] for rule in rules] == [14, 30, 30]
    assert {rule["selection"]["countType"] for rule in rules} == {"sinceImagePushed"}


def test_the_routing_table_is_private_versioned_and_cacheable() -> None:
    """With the region's key, and a time that caches may keep it."""
    recorder = made(**ROUTED)
    published = recorder.one("aws:s3/bucketObjectv2:BucketObjectv2").inputs
    assert published["cacheControl"] == "public, max-age=10, stale-if-error=86400"
    assert published["serverSideEncryption"] == "aws:kms"
    assert table(recorder).version == 1
    assert table(recorder).host("madrid", "south") == "south.madrid.example.com"
    versions = recorder.one("aws:s3/bucketVersioning:BucketVersioning", "routing-versions").inputs
    assert versions["versioningConfiguration"] == {"status": "Enabled"}


def test_a_changed_route_raises_the_published_version() -> None:
    """Without a change the version stays, and a lower one is refused with the component's name."""
    published = table(made(**ROUTED, routing_version=41)).document()
    assert table(made(**ROUTED, published_routing=published)).version == 41
    assert table(made(published_routing=published)).version == 42
    with pytest.raises(ArgumentError, match=r"Region 'region': routing_version is 40, but version 41 .* never go down"):
        made(**ROUTED, routing_version=40, published_routing=published)


def test_cells_are_listed_by_name() -> None:
    """The table has the key that the rows of cells have."""
    found = made().one("aws:dynamodb/table:Table").inputs
    assert found["name"] == "shared-cells"
    assert (found["hashKey"], found["attributes"]) == ("cell", [{"name": "cell", "type": "S"}])


def test_the_dashboard_shows_the_health_of_every_cell() -> None:
    """Each cell's composite alarm, and a line for each cell; without cells a text, since an empty widget is refused."""
    body = json.loads(made(**ROUTED).one("aws:cloudwatch/dashboard:Dashboard").inputs["dashboardBody"])
    links, alarms, failed, *metrics = body["widgets"]
    assert "| madrid | south |" in links["properties"]["markdown"]
    assert "dashboards/dashboard/lisbon) | lisbon | - |" in links["properties"]["markdown"]
    assert f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:lisbon-health" in alarms["properties"]["alarms"]
    assert failed["properties"]["title"] == "Orders that failed, %"
    assert {len(widget["properties"]["metrics"]) for widget in metrics} == {3}
    empty = json.loads(made().one("aws:cloudwatch/dashboard:Dashboard").inputs["dashboardBody"])
    assert [widget["type"] for widget in empty["widgets"]] == ["text"]


def test_the_dashboard_names_all_zones_of_a_cell() -> None:
    """After an evacuation one cell serves both zones, and the other none."""
    routes = [{"city": "madrid", "zone": zone, "cell": "madrid-south"} for zone in ("north", "south")]
    moved = made(**ROUTED | {"routes": [*routes, ROUTED["routes"][2]]})
    body = json.loads(moved.one("aws:cloudwatch/dashboard:Dashboard").inputs["dashboardBody"])
    rows = body["widgets"][0]["properties"]["markdown"]
    assert "dashboard/madrid-south) | madrid | north, south |" in rows
    assert "dashboard/madrid-north) | - | - |" in rows


def test_a_region_makes_the_settings_of_the_account_unless_another_stack_has_them() -> None:
    """Its argument reaches `AccountBaseline`."""
    assert made().of_type("aws:apigateway/account:Account") != []
    without = made(has_baseline=False)
    assert without.of_type("aws:apigateway/account:Account") == []
    assert made(baseline={"api_gateway_logs": False}).of_type("aws:apigateway/account:Account") == []


def test_the_project_file_describes_every_setting() -> None:
    """`stacks/region/Pulumi.yaml` declares exactly the settings that the program reads."""
    import yaml  # noqa: PLC0415

    folder = ROOT / "stacks" / "region"
    schema = yaml.safe_load((folder / "Pulumi.yaml").read_text())["config"]
    assert sorted(f"citycell:{key}" for key in READER.arguments) == sorted(schema)
    assert [key for key, value in schema.items() if not value["description"] or value.get("value") != ""] == []
    document = yaml.safe_load((folder / "Pulumi.region-eu-west-1.yaml").read_text())["config"]
    values = {key: value if isinstance(value, str) else json.dumps(value) for key, value in document.items()}
    settings = READER.read(values, "region-eu-west-1")
    assert (settings.cell, settings.args["city"], len(settings.config.routes)) == ("shared", "shared", 3)
