"""Cases of the rule `dax-at-rest`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({"serverSideEncryption": {"enabled": True}})],
    fails=[
        case({}, "serverSideEncryption.enabled"),
        case({"serverSideEncryption": {}}, "serverSideEncryption.enabled"),
        case({"serverSideEncryption": {"enabled": False}}, "serverSideEncryption.enabled"),
    ],
    unknown=[
        case({"serverSideEncryption": UNKNOWN}, "serverSideEncryption.enabled"),
        case({"serverSideEncryption": {"enabled": UNKNOWN}}, "serverSideEncryption.enabled"),
    ],
)
