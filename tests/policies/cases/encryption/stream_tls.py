"""Cases of the rule `stream-tls`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"encryptionInfo": {"encryptionInTransit": {"clientBroker": "TLS", "inCluster": True}}}),
        case({}),
    ],
    fails=[
        case(
            {"encryptionInfo": {"encryptionInTransit": {"clientBroker": "TLS_PLAINTEXT"}}},
            "encryptionInfo.encryptionInTransit.clientBroker",
        ),
        case(
            {"encryptionInfo": {"encryptionInTransit": {"inCluster": False}}},
            "encryptionInfo.encryptionInTransit.inCluster",
        ),
    ],
    unknown=[
        case(
            {"encryptionInfo": {"encryptionInTransit": UNKNOWN}},
            "encryptionInfo.encryptionInTransit.clientBroker",
            "encryptionInfo.encryptionInTransit.inCluster",
        ),
    ],
)
