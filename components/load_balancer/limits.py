"""What Elastic Load Balancing accepts."""


def is_certificate_in(arn: str, region: str) -> bool:
    """Whether an ARN names an ACM certificate of a region.

    Certificates are regional: a load balancer uses those of its own region only (AWS Certificate Manager user guide,
    "Supported Regions").
    """
    return f":acm:{region}:" in arn
