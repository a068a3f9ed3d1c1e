"""Cases of the rule `public-resource`."""

from typing import Any

from policies.testing import UNKNOWN, Case, Cases, case, document

_AT = "policy.Statement[0].Principal"
_LAYER = "aws:lambda/layerVersionPermission:LayerVersionPermission"
_EVENTS = "aws:cloudwatch/eventPermission:EventPermission"
_MULTI = "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy"
_BUCKET = "aws:s3/bucketPolicy:BucketPolicy"
_FILES = "aws:efs/fileSystemPolicy:FileSystemPolicy"
_QUEUE = "aws:sqs/queuePolicy:QueuePolicy"
_SHARED = "aws:ssm/document:Document"
_VPCE = {"StringNotEquals": {"aws:SourceVpce": "vpce-12345678"}}
_ANYBODYS = (
    {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}},
    {"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:*"}},
    {"ArnLike": {"aws:SourceArn": "arn:aws:sns:eu-west-1:*:orders"}},
    {"ArnLike": {"aws:SourceArn": ["arn:aws:sns:eu-west-1:123456789012:orders", "arn:*"]}},
    {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/deployer"}},
    {"StringLike": {"aws:SourceVpce": "vpce-*"}},
    {"StringLike": {"aws:PrincipalOrgID": "o-*"}},
    {"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-1234567890/*"}},
    {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-*/*"}},
    {"StringEquals": {"aws:PrincipalOrgID": "${aws:PrincipalOrgID}"}},
    {"StringEquals": {"aws:PrincipalAccount": "${aws:principalaccount}"}},
    {"StringLike": {"aws:PrincipalArn": "${aws:PrincipalArn}*"}},
    {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount, '1'}:role/*"}},
    {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}},
    {"IpAddress": {"aws:SourceIp": ["192.0.2.0/24", "::/0"]}},
    {"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}},
    {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "false"}},
)
"""Conditions that any principal can meet."""

_SOMEBODYS = (
    {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::orders"}},
    {"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:orders"}},
    {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:123456789012:*"}},
    {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/*"}},
    {"StringLike": {"aws:PrincipalOrgID": "o-1234567890"}},
    {"StringEquals": {"aws:PrincipalOrgID": "${aws:ResourceOrgID}"}},
    {"StringEquals": {"s3:DataAccessPointAccount": "123456789012"}},
    {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-1234567890/*"}},
)


def _open(
    *at: str,
    unless: dict[str, Any] | None = None,
    when: dict[str, Any] | None = None,
    kind: str = "aws:apigateway/restApi:RestApi",
    **denial: Any,
) -> Case:
    """A grant to any principal, and a conditional Deny of the same action."""
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
        *(_open(when=condition) for condition in _SOMEBODYS),
        _open(unless=_VPCE, kind=_BUCKET),
        _open(unless={"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, kind=_BUCKET),
        _open(unless={"ForAllValues:StringNotLike": {"aws:PrincipalOrgPaths": "o-1234567890/*"}}),
        _open(when={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, kind=_BUCKET),
        _open(when={"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}}, kind=_FILES),
        _open(when={"IpAddress": {"aws:SourceIp": "203.0.113.7"}}, kind=_FILES),
        case(
            {"details": {"name": "x", "policy": document({"Action": "s3:*", "Principal": {"AWS": "1"}})}}, kind=_MULTI
        ),
        case({"principal": "123456789012"}, kind=_LAYER),
        case({"permissions": {"type": "Share", "accountIds": "123456789012"}}, kind=_SHARED),
        case({}, kind=_SHARED),
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
            kind=_QUEUE,
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
        *(_open(_AT, when=condition) for condition in _ANYBODYS),
        _open(_AT, unless={"StringEquals": {"aws:SourceVpce": "vpce-12345678"}}),
        _open(_AT, unless={"StringNotEquals": {"aws:SourceVpce": "*"}}),
        _open(_AT, unless={"StringNotLike": {"aws:SourceVpce": "vpce-*"}}),
        _open(_AT, unless={**_VPCE, "Bool": {"aws:SecureTransport": "false"}}),
        _open(_AT, unless=_VPCE, Action="execute-api:ManageConnections"),
        _open(_AT, unless=_VPCE, Principal={"AWS": "123456789012"}),
        _open(_AT, unless={"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, kind=_QUEUE),
        _open(_AT, unless={"NotIpAddress": {"aws:SourceIp": "0.0.0.0/0"}}),
        _open(_AT, unless={"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-1234567890/*"}}),
        _open(_AT, unless={"StringNotEquals": {"aws:PrincipalOrgID": "${aws:PrincipalOrgID}"}}),
        _open(_AT, when={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, kind=_QUEUE),
        case(
            {"details": {"name": "x", "policy": document({"Action": "s3:*", "Principal": "*", "Resource": "*"})}},
            "details.policy.Statement[0].Principal",
            kind=_MULTI,
        ),
        case({"principal": "*"}, "principal", kind=_LAYER),
        case({"permissions": {"type": "Share", "accountIds": "All"}}, "permissions.accountIds", kind=_SHARED),
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
        case({"permissions": UNKNOWN}, "permissions.accountIds", kind=_SHARED),
        case({"principal": "*", "organizationId": UNKNOWN}, "organizationId", kind=_LAYER),
    ],
)
