"""Inputs of a service, its target groups and its listener rules; nothing here makes a resource."""

from typing import Any, Final

import pulumi

from ..core.component import Props
from .args import DeploymentStrategy
from .config import HttpConfig, ServiceConfig
from .connect_config import ConnectConfig, ServerConfig
from .deployment_config import DeploymentConfig, TestConfig

_STRATEGIES: Final = {
    DeploymentStrategy.ROLLING: "ROLLING",
    DeploymentStrategy.BLUE_GREEN: "BLUE_GREEN",
    DeploymentStrategy.LINEAR: "LINEAR",
    DeploymentStrategy.CANARY: "CANARY",
}


def target_group(name: str, http: HttpConfig) -> Props:
    """A target group of tasks, which are registered by their address."""
    return {
        "name": name,
        "vpc_id": http.vpc_id,
        "target_type": "ip",
        "port": http.port,
        # Inside the network only, from the load balancer's security group to the tasks' group.
        "protocol": "HTTP",
        "deregistration_delay": http.deregistration_seconds,
        "health_check": {
            "path": http.health_path,
            "matcher": "200",
            "interval": 10,
            "timeout": 5,
            "healthy_threshold": 2,
            "unhealthy_threshold": 3,
        },
    }


def listener_rule(http: HttpConfig, target_arn: pulumi.Input[str], test: TestConfig | None = None) -> Props:
    """The rule of the service's requests, or that of its test requests."""
    conditions: list[Props] = [{"path_pattern": {"values": http.path_patterns}}]
    if test:
        conditions.append({"http_header": {"http_header_name": test.header, "values": [test.value]}})
    return {
        "listener_arn": http.listener_arn,
        "priority": test.priority if test else http.priority,
        "actions": [{"type": "forward", "target_group_arn": target_arn}],
        "conditions": conditions,
    }


def balanced(container: str, http: HttpConfig, target_arn: pulumi.Input[str], advanced: Props | None = None) -> Props:
    """The service's place behind the load balancer."""
    place: Props = {"target_group_arn": target_arn, "container_name": container, "container_port": http.port}
    if advanced:
        place["advanced_configuration"] = advanced
    return {"load_balancers": [place], "health_check_grace_period_seconds": 60}


def service(config: ServiceConfig, task_definition: pulumi.Input[str]) -> Props:
    """A service on Fargate, without its name, load balancer and Service Connect."""
    return {
        "cluster": config.cluster_arn,
        "task_definition": task_definition,
        "desired_count": config.min_tasks,
        **_capacity(config),
        "platform_version": "LATEST",
        "network_configuration": {
            "subnets": config.subnet_ids,
            "security_groups": [config.security_group_id],
            "assign_public_ip": False,
        },
        "deployment_circuit_breaker": {"enable": True, "rollback": True},
        "deployment_minimum_healthy_percent": 100,
        "deployment_maximum_percent": 200,
        "availability_zone_rebalancing": "ENABLED",
        "enable_execute_command": False,
        "propagate_tags": "SERVICE",
        "wait_for_steady_state": config.deployment.wait_for_steady_state,
        **_deployment(config.deployment),
    }


def _capacity(config: ServiceConfig) -> Props:
    """Where tasks run. A change of the shares is made in place only with a new deployment.

    Source: `capacityProviderStrategyCustomizeDiff` in `internal/service/ecs/service.go` of
    hashicorp/terraform-provider-aws. It also says what no input can change: from a launch type to capacity providers,
    and back, the provider replaces the service, although Amazon ECS could update it.
    """
    if config.spot is None:
        return {"launch_type": "FARGATE"}
    on_demand: Props = {"capacity_provider": "FARGATE", "weight": 100 - config.spot.percent}
    if config.spot.on_demand_tasks:
        on_demand["base"] = config.spot.on_demand_tasks
    spot: Props = {"capacity_provider": "FARGATE_SPOT", "weight": config.spot.percent}
    return {"capacity_provider_strategies": [on_demand, spot], "force_new_deployment": True}


def _deployment(config: DeploymentConfig) -> Props:
    """The strategy. It is always sent: the provider keeps the last one of a service that has none in the program."""
    shift: dict[str, Any] = {"strategy": _STRATEGIES[config.strategy]}
    if config.shifts:
        shift["bake_time_in_minutes"] = str(config.bake_minutes)
    if config.strategy is DeploymentStrategy.LINEAR:
        shift["linear_configuration"] = {
            "step_percent": config.step_percent,
            "step_bake_time_in_minutes": str(config.step_minutes),
        }
    if config.strategy is DeploymentStrategy.CANARY:
        shift["canary_configuration"] = {
            "canary_percent": config.canary_percent,
            "canary_bake_time_in_minutes": str(config.canary_minutes),
        }
    alarms: Props = {}
    if config.alarm_names:
        alarms = {"alarms": {"alarm_names": [*config.alarm_names], "enable": True, "rollback": True}}
    return {"deployment_configuration": shift, **alarms}


def connected(config: ConnectConfig, region: str, log_group: pulumi.Input[str], service_name: str) -> Props:
    """ECS Service Connect: the proxy beside each task, and its logs."""
    options = {
        "awslogs-group": log_group,
        "awslogs-region": region,
        "awslogs-stream-prefix": f"{service_name}-connect",
        "mode": "non-blocking",
    }
    connect: Props = {
        "enabled": True,
        "namespace": config.namespace,
        "log_configuration": {"log_driver": "awslogs", "options": options},
    }
    if config.server:
        connect["services"] = [_server(config.server)]
    if config.access_logs:
        # Query parameters may have tokens of customers.
        connect["access_log_configuration"] = {"format": "JSON", "include_query_parameters": "DISABLED"}
    return {"service_connect_configuration": connect}


def _server(server: ServerConfig) -> Props:
    tls: Props = {}
    if server.tls:
        authority = {"aws_pca_authority_arn": server.tls.authority_arn}
        tls = {
            "tls": {
                "issuer_cert_authority": authority,
                "role_arn": server.tls.role_arn,
                "kms_key": server.tls.key_arn,
            }
        }
    alias = {"dns_name": server.dns_name, "port": server.port}
    return {"port_name": server.port_name, "client_alias": [alias], **tls}
