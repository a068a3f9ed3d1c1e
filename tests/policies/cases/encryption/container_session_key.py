"""Cases of the rule `container-session-key`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case, linked

_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
_AT = "configuration.executeCommandConfiguration"
_SERVICE = "aws:ecs/service:Service"
_GROUP = {"cloudWatchLogGroupName": "/shells", "cloudWatchEncryptionEnabled": True}


def _shells(**given: Any) -> dict[str, Any]:
    return {"configuration": {"executeCommandConfiguration": given}}


CASES = Cases(
    passes=[
        case({"name": "lisbon"}),
        case({"name": "lisbon"}, users=[("cluster", linked(_SERVICE, enableExecuteCommand=False))]),
        case(_shells(kmsKeyId=_KEY)),
        case(_shells(kmsKeyId=_KEY, logging="OVERRIDE", logConfiguration=_GROUP)),
        case(
            _shells(
                kmsKeyId=UNKNOWN,
                logging="OVERRIDE",
                logConfiguration={"s3BucketName": "shells", "s3BucketEncryptionEnabled": True},
            ),
            edges={"configuration": [linked("aws:kms/key:Key")]},
        ),
    ],
    fails=[
        case({"name": "lisbon"}, "configuration", users=[("cluster", linked(_SERVICE, enableExecuteCommand=True))]),
        case(_shells(logging="DEFAULT"), f"{_AT}.kmsKeyId"),
        case(_shells(kmsKeyId=_KEY, logging="NONE"), f"{_AT}.logging"),
        case(_shells(kmsKeyId=_KEY, logging="OVERRIDE"), f"{_AT}.logConfiguration"),
        case(
            _shells(kmsKeyId=_KEY, logging="OVERRIDE", logConfiguration={"cloudWatchLogGroupName": UNKNOWN}),
            f"{_AT}.logConfiguration.cloudWatchEncryptionEnabled",
        ),
        case(
            _shells(
                kmsKeyId=_KEY,
                logging="OVERRIDE",
                logConfiguration={"s3BucketName": "shells", "s3BucketEncryptionEnabled": False},
            ),
            f"{_AT}.logConfiguration.s3BucketEncryptionEnabled",
        ),
    ],
    unknown=[
        case({"configuration": UNKNOWN}, _AT),
        case({}, "configuration", users=[("cluster", linked(_SERVICE, enableExecuteCommand=UNKNOWN))]),
        case(_shells(kmsKeyId=UNKNOWN), f"{_AT}.kmsKeyId"),
        case(_shells(kmsKeyId=_KEY, logging=UNKNOWN), f"{_AT}.logging"),
    ],
)
