"""Scaling policies and scheduled changes of a service's number of tasks; nothing here makes a resource."""

from collections.abc import Mapping, Sequence
from typing import Final

import pulumi

from ..core.component import Props
from .args import PredictiveScaling
from .scaling_config import LagConfig

SCALE_IN_SECONDS: Final = 300
SCALE_OUT_SECONDS: Final = 60
"""Pauses after a change: tasks are added at once and removed slowly."""

CPU: Final = "ECSServiceAverageCPUUtilization"

_MODES: Final = {
    PredictiveScaling.FORECAST_ONLY: "ForecastOnly",
    PredictiveScaling.FORECAST_AND_SCALE: "ForecastAndScale",
}


def cpu(percent: float) -> Props:
    """Keep the average CPU of the tasks."""
    return _tracking(percent, {"predefined_metric_specification": {"predefined_metric_type": CPU}})


def requests(per_minute: int, balancer: pulumi.Input[str], target_groups: Sequence[pulumi.Input[str]]) -> Props:
    """Keep the requests per minute of each task.

    With two target groups, only one of them has the requests at most times, and which one it is changes with every
    deployment, so both are added (https://github.com/aws/containers-roadmap/issues/1681 and the pattern
    `ecs-bluegreen-autoscaling` of aws-samples/sample-amazon-ecs-blue-green-deployment-patterns). A group without
    requests has no values, which count as 0.
    """
    if len(target_groups) == 1:
        label = pulumi.Output.concat(balancer, "/", target_groups[0])
        metric = {"predefined_metric_type": "ALBRequestCountPerTarget", "resource_label": label}
        return _tracking(per_minute, {"predefined_metric_specification": metric})
    queries = [
        _query(
            f"requests{index}",
            "AWS/ApplicationELB",
            "RequestCountPerTarget",
            {"LoadBalancer": balancer, "TargetGroup": group},
            "Sum",
        )
        for index, group in enumerate(target_groups)
    ]
    total = " + ".join(f"FILL({query['id']}, 0)" for query in queries)
    return _tracking(per_minute, _custom(queries, total))


def lag(config: LagConfig, cluster: pulumi.Input[str], service: pulumi.Input[str]) -> Props:
    """Keep the unread records of each task.

    The backlog is divided by the number of tasks, because target tracking needs a metric that falls as tasks are added
    (Application Auto Scaling user guide, "Create a target tracking scaling policy using metric math", which does the
    same for a queue). `SumOffsetLag` has the unread records of all partitions; while it has no values, nothing changes.
    """
    queries = [
        _query(
            f"lag{index}",
            "AWS/Kafka",
            "SumOffsetLag",
            {"Cluster Name": config.stream, "Consumer Group": config.group, "Topic": topic},
            "Maximum",
        )
        for index, topic in enumerate(config.topics)
    ]
    backlog = " + ".join(query["id"] for query in queries)
    dimensions = {"ClusterName": cluster, "ServiceName": service}
    tasks = _query("tasks", "ECS/ContainerInsights", "RunningTaskCount", dimensions, "Average")
    return _tracking(config.records_per_task, _custom([*queries, tasks], f"({backlog}) / tasks"))


def predictive(mode: PredictiveScaling, percent: float) -> Props:
    """A forecast from the CPU, which only adds tasks; target tracking removes them.

    Source: Amazon ECS developer guide, "Use historical patterns to scale Amazon ECS services with predictive scaling".
    """
    pair = {"predefined_metric_type": "ECSServiceCPUUtilization"}
    return {
        "policy_type": "PredictiveScaling",
        "predictive_scaling_policy_configuration": {
            "mode": _MODES[mode],
            "metric_specifications": [{"target_value": f"{percent:g}", "predefined_metric_pair_specification": pair}],
        },
    }


def _tracking(target: float, metric: Props) -> Props:
    return {
        "policy_type": "TargetTrackingScaling",
        "target_tracking_scaling_policy_configuration": {
            "target_value": target,
            **metric,
            "scale_in_cooldown": SCALE_IN_SECONDS,
            "scale_out_cooldown": SCALE_OUT_SECONDS,
        },
    }


def _custom(queries: Sequence[Props], expression: str) -> Props:
    """A metric from others. Only the result is returned, as Application Auto Scaling requires."""
    result = {"id": "result", "expression": expression, "return_data": True}
    return {"customized_metric_specification": {"metrics": [*queries, result]}}


def _query(
    name: str, namespace: str, metric: str, dimensions: Mapping[str, pulumi.Input[str]], statistic: str
) -> Props:
    named = [{"name": key, "value": value} for key, value in dimensions.items()]
    stat = {"metric": {"namespace": namespace, "metric_name": metric, "dimensions": named}, "stat": statistic}
    return {"id": name, "metric_stat": stat, "return_data": False}
