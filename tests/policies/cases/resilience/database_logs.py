"""Cases of the rule `database-logs`."""

from policies.testing import UNKNOWN, Cases, case

_AURORA = "aurora-postgresql"

CASES = Cases(
    passes=[
        case({"engine": _AURORA, "enabledCloudwatchLogsExports": ["postgresql"]}),
        case({"engine": "postgres", "enabledCloudwatchLogsExports": ["upgrade", "postgresql"]}),
        case({"engine": "aurora-mysql"}),
    ],
    fails=[
        case({"engine": _AURORA}, "enabledCloudwatchLogsExports"),
        case({"engine": _AURORA, "enabledCloudwatchLogsExports": []}, "enabledCloudwatchLogsExports"),
        case({"engine": _AURORA, "enabledCloudwatchLogsExports": ["instance"]}, "enabledCloudwatchLogsExports"),
    ],
    unknown=[
        case({"engine": _AURORA, "enabledCloudwatchLogsExports": UNKNOWN}, "enabledCloudwatchLogsExports"),
        case({"engine": _AURORA, "enabledCloudwatchLogsExports": [UNKNOWN]}, "enabledCloudwatchLogsExports[0]"),
        case({"engine": UNKNOWN}, "engine"),
    ],
)
