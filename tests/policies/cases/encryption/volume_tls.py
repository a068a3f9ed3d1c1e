"""Cases of the rule `volume-tls`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({}),
        case({"volumes": [{"name": "tmp"}]}),
        case({"volumes": [{"name": "f", "efsVolumeConfiguration": {"transitEncryption": "ENABLED"}}]}),
    ],
    fails=[
        case(
            {"volumes": [{"name": "f", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]},
            "volumes[0].efsVolumeConfiguration.transitEncryption",
        ),
        case(
            {
                "volumes": [
                    {"name": "tmp"},
                    {"name": "f", "efsVolumeConfiguration": {"transitEncryption": "DISABLED"}},
                ]
            },
            "volumes[1].efsVolumeConfiguration.transitEncryption",
        ),
    ],
    unknown=[
        case({"volumes": UNKNOWN}, "volumes"),
        case({"volumes": [UNKNOWN]}, "volumes[0].efsVolumeConfiguration"),
        case(
            {"volumes": [{"name": "f", "efsVolumeConfiguration": {"transitEncryption": UNKNOWN}}]},
            "volumes[0].efsVolumeConfiguration.transitEncryption",
        ),
    ],
)
