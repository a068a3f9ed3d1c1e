"""Cases of the rule `admin-attached`."""

from collections.abc import Iterator

from policies.testing import UNKNOWN, Case, Cases, case

_ATTACHMENTS = (
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
)
_EXCLUSIVE = tuple(
    f"aws:iam/{word}PolicyAttachmentsExclusive:{word.title()}PolicyAttachmentsExclusive"
    for word in ("group", "role", "user")
)
_OF_SETS = "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment"


def _attached(arn: str, *, found: bool) -> Iterator[Case]:
    """One case for each way to attach a policy."""
    for kind in _ATTACHMENTS:
        yield case({"policyArn": arn}, *(["policyArn"] if found else []), kind=kind)
    for kind in _EXCLUSIVE:
        yield case({"policyArns": [arn]}, *(["policyArns[0]"] if found else []), kind=kind)
    yield case({"managedPolicyArn": arn}, *(["managedPolicyArn"] if found else []), kind=_OF_SETS)
    yield case({"managedPolicyArns": [arn]}, *(["managedPolicyArns[0]"] if found else []))


CASES = Cases(
    passes=[
        *_attached("arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole", found=False),
        case({"managedPolicyArns": ["arn:aws:iam::123456789012:policy/orders"]}),
        case({}),
    ],
    fails=[
        *_attached("arn:aws:iam::aws:policy/AdministratorAccess", found=True),
        case({"managedPolicyArns": ["arn:aws:iam::aws:policy/IAMFullAccess"]}, "managedPolicyArns[0]"),
    ],
    unknown=[
        case({"policyArn": UNKNOWN}, "policyArn", kind="aws:iam/rolePolicyAttachment:RolePolicyAttachment"),
        case({"policyArns": [UNKNOWN]}, "policyArns[0]", kind=_EXCLUSIVE[0]),
        case({"managedPolicyArn": UNKNOWN}, "managedPolicyArn", kind=_OF_SETS),
        case({"managedPolicyArns": [UNKNOWN]}, "managedPolicyArns[0]"),
        case({"managedPolicyArns": UNKNOWN}, "managedPolicyArns"),
    ],
)
