"""Bad values that a rule correctly accepts, with the reason; listed in `docs/controls.md`."""

from tests.policies.exemption_model import (
    SET,
    Exemption,
    incomplete,
    keys,
    ports,
    selected,
    selections,
    sources,
    users,
    zones,
)

_DISPOSABLE = {"tags.disposable": "true"}
_MARKED = "a resource tagged disposable may be lost with its data"
_INHERITED = "a restored or replicated cluster inherits the master user and password of its source"
_LATER = "only $connect opens a WebSocket connection; later messages use a connection that was authorized"
_LOGS = "application load balancers write access logs only to a bucket with the S3 managed key"

_STORES = ("aws:rds/cluster:Cluster", "aws:rds/proxy:Proxy", "aws:elasticache/")
_AUDITED = ("aws:cloudtrail/", "aws:ec2/flowLog:", "aws:route53/", "aws:wafv2/")

EXEMPTIONS: tuple[Exemption, ...] = (
    Exemption(
        "privilege-escalation",
        "actions that escalate only together with others of the same policies",
        path="*Statement*",
        when=incomplete,
    ),
    *(
        Exemption(rule, _MARKED, path=path, where=_DISPOSABLE)
        for rule, path in (
            ("alarmed", ""),
            ("backed-up", ""),
            ("backed-up", "backupRetentionPeriod"),
            ("backed-up", "snapshotRetentionLimit"),
            ("backup-plan", "name"),
            ("backup-plan", "tags.cell"),
            ("cache-failover", "automaticFailoverEnabled"),
            ("cache-failover", "multiAzEnabled"),
            ("cache-snapshots", "snapshotRetentionLimit"),
            ("database-deletion-protection", "deletionProtection"),
            ("database-final-snapshot", "finalSnapshotIdentifier"),
            ("database-zones", ""),
            ("database-zones", "availabilityZone"),
            ("load-balancer-protection", "enableDeletionProtection"),
            ("service-rollback", "desiredCount"),
            ("stream-durability", "brokerNodeGroupInfo*"),
            ("table-deletion-protection", "deletionProtectionEnabled"),
        )
    ),
    Exemption(
        "admin-ports",
        "the opened ports do not include 22 or 3389",
        path="cidrIpv[46]",
        when=lambda change: not {22, 3389} & {*ports(change)},
    ),
    Exemption(
        "alarm-actions",
        "a composite alarm of the stack reads it and notifies for it, and must itself have an action or a reader",
        path=SET,
        when=lambda change: any(
            change.subject.urn in reader.edges.get("alarmRule", ())
            for reader in users(change, "aws:cloudwatch/compositeAlarm:")
        ),
    ),
    Exemption(
        "alarm-actions",
        "the alarm has an action of its own, so no composite alarm must read it",
        path="",
        where={"alarmActions": "*arn:*", "actionsEnabled": "!False"},
    ),
    Exemption(
        "api-cors",
        "any origin may call without credentials",
        path="corsConfiguration.allowOrigins",
        where={"corsConfiguration.allowCredentials": "!True"},
    ),
    *(
        Exemption("database-tls", "Aurora PostgreSQL forces TLS by default from version 17 on", path=path, where=where)
        for path, where in (
            ("parameters", {"family": "aurora-postgresql1[7-9]"}),
            ("dbClusterParameterGroupName", {"engineVersion": "1[7-9]*"}),
        )
    ),
    Exemption(
        "backed-up",
        "automated snapshots are enabled, so the tag is not needed",
        path="tags.disposable",
        where={"snapshotRetentionLimit": "[1-9]*"},
    ),
    Exemption(
        "backed-up",
        "a backup selection of the stack matches its tags",
        path="backupRetentionPeriod",
        when=selected,
    ),
    Exemption(
        "backed-up",
        "point-in-time recovery is enabled, so no plan is needed",
        path="",
        where={"pointInTimeRecovery.enabled": "True"},
    ),
    Exemption(
        "backup-plan",
        "in a stack without a backup selection, `backed-up` checks the backups of each store",
        when=lambda change: not selections(change),
    ),
    Exemption(
        "bucket-access-logs",
        "load balancers write their logs to this bucket, and a bucket for logs needs no access logs",
        path="",
        when=lambda change: bool(users(change, "aws:lb/loadBalancer:")),
    ),
    Exemption(
        "bucket-key",
        _LOGS,
        when=lambda change: any(
            balancer.properties["loadBalancerType"].text in {"", "application"}
            for bucket in sources(change, "bucket", "aws:s3/bucket:")
            for balancer in users(change, "aws:lb/loadBalancer:", of=bucket)
        ),
    ),
    Exemption(
        "bucket-key",
        "S3 writes its access logs only to a bucket with the S3 managed key",
        when=lambda change: any(
            bucket.urn in logging.edges.get("targetBucket", ())
            for bucket in sources(change, "bucket", "aws:s3/bucket:")
            for logging in users(change, "aws:s3/bucketLogging:", of=bucket)
        ),
    ),
    Exemption(
        "bucket-key",
        "the encryption settings are a separate resource, which gets the finding",
        types="aws:s3/bucket:Bucket",
        path="loadBalancerType",
        when=lambda change: bool(users(change, "aws:s3/bucketServerSideEncryptionConfiguration:")),
    ),
    Exemption("bucket-key", "settings with a customer managed key are correct for every bucket", path=""),
    Exemption(
        "bucket-lock",
        "an object lock cannot be undone and costs money, so only audit records must have one",
        types="aws:s3/bucket*:Bucket*",
        path="objectLockEnabled",
        where={"tags.data-class": "!audit"},
    ),
    Exemption(
        "cache-user",
        "only the default user must be disabled by its access string",
        path="accessString*",
        where={"userName": "!default"},
    ),
    Exemption(
        "cell-isolation",
        "the resource references no other resource of the stack",
        path="tags.cell",
        when=lambda change: not any(change.subject.edges.values()),
    ),
    Exemption(
        "data-class-key",
        "the key is in another stack, so its data class is unknown",
        path="tags.data-class",
        when=lambda change: not keys(change),
    ),
    Exemption(
        "cross-account",
        "a function without an account in its name may belong to the allowed account, unless the parameter excludes it",
        types="aws:lambda/permission:Permission",
        where={"function": "!arn:*"},
    ),
    Exemption(
        "database-backtrack",
        "only Aurora MySQL supports backtrack",
        path="backtrackWindow",
        where={"engine": "!aurora-mysql"},
    ),
    Exemption(
        "database-insights-key",
        "Performance Insights is disabled, so it stores nothing",
        where={"performanceInsightsEnabled": "!True"},
    ),
    *(
        Exemption("database-master", _INHERITED, path=path, where={source: SET})
        for source in ("sourceRegion", "snapshotIdentifier", "restoreToPointInTime")
        for path in ("manageMasterUserPassword", "masterUsername")
    ),
    Exemption(
        "database-master",
        "the cluster has its own master user and managed password",
        path="snapshotIdentifier",
        bad="REMOVED",
        where={"manageMasterUserPassword": "True", "masterUsername": SET},
    ),
    Exemption(
        "database-zones",
        "another instance is still in a different zone",
        path="availabilityZone",
        when=lambda change: len(zones(change, users(change, "aws:rds/clusterInstance:"))) > 1,
    ),
    Exemption(
        "delivery-stream-key",
        "AWS rejects encryption settings on a delivery stream with a stream as source; those of the source apply",
        where={"mskSourceConfiguration": SET},
    ),
    Exemption(
        "egress-anywhere",
        "the rule opens only a few outbound ports",
        when=lambda change: len(ports(change)) <= 1_000,
    ),
    Exemption(
        "egress-anywhere",
        "the destination is a security group of the stack, not the internet",
        where={"cidrIpv4": "", "cidrIpv6": ""},
    ),
    Exemption(
        "endpoints",
        "an interface endpoint has addresses in subnets and uses no route table",
        path="routeTableIds",
        where={"vpcEndpointType": "Interface"},
    ),
    Exemption(
        "endpoints",
        "the VPC still has its endpoints for S3 and DynamoDB",
        path="serviceName",
        when=lambda change: not change.target.properties["serviceName"].text.endswith(".dynamodb"),
    ),
    Exemption(
        "function-subnets",
        "the function is still in two zones",
        path="availabilityZone",
        when=lambda change: len(zones(change, sources(change, "vpcConfig", "aws:ec2/subnet:"))) > 1,
    ),
    *(
        Exemption(
            "function-subnets",
            "the environment names no store in a VPC",
            path=path,
            bad="REMOVED",
            when=lambda change: not sources(change, "environment", *_STORES),
        )
        for path in ("vpcConfig", "vpcConfig.subnetIds")
    ),
    Exemption(
        "function-subnets",
        "the function is in the VPC, so it reaches the database with and without its Data API",
        path="enableHttpEndpoint",
        when=lambda change: bool(sources(change, "vpcConfig", "aws:ec2/subnet:")),
    ),
    Exemption(
        "listener-tls",
        "the actions of a listener matter only for unencrypted HTTP",
        path="defaultActions*",
        where={"protocol": "HTTPS"},
    ),
    Exemption(
        "listener-tls",
        "the actions of a rule matter only for unencrypted HTTP; its listener uses TLS or is in another stack",
        types="aws:lb/listenerRule:ListenerRule",
        path="actions*",
        when=lambda change: all(
            listener.properties["protocol"].text == "HTTPS" for listener in sources(change, "listenerArn", "aws:lb/")
        ),
    ),
    *(
        Exemption(
            "log-retention",
            "only audit records are kept for a year, and this group has none",
            path="retentionInDays",
            bad=days,
            when=lambda change: not users(change, *_AUDITED),
        )
        for days in ("90", "180", "364")
    ),
    Exemption(
        "resource-wildcard",
        "network interfaces of functions in a VPC have no name yet, and a Deny excludes the code of the function",
        bad="*?'ec2:CreateNetworkInterface'?, *",
        where={"policy": "*NotFromCode*ArnEquals*lambda:SourceFunctionArn*:function:*"},
    ),
    Exemption("route-authorizer", "a route with an authorizer is correct for every API", path=""),
    Exemption("route-authorizer", _LATER, where={"routeKey": "$disconnect"}),
    Exemption("route-authorizer", _LATER, where={"routeKey": "subscribe"}),
    Exemption(
        "stage-execution-logs",
        "the API is in another stack, and only WebSocket APIs have execution logs",
        path="defaultRouteSettings*",
        when=lambda change: not sources(change, "apiId", "aws:apigatewayv2/api:"),
    ),
    Exemption(
        "store-reachability",
        "no security group of the stack is open to the internet, so no path begins there",
        path="",
        when=lambda change: (
            not any(
                member.properties.raw.get("cidrIpv4") == "0.0.0.0/0"
                for member in change.members
                if member.type.startswith("aws:vpc/securityGroupIngressRule:")
            )
        ),
    ),
    Exemption(
        "stream-broker-logs",
        "Express brokers have no such setting",
        where={"brokerNodeGroupInfo.instanceType": "express.*"},
    ),
    Exemption(
        "stream-durability",
        "safe settings are correct for every broker type",
        path="",
        where={"serverProperties": "*unclean.leader.election.enable=false*"},
    ),
    Exemption(
        "stream-durability",
        "Express brokers reject these settings; they always keep three copies and never elect an unclean leader",
        path="serverProperties",
        when=lambda change: all(
            user.properties["brokerNodeGroupInfo"]["instanceType"].text.startswith("express.")
            for user in users(change, "aws:msk/cluster:")
        ),
    ),
    Exemption(
        "table-capacity",
        "the rule checks only scaling targets of tables",
        path="maxCapacity",
        where={"serviceNamespace": "!dynamodb"},
    ),
    Exemption(
        "table-capacity",
        "the default billing mode is PROVISIONED, and scaling targets cover this table",
        path="billingMode",
        bad="REMOVED",
        when=lambda change: change.target.properties["billingMode"].text == "PROVISIONED",
    ),
    *(
        Exemption(
            "table-capacity",
            "the table and its indexes use on-demand capacity and need no scaling targets",
            path=path,
            where={"billingMode": "PAY_PER_REQUEST"},
        )
        for path in ("", "globalSecondaryIndexes")
    ),
    Exemption(
        "task-roles",
        "the task role is a different role",
        path="executionRoleArn",
        where={"taskRoleArn": "!arn:aws:iam::123456789012:role/a"},
    ),
    Exemption(
        "world-ports",
        "only HTTPS is open to the internet",
        path="cidrIpv[46]",
        when=lambda change: [*ports(change)] == [443],
    ),
)
