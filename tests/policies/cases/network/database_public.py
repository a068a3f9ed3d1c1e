"""Cases of the rule `database-public`."""

from policies.testing import UNKNOWN, Cases, case

_DOMAIN = "aws:opensearch/domain:Domain"

CASES = Cases(
    passes=[
        case({}),
        case({"publiclyAccessible": False}, kind="aws:rds/instance:Instance"),
        case({}, kind="aws:redshift/cluster:Cluster"),
        case({"vpcOptions": {"subnetIds": [UNKNOWN]}}, kind=_DOMAIN),
    ],
    fails=[
        *(
            case({"publiclyAccessible": True}, "publiclyAccessible", kind=kind)
            for kind in (
                "",
                "aws:neptune/clusterInstance:ClusterInstance",
                "aws:redshift/cluster:Cluster",
                "aws:redshiftserverless/workgroup:Workgroup",
            )
        ),
        case({"domainName": "orders"}, "vpcOptions", kind=_DOMAIN),
    ],
    unknown=[
        case({"publiclyAccessible": UNKNOWN}, "publiclyAccessible"),
        case({"vpcOptions": UNKNOWN}, "vpcOptions", kind=_DOMAIN),
    ],
)
