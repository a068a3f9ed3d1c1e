"""Cases of the rule `certificate-scope`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"domainName": "api.lisbon.example.com"}),
        case(
            {
                "domainName": "api.lisbon.example.com",
                "subjectAlternativeNames": ["track.lisbon.example.com"],
                "keyAlgorithm": "EC_prime256v1",
            }
        ),
        case({"certificateBody": "-----BEGIN CERTIFICATE-----"}),
    ],
    fails=[
        case({"domainName": "*.example.com"}, "domainName"),
        case(
            {"domainName": "example.com", "subjectAlternativeNames": ["a.example.com", "*.lisbon.example.com"]},
            "subjectAlternativeNames[1]",
        ),
        case({"domainName": "example.com", "keyAlgorithm": "RSA_1024"}, "keyAlgorithm"),
    ],
    unknown=[
        case({"domainName": UNKNOWN}, "domainName"),
        case({"domainName": "example.com", "subjectAlternativeNames": UNKNOWN}, "subjectAlternativeNames"),
        case(
            {"domainName": "example.com", "subjectAlternativeNames": ["a.example.com", UNKNOWN]},
            "subjectAlternativeNames[1]",
        ),
        case({"domainName": "example.com", "keyAlgorithm": UNKNOWN}, "keyAlgorithm"),
    ],
)
