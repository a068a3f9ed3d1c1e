"""Cases of the rule `cross-account`."""

from dataclasses import replace
from typing import Any

from policies.iam.rules.cross_account import Parameters
from policies.testing import UNKNOWN, Case, Cases, Node, case, document, stack_of, within

_QUEUE = "aws:sqs/queuePolicy:QueuePolicy"
_AT = "policy.Statement[0].Principal"
_ARN = "arn:aws:sqs:eu-west-1:123456789012:x"


def _granted(
    principal: str,
    *at: str,
    on: str = _ARN,
    condition: dict[str, Any] | None = None,
    parameters: Parameters | None = None,
) -> Case:
    grant = {"Action": "sqs:SendMessage", "Principal": {"AWS": principal}, "Resource": on}
    return case(
        {"policy": document(grant | ({"Condition": condition} if condition else {}))},
        *at,
        kind=_QUEUE,
        parameters=parameters,
    )


_KEY = "arn:aws:kms:eu-west-1:123456789012:key/x"
_PERMISSION = "aws:lambda/permission:Permission"
_FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:x"
_LAYER = "aws:lambda/layerVersionPermission:LayerVersionPermission"


def _grant(grantee: Any, *at: str, key: str = _KEY, parameters: Parameters | None = None) -> Case:
    return case({"keyId": key, "granteePrincipal": grantee}, *at, kind="aws:kms/grant:Grant", parameters=parameters)


def _in_stack(principal: str, *at: str, arn: str = "", beside: str = "") -> Case:
    """A policy without an account in its ARN, in a stack whose ARNs may be known."""
    grant = {"Action": "s3:GetObject", "Principal": {"AWS": principal}, "Resource": "*"}
    stack = stack_of(
        {
            "policy": Node("aws:s3/bucketPolicy:BucketPolicy", {"policy": document(grant)}, arn=arn),
            "role": Node("aws:iam/role:Role", arn=beside),
        }
    )
    return within(stack, "policy", *at)


_ROLE = "arn:aws:iam::123456789012:role/x"


def _shared_key(*at: str, may: dict[str, str]) -> Case:
    """A key policy with one statement per account and its allowed action."""
    grants = [{"Action": action, "Principal": {"AWS": account}, "Resource": "*"} for account, action in may.items()]
    return case({"policy": document(*grants)}, *at, kind="aws:kms/key:Key")


CASES = Cases(
    passes=[
        _shared_key(may={"123456789012": "kms:*"}),
        replace(_shared_key(may={"123456789012": "kms:*"}), arn="arn:aws:kms:eu-west-1:210987654321:key/x"),
        _in_stack("123456789012", beside=_ROLE),
        _in_stack("210987654321", arn="arn:aws:s3express:eu-west-1:210987654321:bucket/x", beside=_ROLE),
        _granted("123456789012"),
        _granted("arn:aws:iam::123456789012:root"),
        _granted("210987654321", condition={"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}),
        _granted("210987654321", condition={"StringLike": {"aws:PrincipalTag/team": "rides"}}),
        _granted("210987654321", parameters=Parameters(accounts=("210987654321",))),
        _grant("arn:aws:iam::123456789012:role/x"),
        _grant("arn:aws:iam::210987654321:role/x", parameters=Parameters(accounts=("210987654321",))),
        case({"principal": "123456789012", "function": _FUNCTION}, kind=_PERMISSION),
        case({"principal": "sns.amazonaws.com", "function": _FUNCTION}, kind=_PERMISSION),
        case({"principal": "210987654321", "function": _FUNCTION, "principalOrgId": "o-1"}, kind=_PERMISSION),
        case(
            {"principal": "*", "organizationId": "o-1"}, kind=_LAYER, parameters=Parameters(accounts=("123456789012",))
        ),
    ],
    fails=[
        _shared_key("policy.Statement[1].Principal", may={"123456789012": "kms:*", "210987654321": "kms:Decrypt"}),
        _shared_key(
            "policy.Statement[0].Principal",
            "policy.Statement[1].Principal",
            may={"123456789012": "kms:*", "arn:aws:iam::210987654321:root": "kms:*"},
        ),
        _in_stack("210987654321", _AT, beside=_ROLE),
        _in_stack("arn:aws:iam::210987654321:role/x", _AT, arn="arn:aws:s3express:eu-west-1:123456789012:bucket/x"),
        _granted("210987654321", _AT),
        _granted("arn:aws:iam::210987654321:root", _AT),
        _granted("arn:aws:iam::210987654321:role/x", _AT),
        _granted("210987654321", _AT, condition={"StringNotEquals": {"aws:PrincipalOrgID": "o-1234567890"}}),
        _granted("210987654321", _AT, on="arn:aws:s3:::x/*", parameters=Parameters(accounts=("123456789012",))),
        case(
            {
                "policy": document(
                    {"Action": "kms:*", "Principal": {"AWS": ["123456789012", "1" * 12]}, "Resource": "*"}
                )
            },
            _AT,
            kind="aws:kms/key:Key",
            parameters=Parameters(accounts=("123456789012",)),
        ),
        _grant("arn:aws:iam::210987654321:role/x", "granteePrincipal"),
        _grant(
            "arn:aws:iam::210987654321:role/x", "granteePrincipal", key="x", parameters=Parameters(accounts=("1" * 12,))
        ),
        case({"principal": "210987654321", "function": _FUNCTION}, "principal", kind=_PERMISSION),
        case(
            {"principal": "210987654321"}, "principal", kind=_LAYER, parameters=Parameters(accounts=("123456789012",))
        ),
        case(
            {"policy": document({"Action": "*", "Principal": {"AWS": "210987654321"}, "Resource": "*"})},
            _AT,
            kind="aws:ec2/vpcEndpoint:VpcEndpoint",
            parameters=Parameters(accounts=("123456789012",)),
        ),
        case(
            {
                "resourcePolicy": document(
                    {
                        "Action": "s3tables:GetTableData",
                        "Principal": {"AWS": "210987654321"},
                        "Resource": "arn:aws:s3tables:eu-west-1:123456789012:bucket/x/table/y",
                    }
                )
            },
            "resourcePolicy.Statement[0].Principal",
            kind="aws:s3tables/tablePolicy:TablePolicy",
        ),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        _grant(UNKNOWN, "granteePrincipal"),
        _granted("arn:aws:iam::210987654321:root", _AT, on="arn:aws:s3:::x/*"),
        _grant("arn:aws:iam::210987654321:role/x", "granteePrincipal", key="x"),
        case({"principal": "210987654321", "layerName": "x"}, "principal", kind=_LAYER),
        _in_stack("210987654321", _AT),
        _shared_key(_AT, may={"210987654321": "kms:Decrypt"}),
    ],
)
