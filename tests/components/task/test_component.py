"""Tasks: what a task definition is made from, and how its container is confined."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from components import Task
from components.task.images import ecr_repository_arn, is_by_digest
from components.task.limits import CPU_UNITS
from tests.components.recording import ACCOUNT, REGION, Recorder, record
from tests.components.samples.task import IMAGE, KEY, SAMPLE, SECRET

DEFINITION, GROUP = "aws:ecs/taskDefinition:TaskDefinition", "aws:cloudwatch/logGroup:LogGroup"
ROLE = "aws:iam/role:Role"


def made(**change: Any) -> Recorder:
    """A task on mocks."""
    return record(lambda: Task("part", SAMPLE.args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def definition(**change: Any) -> Mapping[str, Any]:
    """The inputs of the task definition."""
    return made(**change).one(DEFINITION).inputs


def container(**change: Any) -> Mapping[str, Any]:
    """The one container of the task definition."""
    (found,) = json.loads(definition(**change)["containerDefinitions"])
    return found


def roles(recorder: Recorder) -> list[str]:
    """Names of the children, without that of the component."""
    return sorted(item.name.removeprefix("part-") for item in recorder.registrations[1:])


def test_a_task_has_a_definition_two_roles_and_a_log_group() -> None:
    """A role without statements has no policy, since IAM rejects empty documents."""
    least = ["definition", "execution-policy", "execution-role", "log-group", "role"]
    assert roles(made()) == least
    uses = {"connections_arn": f"arn:aws:execute-api:{REGION}:{ACCOUNT}:a1/live/POST/@connections/*"}
    assert roles(made(uses=uses)) == sorted([*least, "policy"])


def test_it_runs_on_fargate_and_arm64() -> None:
    """Network mode and platform do not depend on arguments."""
    inputs = definition()
    assert (inputs["family"], inputs["networkMode"]) == ("lisbon-orders", "awsvpc")
    assert inputs["requiresCompatibilities"] == ["FARGATE"]
    assert inputs["runtimePlatform"] == {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"}
    assert (inputs["taskRoleArn"][-9:], inputs["executionRoleArn"][-19:]) == ("part-role", "part-execution-role")


@pytest.mark.parametrize(
    ("change", "size"),
    [
        ({}, ("512", "1024")),
        ({"cpu": 2048}, ("2048", "4096")),
        ({"cpu": 256}, ("256", "512")),
        ({"memory_mib": 4096}, ("512", "4096")),
    ],
)
def test_memory_is_twice_the_cpu_units_by_default(change: Mapping[str, Any], size: tuple[str, str]) -> None:
    """ECS reads both as strings."""
    inputs = definition(**change)
    assert (inputs["cpu"], inputs["memory"]) == size


@pytest.mark.parametrize("cpu", CPU_UNITS)
def test_the_default_memory_is_one_that_fargate_offers(cpu: int) -> None:
    """For each size of CPU."""
    minimum, maximum = CPU_UNITS[cpu]
    assert minimum <= int(definition(cpu=cpu)["memory"]) <= maximum


def test_the_container_is_confined() -> None:
    """No root, no capabilities, and nothing to write to but `/tmp`."""
    found = container()
    assert (found["user"], found["privileged"], found["readonlyRootFilesystem"]) == ("10001:10001", False, True)
    assert found["linuxParameters"] == {"initProcessEnabled": True, "capabilities": {"drop": ["ALL"]}}
    assert found["mountPoints"] == [{"sourceVolume": "tmp", "containerPath": "/tmp"}]  # noqa: S108 - the container's
    assert definition()["volumes"] == [{"name": "tmp"}]


def test_the_container_runs_its_image_and_command() -> None:
    """It has no port, secret or label unless an argument gives one."""
    found = container()
    assert (found["name"], found["image"], found["command"]) == ("orders", IMAGE, ["serve"])
    assert (found["portMappings"], found["secrets"], found["dockerLabels"]) == ([], [], {})


def test_port_secrets_and_labels_reach_the_container() -> None:
    """Secrets are references to Secrets Manager, by ARN."""
    label = {"citycell.run": "before-services"}
    found = container(port=8080, secrets={"PASSWORD": SECRET}, secret_key_arn=KEY, labels=label)
    assert found["portMappings"] == [{"containerPort": 8080, "protocol": "tcp"}]
    assert found["secrets"] == [{"name": "PASSWORD", "valueFrom": SECRET}]
    assert found["dockerLabels"] == label


def test_the_environment_names_the_cell_beside_the_callers_variables() -> None:
    """Sorted by name, so that the definition changes only with its content."""
    found = container(environment={"TOPIC": "order-events", "A": "1"})["environment"]
    assert [(item["name"], item["value"]) for item in found] == [
        ("A", "1"),
        ("AWS_REGION", REGION),
        ("CELL", "lisbon"),
        ("CITY", "lisbon"),
        ("TOPIC", "order-events"),
    ]


def test_logs_go_to_an_encrypted_group_without_blocking() -> None:
    """The group keeps events for 90 days by default."""
    options = container()["logConfiguration"]["options"]
    assert options["awslogs-group"] == "/citycell/lisbon/services/orders"
    assert (options["awslogs-region"], options["mode"]) == (REGION, "non-blocking")
    inputs = made().one(GROUP).inputs
    assert (inputs["retentionInDays"], inputs["kmsKeyId"]) == (90, KEY)
    assert made(log_retention_days=7).one(GROUP).inputs["retentionInDays"] == 7


def test_only_ecs_for_this_account_assumes_its_roles() -> None:
    """The code's role and the execution role trust the same service."""
    for role in made().of_type(ROLE):
        assert '"ecs-tasks.amazonaws.com"' in role.inputs["assumeRolePolicy"]
        assert f'"aws:SourceAccount": "{ACCOUNT}"' in role.inputs["assumeRolePolicy"]
    assert [role.inputs["name"] for role in made().of_type(ROLE)] == ["lisbon-orders", "lisbon-orders-start"]


def test_outputs_name_the_definition_the_container_and_the_codes_role() -> None:
    """The role is that of the code, not the execution role."""
    recorder = made()
    assert recorder.outputs[recorder.registrations[0].urn] == {
        "taskDefinitionArn": "arn:aws:mock:mock-1:123456789012:part-definition",
        "containerName": "orders",
        "roleName": "lisbon-orders",
        "logGroupName": "/citycell/lisbon/services/orders",
    }


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (IMAGE, True),
        (IMAGE.replace("services@", "services:1.2@"), True),
        ("registry.example/services:1.2", False),
        (IMAGE[:-1], False),
        (f"{IMAGE}0", False),
    ],
)
def test_an_image_by_digest_cannot_change(image: str, expected: bool) -> None:
    """A tag beside the digest is allowed, as Docker ignores it then."""
    assert is_by_digest(image) is expected


def test_only_images_in_ecr_have_a_repository_arn() -> None:
    """Account and region are those of the registry."""
    image = f"210987654321.dkr.ecr.eu-west-3.amazonaws.com/team/services@sha256:{'a' * 64}"
    assert ecr_repository_arn(image) == "arn:aws:ecr:eu-west-3:210987654321:repository/team/services"
    assert ecr_repository_arn(IMAGE) is None
