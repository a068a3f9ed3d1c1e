"""What Application Auto Scaling does when a scalable target is registered: it moves the capacity into the range.

"If the specified resource is not active in the target service, this operation does not change the resource's current
capacity. Otherwise, it changes the resource's current capacity to a value that is inside of this range."
(https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html)
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from .account import Account
from .cloud import Cloud, Standing

TARGET = "aws:appautoscaling/target:Target"


def register(cloud: Cloud, account: Account, inputs: Mapping[str, Any]) -> None:
    """Move what a scalable target scales into its range, as far as the cloud has it."""
    dimension, resource = str(inputs.get("scalableDimension")), str(inputs.get("resourceId"))
    bounds = (int(inputs.get("minCapacity", 0)), int(inputs.get("maxCapacity", 0)))

    def inside(capacity: int) -> int:
        return max(bounds[0], min(bounds[1], capacity))

    adjust(cloud, account, dimension, resource, inside)


def adjust(
    cloud: Cloud, account: Account, dimension: str, resource: str, capacity: Callable[[int], int]
) -> Standing | None:
    """Change the capacity of a table, an index or a service, as scaling does; the resource afterwards."""
    service, _, metric = dimension.partition(":")
    if service == "dynamodb":
        return _adjust_table(cloud, account, metric, resource, capacity)
    if dimension == "ecs:service:DesiredCount":
        return _adjust_service(cloud, account, resource, capacity)
    return None


def _adjust_table(
    cloud: Cloud, account: Account, metric: str, resource: str, capacity: Callable[[int], int]
) -> Standing | None:
    _, name, *index = resource.split("/")
    table = cloud.find("aws:dynamodb/table:Table", account, name)
    key = "readCapacity" if "Read" in metric else "writeCapacity"
    if table is None or table.properties.get("billingMode") != "PROVISIONED":
        return None
    if not index:
        return _put(cloud, table, {key: capacity(int(table.properties.get(key, 1)))})
    indexes = [
        {**item, key: capacity(int(item.get(key, 1)))} if item["name"] == index[-1] else item
        for item in table.properties.get("globalSecondaryIndexes", [])
    ]
    return _put(cloud, table, {"globalSecondaryIndexes": indexes})


def _adjust_service(cloud: Cloud, account: Account, resource: str, capacity: Callable[[int], int]) -> Standing | None:
    _, cluster, name = resource.split("/")
    for service in cloud.all():
        properties = service.properties
        if service.token == "aws:ecs/service:Service" and properties.get("name") == name:  # noqa: S105 - a type
            in_cluster = str(properties.get("cluster", "")).endswith(cluster)
            if in_cluster and (service.account, service.region) == (account.id, account.region):
                return _put(cloud, service, {"desiredCount": capacity(int(properties.get("desiredCount", 0)))})
    return None


def _put(cloud: Cloud, standing: Standing, change: Mapping[str, Any]) -> Standing:
    changed = dataclasses.replace(standing, properties={**standing.properties, **change})
    cloud.put(changed)
    return changed
