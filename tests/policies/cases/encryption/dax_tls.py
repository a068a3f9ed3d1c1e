"""Cases of the rule `dax-tls`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({"clusterEndpointEncryptionType": "TLS"})],
    fails=[
        case({}, "clusterEndpointEncryptionType"),
        case({"clusterEndpointEncryptionType": "NONE"}, "clusterEndpointEncryptionType"),
    ],
    unknown=[case({"clusterEndpointEncryptionType": UNKNOWN}, "clusterEndpointEncryptionType")],
)
