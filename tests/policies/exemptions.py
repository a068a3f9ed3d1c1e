"""Where a bad value is none: what a rule rightly says nothing of, and why; listed in `docs/controls.md`."""

from tests.policies.exemption_model import SET, Exemption, keys, ports, selected, selections, sources, users, zones

_DISPOSABLE = {"tags.disposable": "true"}
_MARKED = "what is tagged as disposable may go with its data, in one zone and at one call"
_INHERITED = "a restored or replicated cluster has its source's master user and password"
_LATER = "only $connect opens a WebSocket connection; later messages are of one that has been judged"
_LOGS = "application load balancers write access logs only to a bucket under S3's own key"

_STORES = ("aws:rds/cluster:Cluster", "aws:rds/proxy:Proxy", "aws:elasticache/")
_AUDITED = ("aws:cloudtrail/", "aws:ec2/flowLog:", "aws:route53/", "aws:wafv2/")

EXEMPTIONS: tuple[Exemption, ...] = (
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
        "neither 22 nor 3389 is among the ports that it opens",
        path="cidrIpv[46]",
        when=lambda change: not {22, 3389} & {*ports(change)},
    ),
    Exemption(
        "api-cors",
        "any page may call where no credentials go along",
        path="corsConfiguration.allowOrigins",
        where={"corsConfiguration.allowCredentials": "!True"},
    ),
    Exemption(
        "backed-up",
        "its own snapshots hold without the tag",
        path="tags.disposable",
        where={"snapshotRetentionLimit": "[1-9]*"},
    ),
    Exemption(
        "backed-up",
        "a selection of the stack takes it by its tags",
        path="backupRetentionPeriod",
        when=selected,
    ),
    Exemption(
        "backed-up",
        "point-in-time recovery holds without a plan",
        path="",
        where={"pointInTimeRecovery.enabled": "True"},
    ),
    Exemption(
        "backup-plan",
        "a stack without a selection leaves backups to each store, which `backed-up` asks for",
        when=lambda change: not selections(change),
    ),
    Exemption(
        "bucket-access-logs",
        "load balancers write their logs to it, and logs of logs would not end",
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
        "S3 writes its access logs only to a bucket under S3's own key",
        when=lambda change: any(
            bucket.urn in logging.edges.get("targetBucket", ())
            for bucket in sources(change, "bucket", "aws:s3/bucket:")
            for logging in users(change, "aws:s3/bucketLogging:", of=bucket)
        ),
    ),
    Exemption(
        "bucket-key",
        "its settings are a resource of their own, and the finding is theirs",
        types="aws:s3/bucket:Bucket",
        path="loadBalancerType",
        when=lambda change: bool(users(change, "aws:s3/bucketServerSideEncryptionConfiguration:")),
    ),
    Exemption("bucket-key", "settings with a key of ours are right whatever bucket they are of", path=""),
    Exemption(
        "bucket-lock",
        "a lock cannot be undone and is paid for: only records for an audit must have one",
        types="aws:s3/bucket*:Bucket*",
        path="objectLockEnabled",
        where={"tags.data-class": "!audit"},
    ),
    Exemption(
        "cache-user",
        "only the default user is switched off by its access string",
        path="accessString*",
        where={"userName": "!default"},
    ),
    Exemption(
        "cell-isolation",
        "it names nothing else of the stack",
        path="tags.cell",
        when=lambda change: not any(change.subject.edges.values()),
    ),
    Exemption(
        "data-class-key",
        "no key of the stack is named: its class stands in another stack",
        path="tags.data-class",
        when=lambda change: not keys(change),
    ),
    Exemption(
        "cross-account",
        "a function that is named without its account may be of the account that is let in, unless the knob says no",
        types="aws:lambda/permission:Permission",
        where={"function": "!arn:*"},
    ),
    Exemption(
        "database-backtrack",
        "only Aurora MySQL has backtrack",
        path="backtrackWindow",
        where={"engine": "!aurora-mysql"},
    ),
    Exemption(
        "database-insights-key",
        "Performance Insights is off, so it keeps nothing",
        where={"performanceInsightsEnabled": "!True"},
    ),
    *(
        Exemption("database-master", _INHERITED, path=path, where={source: SET})
        for source in ("sourceRegion", "snapshotIdentifier", "restoreToPointInTime")
        for path in ("manageMasterUserPassword", "masterUsername")
    ),
    Exemption(
        "database-master",
        "it has a user and a managed password of its own",
        path="snapshotIdentifier",
        bad="REMOVED",
        where={"manageMasterUserPassword": "True", "masterUsername": SET},
    ),
    Exemption(
        "database-zones",
        "another instance is still in another zone",
        path="availabilityZone",
        when=lambda change: len(zones(change, users(change, "aws:rds/clusterInstance:"))) > 1,
    ),
    Exemption(
        "delivery-stream-key",
        "AWS refuses encryption of a delivery stream that reads from a stream: that one's holds",
        where={"mskSourceConfiguration": SET},
    ),
    Exemption(
        "egress-anywhere",
        "it leads out by the few ports that it names",
        when=lambda change: len(ports(change)) <= 1_000,
    ),
    Exemption(
        "egress-anywhere",
        "it leads to a group of the stack, not to the world",
        where={"cidrIpv4": "", "cidrIpv6": ""},
    ),
    Exemption(
        "endpoints",
        "an interface endpoint has addresses in subnets, and no route table leads to it",
        path="routeTableIds",
        where={"vpcEndpointType": "Interface"},
    ),
    Exemption(
        "endpoints",
        "the VPC still has its endpoints of S3 and DynamoDB",
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
            "its environment names no store in a VPC",
            path=path,
            bad="REMOVED",
            when=lambda change: not sources(change, "environment", *_STORES),
        )
        for path in ("vpcConfig", "vpcConfig.subnetIds")
    ),
    Exemption(
        "listener-tls",
        "what a listener does with a request matters on plain HTTP only",
        path="defaultActions*",
        where={"protocol": "HTTPS"},
    ),
    Exemption(
        "listener-tls",
        "what a rule does with a request matters on plain HTTP only; its listener speaks TLS, or is not of the stack",
        types="aws:lb/listenerRule:ListenerRule",
        path="actions*",
        when=lambda change: all(
            listener.properties["protocol"].text == "HTTPS" for listener in sources(change, "listenerArn", "aws:lb/")
        ),
    ),
    *(
        Exemption(
            "log-retention",
            "a year is for records of an audit; this group has none",
            path="retentionInDays",
            bad=days,
            when=lambda change: not users(change, *_AUDITED),
        )
        for days in ("90", "180", "364")
    ),
    Exemption(
        "resource-wildcard",
        "network interfaces of functions in a VPC have no name yet, and a Deny keeps the function's own code out",
        bad="*?'ec2:CreateNetworkInterface'?, *",
        where={"policy": "*NotFromCode*ArnEquals*lambda:SourceFunctionArn*:function:*"},
    ),
    Exemption("route-authorizer", "a route with an authorizer is right whatever API it is of", path=""),
    Exemption("route-authorizer", _LATER, where={"routeKey": "$disconnect"}),
    Exemption("route-authorizer", _LATER, where={"routeKey": "subscribe"}),
    Exemption(
        "stage-execution-logs",
        "the API is of another stack, and only WebSocket APIs have an execution log",
        path="defaultRouteSettings*",
        when=lambda change: not sources(change, "apiId", "aws:apigatewayv2/api:"),
    ),
    Exemption(
        "store-reachability",
        "no group of the stack lets the internet in, so that no way begins there",
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
        "settings that are safe are so whatever brokers use them",
        path="",
        where={"serverProperties": "*unclean.leader.election.enable=false*"},
    ),
    Exemption(
        "stream-durability",
        "Express brokers refuse these settings: they always keep three copies and elect no leader that lacks records",
        path="serverProperties",
        when=lambda change: all(
            user.properties["brokerNodeGroupInfo"]["instanceType"].text.startswith("express.")
            for user in users(change, "aws:msk/cluster:")
        ),
    ),
    Exemption(
        "table-capacity",
        "only targets of tables are held to room for growth",
        path="maxCapacity",
        where={"serviceNamespace": "!dynamodb"},
    ),
    Exemption(
        "table-capacity",
        "AWS takes PROVISIONED when nothing is said, and targets scale this table",
        path="billingMode",
        bad="REMOVED",
        when=lambda change: change.target.properties["billingMode"].text == "PROVISIONED",
    ),
    *(
        Exemption(
            "table-capacity",
            "the table and its indexes are paid for by the request, and need no scaling",
            path=path,
            where={"billingMode": "PAY_PER_REQUEST"},
        )
        for path in ("", "globalSecondaryIndexes")
    ),
    Exemption(
        "task-roles",
        "the task has another role than this one",
        path="executionRoleArn",
        where={"taskRoleArn": "!arn:aws:iam::123456789012:role/a"},
    ),
    Exemption(
        "world-ports",
        "HTTPS, and no other port, is open to the world",
        path="cidrIpv[46]",
        when=lambda change: [*ports(change)] == [443],
    ),
)
