"""Services: how many tasks run where, how the load balancer reaches them, and how they scale."""

from typing import Any

import pulumi
import pytest

from components import Service
from tests.components.recording import Recorder, record
from tests.components.samples.service import HTTP, SAMPLE

SERVICE, TARGET, RULE = "aws:ecs/service:Service", "aws:lb/targetGroup:TargetGroup", "aws:lb/listenerRule:ListenerRule"
SCALING, POLICY = "aws:appautoscaling/target:Target", "aws:appautoscaling/policy:Policy"
QUICK: dict[str, Any] = {"wait_for_steady_state": False, "deployment_minutes": 40}
BEHIND = {"http": HTTP, "port": 8080}


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
