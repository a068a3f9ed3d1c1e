"""Certificate Manager: certificates."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


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
