"""The part of the configuration of `Service` that is about deployments."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pulumi

from ..core.arguments import Arguments
from . import limits
from .args import DeploymentArgs, DeploymentStrategy

DEPLOYMENT_MINUTES: Final = 20
"""The provider's own default (pulumi-aws, `aws.ecs.Service`, timeouts). The circuit breaker decides before."""

BAKE_MINUTES: Final = 10
STEP_PERCENT: Final = 10.0
STEP_MINUTES: Final = 6
CANARY_PERCENT: Final = 5.0
CANARY_MINUTES: Final = 10
"""Defaults of Amazon ECS (API, LinearConfiguration and CanaryConfiguration); the bake time has none there."""

TEST_HEADER: Final = "x-release"
TEST_VALUE: Final = "test"

_ONLY: Final = {
    DeploymentStrategy.LINEAR: ("step_percent", "step_minutes"),
    DeploymentStrategy.CANARY: ("canary_percent", "canary_minutes"),
}
"""Arguments that belong to one strategy."""


@dataclass(frozen=True, kw_only=True)
class TestConfig:
    """The rule of test requests."""

    priority: int
    header: str
    value: str


@dataclass(frozen=True, kw_only=True)
class DeploymentConfig:
    """How a new release takes over."""

    strategy: DeploymentStrategy
    test: TestConfig | None
    """None if the service has one target group."""
    bake_minutes: int
    step_percent: float
    step_minutes: int
    canary_percent: float
    canary_minutes: int
    alarm_names: Sequence[pulumi.Input[str]]
    wait_for_steady_state: bool
    minutes: int
    """How long an update waits."""

    @property
    def shifts(self) -> bool:
        """Whether requests are shifted from the old tasks to the new ones, in place of task by task."""
        return self.strategy is not DeploymentStrategy.ROLLING

    @property
    def shift_minutes(self) -> int:
        """How long the pauses of the strategy take."""
        if not self.shifts:
            return 0
        steps = math.ceil(100 / self.step_percent) - 1  # no pause after the last step (LinearConfiguration)
        pauses = {
            DeploymentStrategy.LINEAR: steps * self.step_minutes,
            DeploymentStrategy.CANARY: self.canary_minutes,
        }
        return pauses.get(self.strategy, 0) + self.bake_minutes


def deployment_config(arguments: Arguments) -> DeploymentConfig:
    """The arguments `deployment`, `wait_for_steady_state` and `deployment_minutes`.

    Raises:
        ArgumentError: Amazon ECS would not accept them, or the update would not wait for the end of a deployment.
    """
    given = arguments.nested("deployment") or Arguments("Service", "", {}, DeploymentArgs)
    strategy = given.enum("strategy", DeploymentStrategy, DeploymentStrategy.ROLLING)
    _check_strategy(arguments, given, strategy)
    if given.is_set("alarm_names"):
        given.list_of("alarm_names", 1)
    deployment = DeploymentConfig(
        strategy=strategy,
        test=_test(arguments, given),
        bake_minutes=given.integer("bake_minutes", 0, limits.MAX_BAKE_MINUTES, BAKE_MINUTES),
        step_percent=_tenths(given, "step_percent", limits.MIN_STEP_PERCENT, STEP_PERCENT),
        step_minutes=given.integer("step_minutes", 0, limits.MAX_BAKE_MINUTES, STEP_MINUTES),
        canary_percent=_tenths(given, "canary_percent", limits.MIN_CANARY_PERCENT, CANARY_PERCENT),
        canary_minutes=given.integer("canary_minutes", 0, limits.MAX_BAKE_MINUTES, CANARY_MINUTES),
        alarm_names=given.list_of("alarm_names"),
        wait_for_steady_state=arguments.boolean("wait_for_steady_state", default=True),
        minutes=DEPLOYMENT_MINUTES,
    )
    return replace(deployment, minutes=_minutes(arguments, deployment))


def _minutes(arguments: Arguments, deployment: DeploymentConfig) -> int:
    """How long an update waits: longer than the strategy pauses, or it fails while the deployment goes well."""
    shift = deployment.shift_minutes
    minimum, hint = limits.MIN_DEPLOYMENT_MINUTES, ""
    if deployment.wait_for_steady_state and shift:
        minimum, hint = minimum + shift, f"because the strategy takes {shift} minutes"
    default = min(DEPLOYMENT_MINUTES + shift, limits.MAX_DEPLOYMENT_MINUTES)
    if minimum > limits.MAX_DEPLOYMENT_MINUTES:
        message = (
            f"its pauses take {shift} minutes, and deployment_minutes is {limits.MAX_DEPLOYMENT_MINUTES} at most: "
            "shorten them, or do without wait_for_steady_state"
        )
        raise arguments.error("deployment", deployment.strategy, message)
    return arguments.integer("deployment_minutes", minimum, limits.MAX_DEPLOYMENT_MINUTES, default, hint=hint)


def _check_strategy(arguments: Arguments, given: Arguments, strategy: DeploymentStrategy) -> None:
    for owner, names in _ONLY.items():
        for argument in names:
            given.requires(argument, strategy is owner, f"only the strategy {owner.value} has it")
    shifts = strategy is not DeploymentStrategy.ROLLING
    given.requires("bake_minutes", shifts, "a rolling deployment has no bake time")
    if shifts:
        arguments.required("http", f"the strategy {strategy.value} shifts the requests of a load balancer")
        given.required("test", f"the strategy {strategy.value} needs a rule for the second target group")


def _test(arguments: Arguments, given: Arguments) -> TestConfig | None:
    test = given.nested("test")
    if test is None:
        return None
    http = arguments.nested("http")
    if http is None:
        raise arguments.error("http", None, "only a service behind the load balancer has test requests")
    priority = test.integer("priority", 1, limits.MAX_PRIORITY)
    if priority >= http.integer("priority", 1, limits.MAX_PRIORITY):
        raise test.error("priority", priority, "it must be less than http.priority, or no test request gets that far")
    if len(http.list_of("path_patterns")) >= limits.MAX_PATTERNS:
        message = f"with test requests it must have at most {limits.MAX_PATTERNS - 1} items"
        raise http.error("path_patterns", http.list_of("path_patterns"), message)
    return TestConfig(
        priority=priority,
        header=test.string(
            "header",
            TEST_HEADER,
            predicate=lambda text: bool(limits.HEADER.fullmatch(text)) and text.lower() != "host",
            message="it must be the name of an HTTP header other than host, 40 characters at most",
        ),
        value=test.string(
            "value",
            TEST_VALUE,
            predicate=lambda text: 0 < len(text) <= limits.MAX_HEADER_VALUE and not set(text) & {"*", "?"},
            message=f"it must be 1 to {limits.MAX_HEADER_VALUE} characters without * and ?",
        ),
    )


def _tenths(given: Arguments, argument: str, minimum: float, default: float) -> float:
    """A share in tenths of a percent. Tenths have no exact binary form, so they are compared after rounding."""
    value = given.float_(argument, minimum, 100, default)
    if abs(value - round(value, 1)) > 1e-9:  # noqa: PLR2004 - far below a tenth
        raise given.error(argument, value, "it must be in steps of 0.1")
    return round(value, 1)
