"""Certificate Manager: certificates, and the wait for their validation."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _certificate(context: ResourceContext) -> Mapping[str, Any]:
    arn = context.arn("acm", f"certificate/{context.uuid()}")
    names = [context.get("domainName"), *context.get("subjectAlternativeNames", [])]
    record = f"_{context.hex(32, 'name')}"
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
                "resourceRecordValue": f"_{context.hex(32, 'value')}.acm-validations.aws.",
            }
            for name in names
        ],
    }


def _validation(context: ResourceContext) -> Mapping[str, Any]:
    """The wait until a certificate is issued: no resource of AWS. Its id is the time of issue."""
    return {"id": context.retained("id", f"2026-01-01 00:00:00 +0000 UTC {context.hex(4)}")}


RESOURCE_TYPES = (
    ResourceType(
        "aws:acm/certificate:Certificate",
        _certificate,
        cloudformation_type="AWS::CertificateManager::Certificate",
        force_new=(
            "certificateAuthorityArn",
            "domainName",
            "keyAlgorithm",
            "subjectAlternativeNames",
            "validationMethod",
        ),
    ),
    ResourceType(
        "aws:acm/certificateValidation:CertificateValidation",
        _validation,
        force_new=("certificateArn", "validationRecordFqdns"),
    ),
)
