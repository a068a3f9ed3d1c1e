"""Cases of the rule `query-result-key`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case, linked

_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
_RESULT = "configuration.resultConfiguration.encryptionConfiguration"
_MANAGED = "configuration.managedQueryResultsConfiguration"


def _results(option: Any, key: Any = _KEY, **given: Any) -> dict[str, Any]:
    encryption = {"encryptionOption": option, "kmsKeyArn": key}
    return {"configuration": {"resultConfiguration": {"encryptionConfiguration": encryption}, **given}}


def _managed(enabled: Any, **encryption: Any) -> dict[str, Any]:
    managed = {"enabled": enabled, "encryptionConfiguration": encryption}
    return {"configuration": {"managedQueryResultsConfiguration": managed}}


CASES = Cases(
    passes=[
        case(_results("SSE_KMS")),
        case(_results("CSE_KMS", enforceWorkgroupConfiguration=True)),
        case(_results("SSE_KMS", UNKNOWN), edges={"configuration": [linked("aws:kms/key:Key")]}),
        case(_managed(enabled=True, kmsKey=_KEY)),
    ],
    fails=[
        case({}, f"{_RESULT}.encryptionOption", f"{_RESULT}.kmsKeyArn"),
        case(_results("SSE_S3"), f"{_RESULT}.encryptionOption"),
        case(_results("SSE_KMS", None), f"{_RESULT}.kmsKeyArn"),
        case(_results("SSE_KMS", enforceWorkgroupConfiguration=False), "configuration.enforceWorkgroupConfiguration"),
        case(_managed(enabled=True), f"{_MANAGED}.encryptionConfiguration.kmsKey"),
        case(_managed(enabled=False, kmsKey=_KEY), f"{_RESULT}.encryptionOption", f"{_RESULT}.kmsKeyArn"),
    ],
    unknown=[
        case(_results("SSE_KMS", UNKNOWN), f"{_RESULT}.kmsKeyArn"),
        case(_results(UNKNOWN), f"{_RESULT}.encryptionOption"),
        case(_managed(enabled=UNKNOWN), f"{_MANAGED}.enabled"),
    ],
)
