"""Cases of the rule `bucket-public-access`."""

from policies.testing import UNKNOWN, Cases, case

_FLAGS = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
_ALL: dict[str, bool] = dict.fromkeys(_FLAGS, True)

CASES = Cases(
    passes=[
        case({"bucket": UNKNOWN, **_ALL}),
        case(_ALL, kind="aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"),
    ],
    fails=[
        case({}, *_FLAGS),
        *(case({**_ALL, flag: False}, flag) for flag in _FLAGS),
        case({"blockPublicAcls": True}, *_FLAGS[1:], kind="aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"),
    ],
    unknown=[case({**_ALL, "blockPublicPolicy": UNKNOWN}, "blockPublicPolicy")],
)
