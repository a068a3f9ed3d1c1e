"""Cases of the rule `database-tls`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"family": "aurora-postgresql16", "parameters": [{"name": "rds.force_ssl", "value": "1"}]}),
        case({"family": "aurora-postgresql17", "parameters": [{"name": "rds.force_ssl", "value": "1"}]}),
        case({"family": "aurora-postgresql17"}),
        case({"family": "aurora-postgresql18", "parameters": [{"name": "work_mem", "value": "65536"}]}),
        case({"family": "postgres15"}),
        case({"family": "aurora-mysql8.0"}),
        case(
            {"engine": "aurora-postgresql", "dbClusterParameterGroupName": UNKNOWN},
            kind="aws:rds/cluster:Cluster",
            edges={"dbClusterParameterGroupName": [linked("aws:rds/clusterParameterGroup:ClusterParameterGroup")]},
        ),
        case({"engine": "aurora-mysql"}, kind="aws:rds/cluster:Cluster"),
        case({"engine": "aurora-postgresql", "engineVersion": "17.6"}, kind="aws:rds/cluster:Cluster"),
        case({"engine": "aurora-postgresql", "engineVersion": "18"}, kind="aws:rds/cluster:Cluster"),
    ],
    fails=[
        case({"family": "aurora-postgresql16"}, "parameters"),
        case({"family": "aurora-postgresql16", "parameters": [{"name": "work_mem", "value": "65536"}]}, "parameters"),
        case({"family": "postgres14"}, "parameters"),
        case(
            {"family": "aurora-postgresql17", "parameters": [{"name": "rds.force_ssl", "value": "0"}]},
            "parameters[0].value",
        ),
        case({"engine": "aurora-postgresql"}, "dbClusterParameterGroupName", kind="aws:rds/cluster:Cluster"),
        case(
            {"engine": "aurora-postgresql", "engineVersion": "16.9"},
            "dbClusterParameterGroupName",
            kind="aws:rds/cluster:Cluster",
        ),
    ],
    unknown=[
        case({"engine": UNKNOWN}, "engine", kind="aws:rds/cluster:Cluster"),
        case({"family": UNKNOWN}, "family"),
        case({"family": "aurora-postgresql16", "parameters": UNKNOWN}, "parameters"),
        case({"family": "aurora-postgresql17", "parameters": UNKNOWN}, "parameters"),
        case(
            {"engine": "aurora-postgresql", "engineVersion": UNKNOWN},
            "engineVersion",
            kind="aws:rds/cluster:Cluster",
        ),
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
