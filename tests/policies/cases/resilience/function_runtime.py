"""Cases of the rule `function-runtime`."""

from policies.resilience.rules.function_runtime import Parameters
from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({"runtime": "python3.13"}), case({"packageType": "Image"})],
    fails=[
        case({"runtime": "python3.9"}, "runtime"),
        case({"runtime": "nodejs18.x"}, "runtime"),
        case({"runtime": "python3.12"}, "runtime", parameters=Parameters(also_refused=("python3.12",))),
    ],
    unknown=[case({"runtime": UNKNOWN}, "runtime")],
)
