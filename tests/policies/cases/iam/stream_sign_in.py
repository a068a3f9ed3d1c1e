"""Cases of the rule `stream-sign-in`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"clientAuthentication": {"sasl": {"iam": True}, "unauthenticated": False}}),
        case({"clientAuthentication": {"sasl": {"iam": {"enabled": True}}}}),
    ],
    fails=[
        case(
            {"clientAuthentication": {"sasl": {"iam": True}, "unauthenticated": True}},
            "clientAuthentication.unauthenticated",
        ),
        case({}, "clientAuthentication.sasl.iam"),
        case({"clientAuthentication": {"sasl": {"iam": {"enabled": False}}}}, "clientAuthentication.sasl.iam.enabled"),
    ],
    unknown=[
        case(
            {"clientAuthentication": UNKNOWN}, "clientAuthentication.sasl.iam", "clientAuthentication.unauthenticated"
        ),
        case({"clientAuthentication": {"sasl": {"iam": UNKNOWN}}}, "clientAuthentication.sasl.iam"),
    ],
)
