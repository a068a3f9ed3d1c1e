"""Services: how many tasks run where, how the load balancer reaches them, and how they scale."""

import json
from typing import Any

import pulumi
import pytest

from components import Service
from components.service.config import resolve
from tests.components.recording import Recorder, record
from tests.components.samples.service import BEHIND, HTTP, LAG, SAMPLE, SCHEDULE, SHIFTED, TLS

SERVICE, TARGET, RULE = "aws:ecs/service:Service", "aws:lb/targetGroup:TargetGroup", "aws:lb/listenerRule:ListenerRule"
SCALING, POLICY = "aws:appautoscaling/target:Target", "aws:appautoscaling/policy:Policy"
QUICK: dict[str, Any] = {"wait_for_steady_state": False, "deployment_minutes": 40}
SCHEDULED = "aws:appautoscaling/scheduledAction:ScheduledAction"
COUNTED: dict[str, Any] = {"requests_per_minute": 600, "http": HTTP | {"metrics_name": "app/x/1"}}


def made(**change: Any) -> Recorder:
    """A service on mocks."""
    return record(lambda: Service("part", SAMPLE.args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def own_roles(recorder: Recorder) -> list[str]:
    """Names of the service's own children, without that of the component."""
    component = recorder.registrations[0]
    children = [item for item in recorder.registrations if item.parent == component.urn]
    return sorted(item.name.removeprefix("part-") for item in children)


def test_a_service_has_a_task_and_scales() -> None:
    """A target group and a rule are made only for the load balancer."""
    assert own_roles(made()) == ["scaling-policy", "scaling-target", "service", "task"]
    expected = ["rule", "scaling-policy", "scaling-target", "service", "target", "task"]
    assert own_roles(made(**BEHIND)) == expected


def test_tasks_run_on_fargate_without_public_addresses() -> None:
    """In the given subnets, with the given security group."""
    inputs = made().one(SERVICE).inputs
    assert (inputs["name"], inputs["launchType"]) == ("lisbon-orders", "FARGATE")
    assert inputs["networkConfiguration"] == {
        "subnets": ["subnet-0a", "subnet-0b"],
        "securityGroups": ["sg-0a"],
        "assignPublicIp": False,
    }
    assert inputs["taskDefinition"].endswith(":part-task-definition")
    assert (inputs["cluster"], inputs["enableExecuteCommand"]) == (SAMPLE.good["cluster_arn"], False)


def test_a_deployment_keeps_all_tasks_and_rolls_back() -> None:
    """Old tasks stop only after new ones are healthy; zones are balanced afterwards."""
    inputs = made().one(SERVICE).inputs
    assert inputs["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}
    assert (inputs["deploymentMinimumHealthyPercent"], inputs["deploymentMaximumPercent"]) == (100, 200)
    assert (inputs["availabilityZoneRebalancing"], inputs["propagateTags"]) == ("ENABLED", "SERVICE")


def test_a_deployment_leaves_the_count_to_auto_scaling() -> None:
    """The first count is `min_tasks`; later changes of the count are ignored."""
    service = made(min_tasks=3).one(SERVICE)
    assert (service.inputs["desiredCount"], service.ignores) == (3, ("desiredCount",))
    fixed = made(min_tasks=3, max_tasks=3).one(SERVICE)
    assert (fixed.inputs["desiredCount"], fixed.ignores) == (3, ())


def test_tasks_follow_their_cpu() -> None:
    """Between `min_tasks` and `max_tasks`, at half of the CPU."""
    recorder = made()
    scaling = recorder.one(SCALING).inputs
    assert (scaling["minCapacity"], scaling["maxCapacity"]) == (2, 4)
    assert scaling["resourceId"] == "service/lisbon-services/lisbon-orders"
    tracking = recorder.one(POLICY).inputs["targetTrackingScalingPolicyConfiguration"]
    assert tracking["targetValue"] == 50
    assert tracking["predefinedMetricSpecification"] == {"predefinedMetricType": "ECSServiceAverageCPUUtilization"}
    assert tracking["scaleOutCooldown"] < tracking["scaleInCooldown"]


def test_a_service_of_one_size_does_not_scale() -> None:
    """With equal bounds there is nothing to follow."""
    assert own_roles(made(max_tasks=2)) == ["service", "task"]


def test_the_load_balancer_sends_the_services_paths_to_its_tasks() -> None:
    """The rule forwards to the target group, whose targets are the tasks' addresses and port."""
    recorder = made(**BEHIND)
    rule, target = recorder.one(RULE).inputs, recorder.one(TARGET).inputs
    assert (rule["listenerArn"], rule["priority"]) == (HTTP["listener_arn"], 100)
    assert rule["conditions"] == [{"pathPattern": {"values": ["/*"]}}]
    assert rule["actions"][0]["targetGroupArn"].endswith(":part-target")
    assert (target["targetType"], target["port"], target["vpcId"]) == ("ip", 8080, "vpc-0a")
    (balanced,) = recorder.one(SERVICE).inputs["loadBalancers"]
    assert (balanced["containerName"], balanced["containerPort"]) == ("orders", 8080)


def test_only_tasks_that_answer_200_get_requests() -> None:
    """ECS waits a minute before it counts failed health checks."""
    recorder = made(**BEHIND)
    health = recorder.one(TARGET).inputs["healthCheck"]
    assert (health["path"], health["matcher"]) == ("/healthz", "200")
    assert recorder.one(SERVICE).inputs["healthCheckGracePeriodSeconds"] == 60


@pytest.mark.parametrize(("change", "steady", "minutes"), [({}, True, "20m"), (QUICK, False, "40m")])
def test_an_update_waits_for_a_running_service(change: dict[str, Any], *, steady: bool, minutes: str) -> None:
    """By default it fails when the tasks do not become healthy in time."""
    timeouts: list[Any] = []

    def look(props: Any, opts: pulumi.ResourceOptions) -> Any:
        timeouts.append(opts.custom_timeouts)
        return props, opts

    args: Any = SAMPLE.args(change)
    recorder = record(lambda: Service("part", args, transforms={"service": look}))
    assert recorder.one(SERVICE).inputs["waitForSteadyState"] is steady
    assert [(minutes, minutes)] == [(item.create, item.update) for item in timeouts]


@pytest.mark.parametrize(("change", "dependencies"), [({}, ["Task"]), (BEHIND, ["Task", "ListenerRule"])])
def test_the_service_waits_for_its_rule_and_its_policies(change: dict[str, Any], dependencies: list[str]) -> None:
    """ECS rejects a target group that no listener uses, and a task cannot start without the policies of its roles."""
    found: list[str] = []

    def look(props: Any, opts: pulumi.ResourceOptions) -> Any:
        depends_on: Any = opts.depends_on or []
        found.extend(type(item).__name__ for item in depends_on)
        return props, opts

    args: Any = SAMPLE.args(change)
    record(lambda: Service("part", args, transforms={"service": look}))
    assert found == dependencies


def test_the_arguments_of_the_task_reach_it() -> None:
    """Those of `Task`, and none of the service's own."""
    recorder = made(cpu=1024, environment={"TOPIC": "order-events"}, log_retention_days=7)
    definition = recorder.one("aws:ecs/taskDefinition:TaskDefinition").inputs
    assert (definition["cpu"], definition["memory"]) == ("1024", "2048")
    assert '"TOPIC"' in definition["containerDefinitions"]
    assert recorder.one("aws:cloudwatch/logGroup:LogGroup").inputs["retentionInDays"] == 7


def test_a_service_without_http_has_no_target_group() -> None:
    """The output is None, and is not registered."""
    services: list[Service] = []
    args: Any = SAMPLE.args()
    recorder = record(lambda: services.append(Service("part", args)))
    assert services[0].target_group is None
    assert recorder.outputs[recorder.registrations[0].urn] == {"serviceName": "lisbon-orders"}


def test_a_service_behind_the_load_balancer_names_its_target_group() -> None:
    """By the suffix of its ARN, as metrics do."""
    recorder = made(**BEHIND)
    expected = {"serviceName": "lisbon-orders", "targetGroup": "targetgroup/x/1"}
    assert recorder.outputs[recorder.registrations[0].urn] == expected


def tracking(recorder: Recorder, role: str) -> dict[str, Any]:
    """What a target tracking policy keeps."""
    return recorder.one(POLICY, f"part-{role}").inputs["targetTrackingScalingPolicyConfiguration"]


def container(recorder: Recorder) -> dict[str, Any]:
    """The container of the task."""
    (found,) = json.loads(recorder.one("aws:ecs/taskDefinition:TaskDefinition").inputs["containerDefinitions"])
    return found


def test_tasks_are_on_demand_unless_a_share_is_on_spot() -> None:
    """The first tasks never are, and the service has another name, because the provider replaces it."""
    plain = made().one(SERVICE).inputs
    assert "capacityProviderStrategies" not in plain
    assert "forceNewDeployment" not in plain
    spot = made(spot_percent=60, on_demand_tasks=3)
    inputs = spot.one(SERVICE).inputs
    assert inputs["capacityProviderStrategies"] == [
        {"capacityProvider": "FARGATE", "weight": 40, "base": 3},
        {"capacityProvider": "FARGATE_SPOT", "weight": 60},
    ]
    assert "launchType" not in inputs
    assert (inputs["forceNewDeployment"], inputs["name"]) == (True, "lisbon-orders-spot")
    assert spot.one(SCALING).inputs["resourceId"] == "service/lisbon-services/lisbon-orders-spot"


def test_a_task_on_spot_has_the_two_minutes_that_aws_gives_it() -> None:
    """Unless the argument says less; a task on demand is killed after 30 seconds."""
    assert container(made())["stopTimeout"] == 30
    assert container(made(spot_percent=10))["stopTimeout"] == 120
    assert container(made(spot_percent=10, stop_timeout_seconds=60))["stopTimeout"] == 60


def test_the_load_balancer_drains_a_task_before_it_is_killed() -> None:
    """The delay is shorter than the time between SIGTERM and SIGKILL, also when that is short."""
    assert made(**BEHIND).one(TARGET).inputs["deregistrationDelay"] == 20
    assert made(**BEHIND, stop_timeout_seconds=10).one(TARGET).inputs["deregistrationDelay"] == 9


def test_a_rolling_deployment_says_so() -> None:
    """The provider keeps the strategy of a service whose program names none."""
    inputs = made(**BEHIND).one(SERVICE).inputs
    assert inputs["deploymentConfiguration"] == {"strategy": "ROLLING"}
    assert "alarms" not in inputs
    assert "advancedConfiguration" not in inputs["loadBalancers"][0]


@pytest.mark.parametrize(
    ("deployment", "expected", "minutes"),
    [
        ({"strategy": "blue-green", "bake_minutes": 0}, {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": "0"}, 20),
        (
            {"strategy": "linear", "step_percent": 30, "step_minutes": 5},
            {
                "strategy": "LINEAR",
                "bakeTimeInMinutes": "10",
                "linearConfiguration": {"stepPercent": 30.0, "stepBakeTimeInMinutes": "5"},
            },
            45,
        ),
        (
            {"strategy": "canary", "canary_percent": 2.5},
            {
                "strategy": "CANARY",
                "bakeTimeInMinutes": "10",
                "canaryConfiguration": {"canaryPercent": 2.5, "canaryBakeTimeInMinutes": "10"},
            },
            40,
        ),
    ],
    ids=["blue-green", "linear", "canary"],
)
def test_a_strategy_shifts_requests(deployment: dict[str, Any], expected: dict[str, Any], minutes: int) -> None:
    """The update waits 20 minutes more than the pauses take."""
    config = resolve("part", SAMPLE.args(BEHIND | {"deployment": {"test": {"priority": 50}} | deployment}))  # pyright: ignore[reportArgumentType] - the tests' dict
    assert minutes == config.deployment.minutes
    recorder = made(**BEHIND, deployment={"test": {"priority": 50}} | deployment)
    assert recorder.one(SERVICE).inputs["deploymentConfiguration"] == expected


def test_a_shift_has_a_second_target_group_and_a_rule_for_test_requests() -> None:
    """Both target groups are the target of a rule, and ECS may change these rules and groups only."""
    recorder = made(**BEHIND, deployment=SHIFTED)
    advanced = recorder.one(SERVICE).inputs["loadBalancers"][0]["advancedConfiguration"]
    assert {key: arn.rsplit(":", 1)[-1] for key, arn in advanced.items()} == {
        "alternateTargetGroupArn": "part-alternate-target",
        "productionListenerRule": "part-rule",
        "testListenerRule": "part-test-rule",
        "roleArn": "part-deployment-role",
    }
    second, test = recorder.one(TARGET, "alternate-target").inputs, recorder.one(RULE, "test-rule").inputs
    first = recorder.one(TARGET, "part-target").inputs
    assert {key for key in first if first[key] != second[key]} == {"name"}
    assert (test["priority"], test["listenerArn"]) == (50, HTTP["listener_arn"])
    assert test["conditions"][1] == {"httpHeader": {"httpHeaderName": "x-release", "values": ["test"]}}
    assert test["actions"][0]["targetGroupArn"].endswith(":part-alternate-target")
    outputs = recorder.outputs[recorder.registrations[0].urn]
    assert outputs["alternateTargetGroup"] == "targetgroup/x/1"


def test_what_ecs_shifts_is_not_shifted_back() -> None:
    """The actions of both rules are ignored, but only while ECS changes them."""
    assert {item.ignores for item in made(**BEHIND, deployment=SHIFTED).of_type(RULE)} == {("actions",)}
    assert made(**BEHIND).one(RULE).ignores == ()


def test_the_second_target_group_can_stay_ready() -> None:
    """With a rolling deployment, on the way to another strategy or back from it."""
    recorder = made(**BEHIND, deployment={"test": {"priority": 50}})
    inputs = recorder.one(SERVICE).inputs
    assert inputs["deploymentConfiguration"] == {"strategy": "ROLLING"}
    assert "advancedConfiguration" in inputs["loadBalancers"][0]


def test_alarms_roll_a_deployment_back() -> None:
    """With every strategy."""
    expected = {"alarmNames": ["lisbon-health"], "enable": True, "rollback": True}
    assert made(**BEHIND, deployment=SHIFTED).one(SERVICE).inputs["alarms"] == expected
    assert made(deployment={"alarm_names": ["lisbon-health"]}).one(SERVICE).inputs["alarms"] == expected


def test_tasks_follow_their_requests() -> None:
    """Beside the CPU; the label names the load balancer and the target group."""
    recorder = made(**BEHIND | COUNTED)
    assert tracking(recorder, "requests-policy") == {
        "targetValue": 600,
        "predefinedMetricSpecification": {
            "predefinedMetricType": "ALBRequestCountPerTarget",
            "resourceLabel": "app/x/1/targetgroup/x/1",
        },
        "scaleInCooldown": 300,
        "scaleOutCooldown": 60,
    }


def test_tasks_follow_the_requests_of_both_target_groups() -> None:
    """The other one has the requests after the next deployment."""
    recorder = made(**BEHIND | COUNTED, deployment=SHIFTED)
    metrics = tracking(recorder, "requests-policy")["customizedMetricSpecification"]["metrics"]
    assert [metric["id"] for metric in metrics] == ["requests0", "requests1", "result"]
    assert metrics[2]["expression"] == "FILL(requests0, 0) + FILL(requests1, 0)"
    assert [metric["returnData"] for metric in metrics] == [False, False, True]
    stat = metrics[0]["metricStat"]
    assert (stat["metric"]["metricName"], stat["stat"]) == ("RequestCountPerTarget", "Sum")


def test_tasks_follow_their_backlog() -> None:
    """The unread records of all topics, divided by the tasks, so that the value falls when tasks are added."""
    policy = tracking(made(lag=LAG), "lag-policy")
    *queries, tasks, result = policy["customizedMetricSpecification"]["metrics"]
    assert (policy["targetValue"], result["expression"]) == (500, "(lag0 + lag1) / tasks")
    metric = queries[1]["metricStat"]["metric"]
    assert {item["name"]: item["value"] for item in metric["dimensions"]} == {
        "Cluster Name": "lisbon-stream",
        "Consumer Group": "orders",
        "Topic": "courier-events",
    }
    assert {item["name"]: item["value"] for item in tasks["metricStat"]["metric"]["dimensions"]} == {
        "ClusterName": "lisbon-services",
        "ServiceName": "lisbon-orders",
    }


def test_a_forecast_of_aws_can_add_tasks() -> None:
    """From the same share of the CPU."""
    recorder = made(predictive="forecast-only", cpu_percent=60.0)
    policy = recorder.one(POLICY, "predictive-policy").inputs
    assert policy["policyType"] == "PredictiveScaling"
    assert policy["predictiveScalingPolicyConfiguration"] == {
        "mode": "ForecastOnly",
        "metricSpecifications": [
            {
                "targetValue": "60",
                "predefinedMetricPairSpecification": {"predefinedMetricType": "ECSServiceCPUUtilization"},
            }
        ],
    }


def test_the_minimum_changes_at_the_scheduled_times() -> None:
    """In the time zone of the schedule; an update does not change it back."""
    recorder = made(**SCHEDULE)
    action = recorder.one(SCHEDULED).inputs
    assert (action["schedule"], action["timezone"]) == ("cron(50 18 ? * FRI,SAT *)", "Europe/Lisbon")
    assert (action["scalableTargetAction"], action["name"]) == ({"minCapacity": 3}, "lisbon-orders-fri-sat-1850")
    assert recorder.one(SCALING).ignores == ("minCapacity",)
    assert made().one(SCALING).ignores == ()


def test_service_connect_finds_the_named_port_and_logs_no_query() -> None:
    """The proxy logs to the task's log group, which the execution role may write to."""
    recorder = made(connect={"namespace": "lisbon", "dns_name": "orders", "tls": TLS}, port=8080)
    connect = recorder.one(SERVICE).inputs["serviceConnectConfiguration"]
    (server,) = connect["services"]
    (mapping,) = container(recorder)["portMappings"]
    assert server["portName"] == mapping["name"]
    assert mapping["appProtocol"] == "http"
    assert server["clientAlias"] == [{"dnsName": "orders", "port": 8080}]
    assert server["tls"]["issuerCertAuthority"] == {"awsPcaAuthorityArn": TLS["authority_arn"]}
    assert connect["accessLogConfiguration"] == {"format": "JSON", "includeQueryParameters": "DISABLED"}
    assert connect["logConfiguration"]["options"]["awslogs-group"] == "/citycell/lisbon/services/orders"


def test_a_service_may_only_call_others() -> None:
    """Its port has no name, and its proxy offers nothing."""
    recorder = made(connect={"namespace": "lisbon", "access_logs": False}, port=8080)
    connect = recorder.one(SERVICE).inputs["serviceConnectConfiguration"]
    assert set(connect) == {"enabled", "namespace", "logConfiguration"}
    assert "name" not in container(recorder)["portMappings"][0]
