"""Cases of the rule `connector-tls`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"kafkaClusterEncryptionInTransit": {"encryptionType": "TLS"}}),
    ],
    fails=[
        case(
            {"kafkaClusterEncryptionInTransit": {"encryptionType": "PLAINTEXT"}},
            "kafkaClusterEncryptionInTransit.encryptionType",
        ),
        case({}, "kafkaClusterEncryptionInTransit.encryptionType"),
    ],
    unknown=[
        case({"kafkaClusterEncryptionInTransit": UNKNOWN}, "kafkaClusterEncryptionInTransit.encryptionType"),
    ],
)
