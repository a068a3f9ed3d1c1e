"""One city's cell on mocks: what is registered, how it is tagged, and which rights it hands out."""

import collections
import importlib
import json
from pathlib import Path
from typing import Any

import pulumi
import pytest

from components import CityCell
from components.core.component import takes
from components.package import migrations_digest
from components.settings import settings_from
from tests.components.conftest import deployed
from tests.components.recording import ACCOUNT, Recorder, Registration, record

ROOT = Path(__file__).parents[3]
TOPICS = {
    "order-events",
    "courier-events",
    "courier-locations",
    "assignment-proposals",
    "tracking-updates",
    "failed-records",
}
FUNCTIONS = {
    "project-orders": "project_orders",
    "track-couriers": "track_couriers",
    "push-updates": "push_updates",
    "authorize": "authorize",
    "connect": "connect",
    "subscribe": "subscribe",
    "disconnect": "disconnect",
}


def resource_class(token: str) -> Any:
    """The SDK's class of a type token such as `aws:ec2/vpc:Vpc`."""
    module, name = token.removeprefix("aws:").split("/")[0], token.rsplit(":", 1)[1]
    return getattr(importlib.import_module(f"pulumi_aws.{'lambda_' if module == 'lambda' else module}"), name)


def aws_resources(city: Recorder) -> list[Registration]:
    """Everything but components."""
    return [registration for registration in city.registrations if registration.type.startswith("aws:")]


def statements(city: Recorder, name: str) -> list[dict[str, Any]]:
    """The statements of one role's policy."""
    policy = city.one("aws:iam/rolePolicy:RolePolicy", name)
    return json.loads(policy.inputs["policy"])["Statement"]


def granted(city: Recorder, name: str) -> set[str]:
    """The actions that one role's policy allows."""
    allowed = [statement for statement in statements(city, name) if statement["Effect"] == "Allow"]
    return {action for statement in allowed for action in statement["Action"]}


def test_names_are_unique(demo_city: Recorder) -> None:
    """No two resources of a type share a name, which mocks would let pass."""
    names = [(registration.type, registration.name) for registration in demo_city.registrations]
    assert [name for name, count in collections.Counter(names).items() if count > 1] == []


def test_every_taggable_resource_is_tagged(demo_city: Recorder) -> None:
    """City, cell, component, data class and owner stand on everything whose type takes tags."""
    wanted = {"city", "cell", "component", "data-class", "owner"}
    taggable = [item for item in aws_resources(demo_city) if takes(resource_class(item.type), "tags")]
    missing = {item.name: sorted(wanted - item.inputs.get("tags", {}).keys()) for item in taggable}
    assert len(taggable) > 100
    assert {name: keys for name, keys in missing.items() if keys} == {}


def test_the_cell_stands_in_every_name(demo_city: Recorder) -> None:
    """Two cells of one account cannot collide: what has a name on AWS has the cell's in it."""
    # A topic lives in its cell's own cluster, and a stage in its own API.
    inside_another = {"aws:msk/topic:Topic", "aws:apigatewayv2/stage:Stage"}
    named = [item for item in aws_resources(demo_city) if item.type not in inside_another and "name" in item.inputs]
    assert len(named) > 80
    assert [item.name for item in named if "demo" not in item.inputs["name"]] == []


def test_topics_are_those_of_the_architecture(demo_city: Recorder) -> None:
    """Every topic stands with three replicas of which two acknowledge."""
    topics = {topic.inputs["name"]: topic.inputs for topic in demo_city.of_type("aws:msk/topic:Topic")}
    assert topics.keys() == TOPICS
    assert {3.0} == {topic["replicationFactor"] for topic in topics.values()}
    assert {"2"} == {json.loads(topic["configs"])["min.insync.replicas"] for topic in topics.values()}


@pytest.mark.parametrize(("function", "folder"), FUNCTIONS.items())
def test_handlers_exist(demo_city: Recorder, function: str, folder: str) -> None:
    """A function's handler names a module of this checkout, on the runtime that the layer is built for."""
    inputs = demo_city.one("aws:lambda/function:Function", f"demo-{function}-function").inputs
    assert f"lambdas.{folder}.handler.handle" == inputs["handler"]
    assert "def handle(" in (ROOT / "lambdas" / folder / "handler.py").read_text()
    assert (inputs["architectures"], inputs["runtime"]) == (["arm64"], "python3.13")


def test_a_function_has_the_layer_of_its_libraries(demo_configuration: dict[str, str]) -> None:
    """With two layers each function has the smaller one that suffices, and one without libraries has none."""
    settings, archive = settings_from(demo_configuration, "demo"), pulumi.AssetArchive({})
    city = record(lambda: CityCell(settings.cell, settings.cell_args(ACCOUNT, archive, archive, archive)))
    layers = {
        function: [arn.rsplit(":", 1)[1] for arn in inputs["layers"]]
        for function in FUNCTIONS
        if (inputs := city.one("aws:lambda/function:Function", f"demo-{function}-function").inputs)
    }
    assert layers == {
        "project-orders": ["demo-function-layer"],
        "track-couriers": ["demo-function-layer"],
        "push-updates": ["demo-message-layer"],
        "authorize": ["demo-message-layer"],
        "subscribe": ["demo-message-layer"],
        "connect": [],
        "disconnect": [],
    }


def test_every_source_keeps_its_failures(demo_city: Recorder) -> None:
    """Mappings do not wait for batches, retry a bounded number of times, and keep whole records that failed."""
    mappings = demo_city.of_cloud_control("AWS::Lambda::EventSourceMapping")
    assert {"demo-project-orders", "demo-track-couriers", "demo-push-updates"} == {
        state["AmazonManagedKafkaEventSourceConfig"]["ConsumerGroupId"] for state in mappings
    }
    for state in mappings:
        assert state["MaximumBatchingWindowInSeconds"] == 0
        assert state["DestinationConfig"]["OnFailure"]["Destination"] == "kafka://failed-records"
        assert state["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert state["BisectBatchOnFunctionError"] is True
        assert 0 < state["MaximumRetryAttempts"] < 100
        assert state["ProvisionedPollerConfig"]["MinimumPollers"] >= 1


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("project-orders-policy", {"dynamodb:PutItem", "kafka-cluster:WriteData"}, {"dynamodb:DeleteItem"}),
        ("track-couriers-policy", {"elasticache:Connect"}, {"dynamodb:PutItem"}),
        ("push-updates-policy", {"execute-api:ManageConnections", "dynamodb:Query"}, {"elasticache:Connect"}),
        ("authorize-policy", {"dynamodb:DeleteItem"}, {"dynamodb:PutItem", "ec2:CreateNetworkInterface"}),
        ("orders-task-policy", {"rds-db:connect", "dynamodb:PutItem"}, {"dynamodb:DeleteItem"}),
        ("dispatcher-task-policy", {"kafka-cluster:WriteData"}, {"rds-db:connect", "dynamodb:PutItem"}),
    ],
)
def test_roles_grant_what_the_code_uses(demo_city: Recorder, role: str, may: set[str], may_not: set[str]) -> None:
    """Each role has what its code calls and nothing of its neighbours'."""
    actions = granted(demo_city, role)
    assert may <= actions
    assert set() == may_not & actions


def test_only_the_dispatcher_may_propose(demo_city: Recorder) -> None:
    """No other role can write assignment proposals."""
    writers = {
        policy.name
        for policy in demo_city.of_type("aws:iam/rolePolicy:RolePolicy")
        for statement in json.loads(policy.inputs["policy"])["Statement"]
        if "kafka-cluster:WriteData" in statement["Action"] and "/assignment-proposals" in str(statement["Resource"])
    }
    assert {"demo-dispatcher-task-policy"} == writers


def test_no_role_has_a_wildcard_where_a_resource_can_be_named(demo_city: Recorder) -> None:
    """Only actions that take no resource: tracing, finding the network, logs and brokers, the registry's token."""
    unnamed = {
        action
        for policy in demo_city.of_type("aws:iam/rolePolicy:RolePolicy")
        for statement in json.loads(policy.inputs["policy"])["Statement"]
        if statement["Effect"] == "Allow" and statement["Resource"] == "*"
        for action in statement["Action"]
    }
    assert {
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
        "ecr:GetAuthorizationToken",
        "kafka:GetBootstrapBrokers",
        "logs:DescribeLogGroups",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
    } == unnamed


def test_the_ticket_stays_out_of_the_logs(demo_city: Recorder) -> None:
    """Who connects is decided on `$connect` by the ticket in a header, and no header or query string is logged."""
    connect = demo_city.one("aws:apigatewayv2/route:Route", "-tracking-connect-route").inputs
    authorizer = demo_city.one("aws:apigatewayv2/authorizer:Authorizer").inputs
    stage = demo_city.one("aws:apigatewayv2/stage:Stage").inputs
    assert (connect["routeKey"], connect["authorizationType"]) == ("$connect", "CUSTOM")
    assert authorizer["identitySources"] == ["route.request.header.Sec-WebSocket-Protocol"]
    assert "header" not in stage["accessLogSettings"]["format"].lower()
    assert "query" not in stage["accessLogSettings"]["format"].lower()
    assert stage["defaultRouteSettings"]["dataTraceEnabled"] is False


def test_only_a_draining_cell_has_the_variable(demo_city: Recorder, demo_configuration: dict[str, str]) -> None:
    """The setting reaches the order service and replaces no task of another; existing cells stay as they are."""
    draining = deployed(settings_from(demo_configuration | {"citycell:drain": "true"}, "demo"))

    def definitions(city: Recorder) -> dict[str, Any]:
        found = city.of_type("aws:ecs/taskDefinition:TaskDefinition")
        return {item.name: json.loads(item.inputs["containerDefinitions"])[0]["environment"] for item in found}

    before, after = definitions(demo_city), definitions(draining)
    assert {"demo-orders-task-definition"} == {name for name in before if before[name] != after[name]}
    added = [variable for variable in after["demo-orders-task-definition"] if variable["name"] == "DRAIN"]
    assert (added, len(after["demo-orders-task-definition"])) == (
        [{"name": "DRAIN", "value": "true"}],
        len(before["demo-orders-task-definition"]) + 1,
    )


def test_a_cell_of_one_zone_says_so_to_its_service_and_its_region(demo_configuration: dict[str, str]) -> None:
    """The order service refuses other zones, and the row shows zone, drain and version once the services run."""
    settings = {"zone": "north", "drain": "true", "regionStack": "acme/citycell-region/region-eu-west-1"}
    city = deployed(
        settings_from(demo_configuration | {f"citycell:{key}": text for key, text in settings.items()}, "demo")
    )
    definition = city.one("aws:ecs/taskDefinition:TaskDefinition", "demo-orders-task-definition")
    (container,) = json.loads(definition.inputs["containerDefinitions"])
    assert {"name": "ZONE", "value": "north"} in container["environment"]
    row = city.one("aws:dynamodb/tableItem:TableItem")
    item = json.loads(row.inputs["item"])
    assert (item["zone"], item["draining"]) == ({"S": "north"}, {"BOOL": True})
    assert item["version"] == {"S": demo_configuration["citycell:serviceImage"].split("@")[1]}
    assert {"demo-orders-service", "demo-dispatcher-service"} <= {urn.rsplit("::")[-1] for urn in row.dependencies}


def test_long_migrations_have_a_task(demo_city: Recorder) -> None:
    """It signs in as the master user, and gets the secret from ECS."""
    definition = demo_city.one("aws:ecs/taskDefinition:TaskDefinition", "migrations-definition")
    (container,) = json.loads(definition.inputs["containerDefinitions"])
    assert [secret["name"] for secret in container["secrets"]] == ["DATABASE_SECRET"]
    assert {"name": "DATABASE_USER", "value": "cell_master"} in container["environment"]


def test_migrations_are_invoked_in_two_phases(demo_city: Recorder) -> None:
    """Each runs again when a file of its phase changes, or when the database is another one."""
    found = {item.name: item.inputs for item in demo_city.of_type("aws:lambda/invocation:Invocation")}
    assert {"demo-migrations-expand", "demo-migrations-contract"} == set(found)
    for name, inputs in found.items():
        phase = name.rpartition("-")[2]
        assert json.loads(inputs["input"]) == {"phase": phase}
        assert inputs["triggers"] == {"migrations": migrations_digest(phase), "database": "cluster-ABC"}
        assert (inputs["functionName"], inputs["lifecycleScope"]) == ("demo-migrate", "CREATE_ONLY")


def test_migrations_sign_in_with_the_master_secret_only(demo_city: Recorder) -> None:
    """The function may read one secret, and use its key through Secrets Manager."""
    variables = demo_city.one("aws:lambda/function:Function", "-migrate-function").inputs["environment"]["variables"]
    assert (variables["DATABASE_AUTH"], variables["DATABASE_SSLMODE"]) == ("secret", "verify-full")
    policy = json.loads(demo_city.one("aws:iam/rolePolicy:RolePolicy", "-migrate-policy").inputs["policy"])
    found = {statement["Sid"]: statement for statement in policy["Statement"]}
    assert found["ReadSecret"]["Resource"] == variables["DATABASE_SECRET_ARN"]
    assert found["SecretKey"]["Action"] == ["kms:Decrypt"]
    assert found["SecretKey"]["Condition"] == {
        "StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}
    }
    assert not {"rds-db:connect", "kafka-cluster:Connect"} & granted(demo_city, "-migrate-policy")


def test_containers_have_no_rights_on_their_host(demo_city: Recorder) -> None:
    """Every container runs without root, without capabilities and on a read-only root."""
    for definition in demo_city.of_type("aws:ecs/taskDefinition:TaskDefinition"):
        (container,) = json.loads(definition.inputs["containerDefinitions"])
        assert container["readonlyRootFilesystem"] is True
        assert container["user"] == "10001:10001"
        assert container["linuxParameters"]["capabilities"] == {"drop": ["ALL"]}
        assert definition.inputs["executionRoleArn"] != definition.inputs["taskRoleArn"]


def test_data_is_protected_unless_disposable(demo_city: Recorder, madrid_city: Recorder) -> None:
    """One setting decides on AWS's own protection of what holds data."""

    def protection(city: Recorder) -> set[Any]:
        return {
            city.one("aws:rds/cluster:Cluster").inputs["deletionProtection"],
            not city.one("aws:rds/cluster:Cluster").inputs["skipFinalSnapshot"],
            not city.one("aws:s3/bucket:Bucket", "load-balancer-logs-bucket").inputs["forceDestroy"],
            city.one("aws:lb/loadBalancer:LoadBalancer").inputs["enableDeletionProtection"],
            *(table.inputs["deletionProtectionEnabled"] for table in city.of_type("aws:dynamodb/table:Table")),
        }

    assert ({False}, {True}) == (protection(demo_city), protection(madrid_city))
    assert {7.0} == {key.inputs["deletionWindowInDays"] for key in demo_city.of_type("aws:kms/key:Key")}
    assert {30.0} == {key.inputs["deletionWindowInDays"] for key in madrid_city.of_type("aws:kms/key:Key")}


def test_a_second_city_is_in_its_own_region(madrid_city: Recorder) -> None:
    """Nothing of a city names the region of another."""
    subnets = madrid_city.of_type("aws:ec2/subnet:Subnet")
    assert {"eu-south-2a", "eu-south-2b", "eu-south-2c"} == {item.inputs["availabilityZone"] for item in subnets}
    assert [item.name for item in madrid_city.registrations if "eu-west-1" in str(item.inputs)] == []


def test_a_city_that_stays_is_backed_up_in_two_regions(demo_city: Recorder, madrid_city: Recorder) -> None:
    """Each class of data that is kept has its plan, and what is copied its vault; a disposable city pays for none."""
    assert demo_city.of_type("aws:backup/vault:Vault") == []
    plans = {item.inputs["name"] for item in madrid_city.of_type("aws:backup/plan:Plan")}
    assert plans == {"madrid-orders", "madrid-personal", "madrid-lake"}
    assert {item.inputs.get("region") for item in madrid_city.of_type("aws:backup/vault:Vault")} == {
        None,
        "eu-central-1",
    }


def test_a_lake_gets_every_topic_with_coarse_positions(demo_city: Recorder, madrid_city: Recorder) -> None:
    """A watched delivery stream for each topic but that of failures, each through the function that rounds."""
    stream = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
    assert demo_city.of_type(stream) == []
    read = {item.inputs["mskSourceConfiguration"]["topicName"] for item in madrid_city.of_type(stream)}
    assert {topic.split("/")[-1] for topic in read} == TOPICS - {"failed-records"}
    assert all("madrid-round-coordinates" in json.dumps(item.inputs) for item in madrid_city.of_type(stream))
    alarms = madrid_city.of_type("aws:cloudwatch/metricAlarm:MetricAlarm")
    watched = {item.inputs["dimensions"].get("DeliveryStreamName") for item in alarms} - {None}
    assert watched == {item.inputs["name"] for item in madrid_city.of_type(stream)}


def test_every_alarm_rings_somewhere(demo_city: Recorder) -> None:
    """Alarms say what they mean and tell the same topic when they begin and when they are over."""
    alarms = demo_city.of_type("aws:cloudwatch/metricAlarm:MetricAlarm")
    assert len(alarms) > 30
    for alarm in alarms:
        assert alarm.inputs["alarmDescription"]
        assert alarm.inputs["alarmActions"] == alarm.inputs["okActions"] != []


def test_data_subnets_have_no_way_out(demo_city: Recorder) -> None:
    """The route table of brokers, caches and databases has no route beside the network's own."""
    routes = demo_city.of_type("aws:ec2/route:Route")
    assert [route.name for route in routes if "-data-" in route.name] == []
    associations = [item.name for item in demo_city.of_type("aws:ec2/routeTableAssociation:RouteTableAssociation")]
    assert sum("-data-" in name for name in associations) == 3


def test_only_https_may_leave_the_network(demo_city: Recorder) -> None:
    """Rules are between groups, or HTTPS outwards; nothing from outside may come in; each rule says why."""
    out = demo_city.of_type("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
    into = demo_city.of_type("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
    assert {443.0} == {rule.inputs["toPort"] for rule in out if "cidrIpv4" in rule.inputs}
    assert {"10.1.0.0/16"} == {rule.inputs["cidrIpv4"] for rule in into if "cidrIpv4" in rule.inputs}
    assert all(rule.inputs["description"] for rule in [*out, *into])
