"""Type tokens that the AWS provider has two of for the same resource; rules know one."""

from typing import Final

_BALANCING = ("listener", "listenerCertificate", "listenerRule", "loadBalancer", "targetGroup", "targetGroupAttachment")
_SETTINGS = (
    "bucketAccelerateConfiguration",
    "bucketAcl",
    "bucketCorsConfiguration",
    "bucketLifecycleConfiguration",
    "bucketLogging",
    "bucketObjectLockConfiguration",
    "bucketRequestPaymentConfiguration",
    "bucketServerSideEncryptionConfiguration",
    "bucketVersioning",
    "bucketWebsiteConfiguration",
)


def _token(module: str, name: str) -> str:
    return f"aws:{module}/{name}:{name[0].upper()}{name[1:]}"


# As the classes of pulumi_aws name each other in their aliases. `BucketV2` is none of these: its inputs differ.
_OTHERS: Final = {
    **{
        _token(module, name): _token("lb", name)
        for module in ("alb", "applicationloadbalancing", "elasticloadbalancingv2")
        for name in _BALANCING
    },
    **{_token("s3", f"{name}V2"): _token("s3", name) for name in _SETTINGS},
}


def canonical(kind: str) -> str:
    """The token by which rules know a type."""
    return _OTHERS.get(kind, kind)
