"""Cases of the rule `function-signing`."""

from policies.iam.rules.function_signing import Parameters
from policies.testing import UNKNOWN, Cases, case, linked

_SIGNING = "aws:lambda/codeSigningConfig:CodeSigningConfig"
_REQUIRED = Parameters(required=True)

CASES = Cases(
    passes=[
        case({}),
        case({"packageType": "Image"}, parameters=_REQUIRED),
        case(
            {"codeSigningConfigArn": UNKNOWN}, parameters=_REQUIRED, edges={"codeSigningConfigArn": [linked(_SIGNING)]}
        ),
        case({"policies": {"untrustedArtifactOnDeployment": "Enforce"}}, kind=_SIGNING),
    ],
    fails=[
        case({}, "codeSigningConfigArn", parameters=_REQUIRED),
        case({"packageType": "Zip"}, "codeSigningConfigArn", parameters=_REQUIRED),
        case({}, "policies.untrustedArtifactOnDeployment", kind=_SIGNING),
        case(
            {"policies": {"untrustedArtifactOnDeployment": "Warn"}},
            "policies.untrustedArtifactOnDeployment",
            kind=_SIGNING,
        ),
    ],
    unknown=[
        case({"codeSigningConfigArn": UNKNOWN}, "codeSigningConfigArn", parameters=_REQUIRED),
        case({"policies": UNKNOWN}, "policies.untrustedArtifactOnDeployment", kind=_SIGNING),
    ],
)
