"""Cases of the rule `alarmed`."""

from policies.rule import Resource
from policies.testing import UNKNOWN, Cases, Node, case, linked, stack_of, within

_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
_TABLE = "aws:dynamodb/table:Table"
_CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
_FUNCTION = "aws:lambda/function:Function"
_SOURCE = ("functionName", linked("aws:lambda/eventSourceMapping:EventSourceMapping"))

_CELL = stack_of(
    {
        "orders": Node(_TABLE, {"name": UNKNOWN}),
        "tickets": Node(_TABLE, {"name": "tickets"}),
        "alarm": Node(_ALARM, {}, {"dimensions": "orders"}),
    }
)


def _alarm(**dimensions: str) -> list[Resource]:
    return [linked(_ALARM, dimensions=dimensions)]


CASES = Cases(
    passes=[
        within(_CELL, "orders"),
        case({"clusterName": "s"}, stack=_alarm(**{"Cluster Name": "s", "Broker ID": "1"})),
        case({"replicationGroupId": "c"}, kind=_CACHE, stack=_alarm(CacheClusterId="c-0001-002")),
        case({"name": "lb"}, kind="aws:lb/loadBalancer:LoadBalancer", stack=_alarm(LoadBalancer="app/lb/1")),
        case({"name": "f"}, kind=_FUNCTION),
        case({"name": "t", "tags": {"disposable": "true"}}, kind=_TABLE),
        case(
            {"name": "t"},
            kind=_TABLE,
            stack=[linked(_ALARM, metricQueries=[{"metric": {"dimensions": {"TableName": "t"}}}])],
        ),
    ],
    fails=[
        within(_CELL, "tickets", ""),
        case({"clusterName": "s"}, ""),
        case({"name": "f"}, "", kind=_FUNCTION, users=[_SOURCE], stack=_alarm(FunctionName="g")),
        case({"clusterIdentifier": "d"}, "", kind="aws:rds/cluster:Cluster", stack=_alarm(TableName="t")),
    ],
    unknown=[
        case({"name": UNKNOWN}, "name", kind=_TABLE, stack=_alarm(TableName="t")),
        case({"name": "t"}, "name", kind=_TABLE, stack=[linked(_ALARM, dimensions=UNKNOWN)]),
    ],
)
