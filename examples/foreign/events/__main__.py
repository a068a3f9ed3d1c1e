"""Events from a stream into a bucket and a function. Not to be copied: it shows what the policy packs find."""

import json

import pulumi
import pulumi_aws as aws


def role(service: str) -> aws.iam.Role:
    """A role that any resource of a service in any account may ask its service to take."""
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
    return aws.iam.Role(service, assume_role_policy=json.dumps(trust))


def grant(name: str, holder: aws.iam.Role, actions: list[str]) -> None:
    """Some actions on everything."""
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}
    aws.iam.RolePolicy(name, role=holder.name, policy=json.dumps(document))


stream = aws.kinesis.Stream("events", name="events", shard_count=1)
bucket = aws.s3.Bucket("archive", force_destroy=True)
everyone = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}
aws.s3.BucketPolicy(
    "archive",
    bucket=bucket.id,
    policy=pulumi.Output.json_dumps(
        {"Version": "2012-10-17", "Statement": [{**everyone, "Resource": pulumi.Output.concat(bucket.arn, "/*")}]}
    ),
)

delivery = role("firehose")
grant("delivery", delivery, ["s3:*", "kinesis:*"])
aws.kinesis.FirehoseDeliveryStream(
    "archive",
    name="archive",
    destination="extended_s3",
    kinesis_source_configuration={"kinesis_stream_arn": stream.arn, "role_arn": delivery.arn},
    extended_s3_configuration={"bucket_arn": bucket.arn, "role_arn": delivery.arn},
)

worker = role("lambda")
grant("worker", worker, ["*"])
function = aws.lambda_.Function(
    "worker",
    role=worker.arn,
    runtime="python3.8",
    handler="worker.handle",
    s3_bucket=bucket.id,
    s3_key="worker.zip",
    environment={"variables": {"API_TOKEN": "tok-live-12345"}},
)
aws.lambda_.Permission("worker", function=function.name, action="lambda:InvokeFunction", principal="*")
aws.lambda_.EventSourceMapping(
    "worker", event_source_arn=stream.arn, function_name=function.arn, starting_position="LATEST"
)
aws.sns.Topic("alarms")
aws.cloudwatch.LogGroup("worker", name="/aws/lambda/worker")
