"""Cases of the rule `catalog-key`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case, linked

_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
_AT = "dataCatalogEncryptionSettings"


def _settings(rest: Any, passwords: Any) -> dict[str, Any]:
    return {_AT: {"encryptionAtRest": rest, "connectionPasswordEncryption": passwords}}


_REST = {"catalogEncryptionMode": "SSE-KMS", "sseAwsKmsKeyId": _KEY}
_PASSWORDS = {"returnConnectionPasswordEncrypted": True, "awsKmsKeyId": _KEY}

CASES = Cases(
    passes=[
        case(_settings(_REST, _PASSWORDS)),
        case(_settings({**_REST, "catalogEncryptionMode": "SSE-KMS-WITH-SERVICE-ROLE"}, _PASSWORDS)),
        case(
            _settings({**_REST, "sseAwsKmsKeyId": UNKNOWN}, {**_PASSWORDS, "awsKmsKeyId": UNKNOWN}),
            edges={_AT: [linked("aws:kms/key:Key")]},
        ),
    ],
    fails=[
        case(
            {},
            f"{_AT}.connectionPasswordEncryption.awsKmsKeyId",
            f"{_AT}.connectionPasswordEncryption.returnConnectionPasswordEncrypted",
            f"{_AT}.encryptionAtRest.catalogEncryptionMode",
            f"{_AT}.encryptionAtRest.sseAwsKmsKeyId",
        ),
        case(
            _settings({**_REST, "catalogEncryptionMode": "DISABLED"}, _PASSWORDS),
            f"{_AT}.encryptionAtRest.catalogEncryptionMode",
        ),
        case(
            _settings({"catalogEncryptionMode": "SSE-KMS"}, _PASSWORDS),
            f"{_AT}.encryptionAtRest.sseAwsKmsKeyId",
        ),
        case(
            _settings(_REST, {**_PASSWORDS, "returnConnectionPasswordEncrypted": False}),
            f"{_AT}.connectionPasswordEncryption.returnConnectionPasswordEncrypted",
        ),
    ],
    unknown=[
        case(_settings({**_REST, "sseAwsKmsKeyId": UNKNOWN}, _PASSWORDS), f"{_AT}.encryptionAtRest.sseAwsKmsKeyId"),
        case(
            _settings(_REST, {**_PASSWORDS, "returnConnectionPasswordEncrypted": UNKNOWN}),
            f"{_AT}.connectionPasswordEncryption.returnConnectionPasswordEncrypted",
        ),
    ],
)
