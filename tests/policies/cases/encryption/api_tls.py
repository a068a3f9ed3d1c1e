"""Cases of the rule `api-tls`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"domainNameConfiguration": {"securityPolicy": "TLS_1_2"}}),
        case({"securityPolicy": "TLS_1_2"}, kind="aws:apigateway/domainName:DomainName"),
    ],
    fails=[
        case({}, "domainNameConfiguration.securityPolicy"),
        case({"domainNameConfiguration": {}}, "domainNameConfiguration.securityPolicy"),
        case({"securityPolicy": "TLS_1_0"}, "securityPolicy", kind="aws:apigateway/domainName:DomainName"),
    ],
    unknown=[
        case({"domainNameConfiguration": UNKNOWN}, "domainNameConfiguration.securityPolicy"),
    ],
)
