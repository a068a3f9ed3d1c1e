"""Cases of the rule `admin-attached`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case(
            {"policyArn": "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"},
            kind="aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        ),
        case({"managedPolicyArns": ["arn:aws:iam::123456789012:policy/orders"]}),
        case({}),
    ],
    fails=[
        case(
            {"policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
            "policyArn",
            kind="aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        ),
        case({"managedPolicyArns": ["arn:aws:iam::aws:policy/IAMFullAccess"]}, "managedPolicyArns[0]"),
    ],
    unknown=[
        case({"policyArn": UNKNOWN}, "policyArn", kind="aws:iam/rolePolicyAttachment:RolePolicyAttachment"),
        case({"managedPolicyArns": [UNKNOWN]}, "managedPolicyArns[0]"),
        case({"managedPolicyArns": UNKNOWN}, "managedPolicyArns"),
    ],
)
