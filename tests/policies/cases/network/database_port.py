"""Cases of the rule `database-port`."""

from policies.network.rules.database_port import Parameters
from policies.testing import UNKNOWN, Cases, case, linked

_GROUP = linked("aws:ec2/securityGroup:SecurityGroup")
_STRICT = Parameters(behind_own_groups=False)
_POSTGRES = {"engine": "aurora-postgresql"}

CASES = Cases(
    passes=[
        case({**_POSTGRES, "port": 6543}),
        case({**_POSTGRES, "port": "6543"}, parameters=_STRICT),
        case({**_POSTGRES, "port": 5432, "vpcSecurityGroupIds": ["sg-1"]}),
        case({**_POSTGRES, "vpcSecurityGroupIds": UNKNOWN}, edges={"vpcSecurityGroupIds": [_GROUP]}),
        case({"engine": "mysql", "port": 5432}, kind="aws:rds/instance:Instance"),
    ],
    fails=[
        case({**_POSTGRES, "port": 5432}, "vpcSecurityGroupIds"),
        case(_POSTGRES, "vpcSecurityGroupIds"),
        case({**_POSTGRES, "port": 5432, "vpcSecurityGroupIds": ["sg-1"]}, "port", parameters=_STRICT),
        case({"engine": "sqlserver-ee", "port": 1433}, "port", kind="aws:rds/instance:Instance", parameters=_STRICT),
    ],
    unknown=[
        case({**_POSTGRES, "port": UNKNOWN}, "port"),
        case({"engine": UNKNOWN, "port": 5432}, "engine"),
        case({**_POSTGRES, "vpcSecurityGroupIds": UNKNOWN}, "vpcSecurityGroupIds"),
    ],
)
