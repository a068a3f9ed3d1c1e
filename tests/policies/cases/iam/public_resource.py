"""Cases of the rule `public-resource`."""

from typing import Any

from policies.testing import UNKNOWN, Case, Cases, case, document

_AT = "policy.Statement[0].Principal"
_LAYER = "aws:lambda/layerVersionPermission:LayerVersionPermission"
_EVENTS = "aws:cloudwatch/eventPermission:EventPermission"
_MULTI = "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy"
_VPCE = {"StringNotEquals": {"aws:SourceVpce": "vpce-12345678"}}


def _open(
    *at: str,
    unless: dict[str, Any] | None = None,
    when: dict[str, Any] | None = None,
    kind: str = "aws:apigateway/restApi:RestApi",
    **denial: Any,
) -> Case:
    """A grant to everyone, and a Deny of it under a condition."""
    grant = {"Action": "execute-api:Invoke", "Principal": "*", "Resource": "*"}
    taken = grant | {"Effect": "Deny", "Condition": unless} | denial
    granted = grant | ({"Condition": when} if when else {})
    return case({"policy": document(granted, *([taken] if unless else []))}, *at, kind=kind)


CASES = Cases(
    passes=[
        case(
            {
                "policy": document(
                    {
                        "Action": "s3:GetObject",
                        "Principal": {"AWS": "arn:aws:iam::123456789012:role/x"},
                        "Resource": "*",
                    }
                )
            }
        ),
        case({"policy": document({"Effect": "Deny", "Action": "s3:*", "Principal": "*", "Resource": "*"})}),
        case(
            {
                "policy": document(
                    {
                        "Action": "sns:Publish",
                        "Principal": {"AWS": "*"},
                        "Resource": "*",
                        "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
                    }
                )
            },
            kind="aws:sns/topicPolicy:TopicPolicy",
        ),
        _open(unless=_VPCE),
        _open(unless={"StringNotEquals": {"aws:SourceVpce": "vpce-12345678", "aws:SourceVpc": "vpc-1"}}),
        _open(unless={"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}),
        _open(when={"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}),
        _open(unless=_VPCE, kind="aws:s3/bucketPolicy:BucketPolicy"),
        case(
            {"details": {"name": "x", "policy": document({"Action": "s3:*", "Principal": {"AWS": "1"}})}}, kind=_MULTI
        ),
        case({"principal": "123456789012"}, kind=_LAYER),
        case({"principal": "*", "organizationId": "o-1234567890"}, kind=_LAYER),
        case({"principal": "*", "condition": {"key": "aws:PrincipalOrgID"}}, kind=_EVENTS),
    ],
    fails=[
        case(
            {"policy": document({"Action": "s3:GetObject", "Principal": "*", "Resource": "*"})},
            "policy.Statement[0].Principal",
        ),
        case(
            {"policy": document({"Action": "sqs:SendMessage", "Principal": {"AWS": "*"}, "Resource": "*"})},
            "policy.Statement[0].Principal",
            kind="aws:sqs/queuePolicy:QueuePolicy",
        ),
        case(
            {"accessPolicies": document({"Action": "es:ESHttpGet", "Principal": {"AWS": "*"}, "Resource": "*"})},
            "accessPolicies.Statement[0].Principal",
            kind="aws:opensearch/domainPolicy:DomainPolicy",
        ),
        case(
            {"policyDocument": document({"Action": "logs:PutLogEvents", "Principal": "*", "Resource": "*"})},
            "policyDocument.Statement[0].Principal",
            kind="aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        ),
        _open(_AT),
        _open(_AT, unless={"StringEquals": {"aws:SourceVpce": "vpce-12345678"}}),
        _open(_AT, unless={"StringNotEquals": {"aws:SourceVpce": "*"}}),
        _open(_AT, unless={**_VPCE, "Bool": {"aws:SecureTransport": "false"}}),
        _open(_AT, unless=_VPCE, Action="execute-api:ManageConnections"),
        _open(_AT, unless=_VPCE, Principal={"AWS": "123456789012"}),
        _open(_AT, unless={"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, kind="aws:s3/bucketPolicy:BucketPolicy"),
        case(
            {"details": {"name": "x", "policy": document({"Action": "s3:*", "Principal": "*", "Resource": "*"})}},
            "details.policy.Statement[0].Principal",
            kind=_MULTI,
        ),
        case({"principal": "*"}, "principal", kind=_LAYER),
        case({"principal": "*"}, "principal", kind=_EVENTS),
        case(
            {"principalArn": "*"},
            "principalArn",
            kind="aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
        ),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        case({"details": {"name": "x", "policy": UNKNOWN}}, "details.policy", kind=_MULTI),
        case({"principal": UNKNOWN}, "principal", kind=_LAYER),
        case({"principal": "*", "organizationId": UNKNOWN}, "organizationId", kind=_LAYER),
    ],
)
