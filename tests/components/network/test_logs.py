"""Flow logs: their fields, their destination and how long they are kept."""

import json

from tests.components.network.recorded import network


def test_flow_logs_are_kept_a_year_with_extended_fields() -> None:
    """Accepted and rejected traffic, addresses behind NAT, the reason of a rejection; encrypted."""
    made = network()
    log = made.one("aws:ec2/flowLog:FlowLog").inputs
    assert (
        log["trafficType"],
        log["maxAggregationInterval"],
        log["logDestinationType"],
    ) == ("ALL", 600.0, "cloud-watch-logs")
    assert {"${pkt-srcaddr}", "${pkt-dstaddr}", "${action}", "${reject-reason}"} <= set(log["logFormat"].split())
    group = made.one("aws:cloudwatch/logGroup:LogGroup").inputs
    assert (group["retentionInDays"], group["kmsKeyId"]) == (365.0, "k")


def test_the_role_of_flow_logs_has_the_rights_that_the_service_asks_for() -> None:
    """It writes to one group; only listing groups has no resource."""
    (policy,) = network().of_type("aws:iam/rolePolicy:RolePolicy")
    write, find = json.loads(policy.inputs["policy"])["Statement"]
    assert {"logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"} == set(
        write["Action"]
    )
    assert all("net-flow-log-group" in resource for resource in write["Resource"])
    assert (find["Action"], find["Resource"]) == (["logs:DescribeLogGroups"], "*")


def test_flow_logs_in_a_bucket_need_no_role() -> None:
    """They are hourly Parquet files, without a log group and a role."""
    made = network(flow_log_bucket_arn="arn:aws:s3:::logs", log_key_arn=None)
    log = made.one("aws:ec2/flowLog:FlowLog").inputs
    assert (log["logDestinationType"], log["logDestination"]) == ("s3", "arn:aws:s3:::logs")
    assert log["destinationOptions"] == {
        "fileFormat": "parquet",
        "hiveCompatiblePartitions": True,
        "perHourPartition": True,
    }
    assert made.of_type("aws:iam/role:Role") == made.of_type("aws:cloudwatch/logGroup:LogGroup") == []
