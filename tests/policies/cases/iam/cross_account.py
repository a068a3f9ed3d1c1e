"""Cases of the rule `cross-account`."""

from typing import Any

from policies.iam.rules.cross_account import Knobs
from policies.testing import UNKNOWN, Case, Cases, case, document

_QUEUE = "aws:sqs/queuePolicy:QueuePolicy"
_AT = "policy.Statement[0].Principal"
_ARN = "arn:aws:sqs:eu-west-1:123456789012:x"


def _granted(
    principal: str, *at: str, on: str = _ARN, condition: dict[str, Any] | None = None, knobs: Knobs | None = None
) -> Case:
    grant = {"Action": "sqs:SendMessage", "Principal": {"AWS": principal}, "Resource": on}
    return case(
        {"policy": document(grant | ({"Condition": condition} if condition else {}))}, *at, kind=_QUEUE, knobs=knobs
    )


_KEY = "arn:aws:kms:eu-west-1:123456789012:key/x"
_PERMISSION = "aws:lambda/permission:Permission"
_FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:x"
_LAYER = "aws:lambda/layerVersionPermission:LayerVersionPermission"


def _grant(grantee: Any, *at: str, key: str = _KEY, knobs: Knobs | None = None) -> Case:
    return case({"keyId": key, "granteePrincipal": grantee}, *at, kind="aws:kms/grant:Grant", knobs=knobs)


CASES = Cases(
    passes=[
        _granted("123456789012"),
        _granted("arn:aws:iam::123456789012:root"),
        _granted("arn:aws:iam::210987654321:root", on="arn:aws:s3:::x/*"),
        _granted("210987654321", condition={"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}),
        _granted("210987654321", condition={"StringLike": {"aws:PrincipalTag/team": "rides"}}),
        _granted("210987654321", knobs=Knobs(accounts=("210987654321",))),
        _grant("arn:aws:iam::123456789012:role/x"),
        _grant("arn:aws:iam::210987654321:role/x", key="x"),
        _grant("arn:aws:iam::210987654321:role/x", knobs=Knobs(accounts=("210987654321",))),
        case({"principal": "210987654321", "layerName": "x"}, kind=_LAYER),
        case({"principal": "123456789012", "function": _FUNCTION}, kind=_PERMISSION),
        case({"principal": "sns.amazonaws.com", "function": _FUNCTION}, kind=_PERMISSION),
        case({"principal": "210987654321", "function": _FUNCTION, "principalOrgId": "o-1"}, kind=_PERMISSION),
        case({"principal": "*", "organizationId": "o-1"}, kind=_LAYER, knobs=Knobs(accounts=("123456789012",))),
    ],
    fails=[
        _granted("210987654321", _AT),
        _granted("arn:aws:iam::210987654321:root", _AT),
        _granted("arn:aws:iam::210987654321:role/x", _AT),
        _granted("210987654321", _AT, condition={"StringNotEquals": {"aws:PrincipalOrgID": "o-1234567890"}}),
        _granted("210987654321", _AT, on="arn:aws:s3:::x/*", knobs=Knobs(accounts=("123456789012",))),
        case(
            {
                "policy": document(
                    {"Action": "kms:*", "Principal": {"AWS": ["123456789012", "1" * 12]}, "Resource": "*"}
                )
            },
            _AT,
            kind="aws:kms/key:Key",
            knobs=Knobs(accounts=("123456789012",)),
        ),
        _grant("arn:aws:iam::210987654321:role/x", "granteePrincipal"),
        _grant("arn:aws:iam::210987654321:role/x", "granteePrincipal", key="x", knobs=Knobs(accounts=("1" * 12,))),
        case({"principal": "210987654321", "function": _FUNCTION}, "principal", kind=_PERMISSION),
        case({"principal": "210987654321"}, "principal", kind=_LAYER, knobs=Knobs(accounts=("123456789012",))),
        case(
            {"policy": document({"Action": "*", "Principal": {"AWS": "210987654321"}, "Resource": "*"})},
            _AT,
            kind="aws:ec2/vpcEndpoint:VpcEndpoint",
            knobs=Knobs(accounts=("123456789012",)),
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
    unknown=[case({"policy": UNKNOWN}, "policy"), _grant(UNKNOWN, "granteePrincipal")],
)
