"""Cases of the rule `function-signing`."""

from policies.iam.rules.function_signing import Knobs
from policies.testing import UNKNOWN, Cases, case, linked

_SIGNING = "aws:lambda/codeSigningConfig:CodeSigningConfig"
_REQUIRED = Knobs(required=True)

CASES = Cases(
    passes=[
        case({}),
        case({"packageType": "Image"}, knobs=_REQUIRED),
        case({"codeSigningConfigArn": UNKNOWN}, knobs=_REQUIRED, edges={"codeSigningConfigArn": [linked(_SIGNING)]}),
        case({"policies": {"untrustedArtifactOnDeployment": "Enforce"}}, kind=_SIGNING),
    ],
    fails=[
        case({}, "codeSigningConfigArn", knobs=_REQUIRED),
        case({"packageType": "Zip"}, "codeSigningConfigArn", knobs=_REQUIRED),
        case({}, "policies.untrustedArtifactOnDeployment", kind=_SIGNING),
        case(
            {"policies": {"untrustedArtifactOnDeployment": "Warn"}},
            "policies.untrustedArtifactOnDeployment",
            kind=_SIGNING,
        ),
    ],
    unknown=[
        case({"codeSigningConfigArn": UNKNOWN}, "codeSigningConfigArn", knobs=_REQUIRED),
        case({"policies": UNKNOWN}, "policies.untrustedArtifactOnDeployment", kind=_SIGNING),
    ],
)
