"""Cases of the rule `database-tls`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"family": "aurora-postgresql17", "parameters": [{"name": "rds.force_ssl", "value": "1"}]}),
        case({"family": "aurora-mysql8.0"}),
        case(
            {"engine": "aurora-postgresql", "dbClusterParameterGroupName": UNKNOWN},
            kind="aws:rds/cluster:Cluster",
            edges={"dbClusterParameterGroupName": [linked("aws:rds/clusterParameterGroup:ClusterParameterGroup")]},
        ),
        case({"engine": "aurora-mysql"}, kind="aws:rds/cluster:Cluster"),
    ],
    fails=[
        case({"family": "aurora-postgresql17"}, "parameters"),
        case(
            {"family": "aurora-postgresql17", "parameters": [{"name": "rds.force_ssl", "value": "0"}]},
            "parameters[0].value",
        ),
        case({"engine": "aurora-postgresql"}, "dbClusterParameterGroupName", kind="aws:rds/cluster:Cluster"),
    ],
    unknown=[
        case({"engine": UNKNOWN}, "engine", kind="aws:rds/cluster:Cluster"),
        case({"family": UNKNOWN}, "family"),
        case({"family": "aurora-postgresql17", "parameters": UNKNOWN}, "parameters"),
        case(
            {"family": "aurora-postgresql17", "parameters": [{"name": "rds.force_ssl", "value": UNKNOWN}]},
            "parameters[0].value",
        ),
        case(
            {"engine": "aurora-postgresql", "dbClusterParameterGroupName": UNKNOWN},
            "dbClusterParameterGroupName",
            kind="aws:rds/cluster:Cluster",
        ),
    ],
)
