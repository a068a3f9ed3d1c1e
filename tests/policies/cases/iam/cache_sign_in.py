"""Cases of the rule `cache-sign-in`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"userGroupIds": ["couriers"]}),
        case({"userGroupIds": UNKNOWN}, edges={"userGroupIds": [linked("aws:elasticache/userGroup:UserGroup")]}),
        case({"authToken": UNKNOWN}),
        case({"userGroupId": "couriers"}, kind="aws:elasticache/serverlessCache:ServerlessCache"),
    ],
    fails=[
        case({}, "userGroupIds"),
        case({}, "userGroupId", kind="aws:elasticache/serverlessCache:ServerlessCache"),
    ],
    unknown=[
        case({"userGroupIds": UNKNOWN}, "userGroupIds"),
        case({"userGroupId": UNKNOWN}, "userGroupId", kind="aws:elasticache/serverlessCache:ServerlessCache"),
    ],
)
