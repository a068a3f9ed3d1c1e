"""Cases of the rule `long-lived-key`."""

from policies.testing import Cases, case

CASES = Cases(
    passes=[],
    fails=[case({"name": "deploy"}, ""), case({"user": "deploy"}, "", kind="aws:iam/accessKey:AccessKey")],
    unknown=[],
)
