"""Cases of the rule `bucket-tls`."""

from typing import Any

from policies.testing import UNKNOWN, Case, Cases, Node, case, document, linked, stack_of, within

_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
_BUCKET = "aws:s3/bucket:Bucket"
_NAMED = {"bucket": [linked(_BUCKET, bucket="x")]}
_BOTH = ["arn:aws:s3:::x", "arn:aws:s3:::x/*"]
_PLAIN = {"Bool": {"aws:SecureTransport": "false"}}


def _deny(**given: Any) -> dict[str, Any]:
    return {"Effect": "Deny", "Action": "s3:*", "Principal": "*", "Resource": _BOTH, "Condition": _PLAIN, **given}


def _policy(*statements: dict[str, Any], at: str = "", named: bool = True, **properties: Any) -> Case:
    return case(
        {"policy": document(*statements), **properties},
        *([at] if at else []),
        kind=_POLICY,
        edges=_NAMED if named else {},
    )


_BY_NAME = stack_of(
    {
        "bucket": Node(_BUCKET, {"bucket": "x"}),
        "policy": Node(_POLICY, {"bucket": "x", "policy": document(_deny())}),
        "made": Node(_BUCKET, {"bucket": UNKNOWN}, id="y"),
        "right": Node(_POLICY, {"bucket": "y", "policy": document(_deny(Resource="*"))}),
        "wrong": Node(_POLICY, {"bucket": "y", "policy": document(_deny())}),
    }
)
_OF_NEITHER = {key: value for key, value in _deny().items() if key != "Principal"}

CASES = Cases(
    passes=[
        _policy(_deny()),
        _policy(_deny(), bucket="x", named=False),
        _policy(_deny(), named=False),
        _policy(_deny(Principal={"AWS": "*"}, Condition={"BoolIfExists": {"aws:SecureTransport": "false"}})),
        _policy(_deny(Resource="arn:aws:s3:::x"), _deny(Resource="arn:aws:s3:::x/*")),
        _policy(_deny(Resource="*")),
        _policy(_deny(Resource="arn:aws:s3:::x*")),
        _policy(_deny(Resource=["arn:aws-cn:s3:::x", "arn:aws-cn:s3:::x/*"])),
        case({"bucket": "x"}, users=[("bucket", linked(_POLICY))]),
        *(within(_BY_NAME, name) for name in ("bucket", "policy", "made", "right")),
    ],
    fails=[
        case({"bucket": "x"}, ""),
        case({"bucket": "x", "policy": document(_deny(Resource="arn:aws:s3:::x"))}, "policy", kind=_BUCKET),
        _policy({"Action": "s3:GetObject", "Principal": {"AWS": "123456789012"}, "Resource": "*"}, at="policy"),
        _policy(_deny(Action="s3:PutObject"), at="policy"),
        *(
            _policy(_deny(Resource=resources), at="policy", named=named)
            for named in (True, False)
            for resources in (["arn:aws:s3:::x"], ["arn:aws:s3:::x/*"], ["arn:aws:s3:::x", "arn:aws:s3:::x/?"])
        ),
        _policy(_deny(Resource=["arn:aws:s3:::y", "arn:aws:s3:::y/*"]), at="policy"),
        _policy(_deny(), at="policy", named=False, bucket="y"),
        _policy({**_OF_NEITHER, "NotPrincipal": {"AWS": "arn:aws:iam::123456789012:role/a"}}, at="policy"),
        _policy(_deny(Principal={"AWS": "arn:aws:iam::123456789012:root"}), at="policy"),
        within(_BY_NAME, "wrong", "policy"),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy", kind=_POLICY),
        case({"policy": {"Statement": [UNKNOWN]}}, "policy.Statement[0]", kind=_POLICY),
        case(
            {"policy": {"Statement": [_deny(Resource=["arn:aws:s3:::x", UNKNOWN])]}},
            "policy.Statement[0].Resource[1]",
            kind=_POLICY,
        ),
        case({"policy": document(_deny()), "bucket": UNKNOWN}, "bucket", kind=_POLICY),
    ],
)
