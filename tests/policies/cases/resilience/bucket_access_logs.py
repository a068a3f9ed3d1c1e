"""Cases of the rule `bucket-access-logs`."""

from policies.testing import UNKNOWN, Cases, Node, case, linked, stack_of, within

_BUCKET = "aws:s3/bucket:Bucket"
_LOGGING = "aws:s3/bucketLogging:BucketLogging"

_LAKE = stack_of(
    {
        "lake": Node(_BUCKET),
        "logs": Node(_BUCKET),
        "results": Node(_BUCKET),
        "lake-logging": Node(_LOGGING, edges={"bucket": "lake", "targetBucket": "logs"}),
    }
)
_TRAIL = stack_of(
    {"records": Node(_BUCKET), "trail": Node("aws:cloudtrail/trail:Trail", edges={"s3BucketName": "records"})}
)

CASES = Cases(
    passes=[
        case({"bucket": "lake", "logging": {"targetBucket": "logs"}}),
        within(_LAKE, "lake"),
        within(_LAKE, "logs"),
        case({"bucket": "lake"}, stack=[linked(_LOGGING, bucket="lake", targetBucket="logs")]),
        case({"bucket": "logs"}, stack=[linked(_LOGGING, bucket="lake", targetBucket="logs")]),
        case({"bucket": "logs"}, users=[("accessLogs", linked("aws:lb/loadBalancer:LoadBalancer"))]),
        case({"bucket": "lake", "loggings": [{"targetBucket": "logs"}]}, kind="aws:s3/bucketV2:BucketV2"),
    ],
    fails=[
        within(_LAKE, "results", "logging.targetBucket"),
        within(_TRAIL, "records", "logging.targetBucket"),
        case({"bucket": "lake"}, "logging.targetBucket"),
        case(
            {"bucket": "lake"},
            "logging.targetBucket",
            stack=[linked(_LOGGING, bucket="other", targetBucket="logs")],
        ),
        case({"loggings": []}, "loggings.targetBucket", kind="aws:s3/bucketV2:BucketV2"),
    ],
    unknown=[
        case({"bucket": "lake", "logging": {"targetBucket": UNKNOWN}}, "logging.targetBucket"),
        case({"bucket": UNKNOWN}, "bucket"),
    ],
)
