"""Secrets, parameters and certificates."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..shape import Made, Shape


def _secret(made: Made) -> Mapping[str, Any]:
    arn = made.arn("secretsmanager", f"secret:{made.get('name')}-{made.text(6)}")
    return {"id": arn, "arn": arn}


def _secret_version(made: Made) -> Mapping[str, Any]:
    secret, version = f"{made.get('secretId')}", f"terraform-{made.hex(26)}"
    return {
        "id": f"{secret}|{version}",
        "arn": secret,
        "secretArn": secret,
        "versionId": version,
        "versionStages": ["AWSCURRENT"],
        "hasSecretStringWo": "secretStringWo" in made.inputs,
    }


def _parameter(made: Made) -> Mapping[str, Any]:
    name = f"{made.get('name')}"
    secret = made.get("type") == "SecureString"
    return {
        "id": name,
        "arn": made.arn("ssm", f"parameter/{name.removeprefix('/')}"),
        "dataType": "text",
        "keyId": "alias/aws/ssm" if secret else "",
        "tier": "Standard",
        "version": made.raised("version"),
        "hasValueWo": "valueWo" in made.inputs,
        "insecureValue": "" if secret else made.get("value", ""),
        "value": made.get("insecureValue", ""),
    }


def _certificate(made: Made) -> Mapping[str, Any]:
    arn = made.arn("acm", f"certificate/{made.uuid()}")
    names = [made.get("domainName"), *made.get("subjectAlternativeNames", [])]
    record = f"_{made.hex(32, 'name')}"
    return {
        "id": arn,
        "arn": arn,
        "status": "PENDING_VALIDATION",
        "type": "AMAZON_ISSUED",
        "keyAlgorithm": "RSA_2048",
        "renewalEligibility": "INELIGIBLE",
        "subjectAlternativeNames": names,
        "validationMethod": "DNS",
        "options": {"certificateTransparencyLoggingPreference": "ENABLED", "export": "DISABLED"},
        "domainValidationOptions": [
            {
                "domainName": name,
                "resourceRecordName": f"{record}.{name}.",
                "resourceRecordType": "CNAME",
                "resourceRecordValue": f"_{made.hex(32, 'value')}.acm-validations.aws.",
            }
            for name in names
        ],
    }


SHAPES = (
    Shape(
        "aws:secretsmanager/secret:Secret",
        _secret,
        published="AWS::SecretsManager::Secret",
        replaces=stateful("aws:secretsmanager/secret:Secret"),
        named="name",
        defaults={"recoveryWindowInDays": 30, "forceOverwriteReplicaSecret": False},
    ),
    Shape(
        "aws:secretsmanager/secretVersion:SecretVersion",
        _secret_version,
        replaces=("secretId", "secretString", "secretBinary", "secretStringWoVersion"),
    ),
    Shape(
        "aws:ssm/parameter:Parameter", _parameter, published="AWS::SSM::Parameter", named="name", replaces=("dataType",)
    ),
    Shape(
        "aws:acm/certificate:Certificate",
        _certificate,
        published="AWS::CertificateManager::Certificate",
        replaces=(
            "certificateAuthorityArn",
            "domainName",
            "keyAlgorithm",
            "subjectAlternativeNames",
            "validationMethod",
        ),
    ),
)
