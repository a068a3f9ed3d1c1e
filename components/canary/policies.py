"""IAM statements of the canary's role."""

import pulumi

from ..core.cell import CellArgs
from ..core.iam import Statement, allow, key_statement
from ..core.outputs import joined
from ..function.policies import interface_statements


def role_statements(
    cell: CellArgs, name: str, bucket_arn: pulumi.Input[str], key_arn: pulumi.Input[str]
) -> list[Statement]:
    """Everything that the canary may do: write results and metrics, and use the network.

    Source: CloudWatch user guide, required roles and permissions for canaries, those with AWS KMS and with Amazon VPC.
    `logs:CreateLogGroup` is left out: the group would have neither a key nor a retention period, and the log of each
    run is in the results too.
    """
    function = f"cwsyn-{name}-*"
    logs = joined(f"arn:aws:logs:{cell['region']}:", cell["account_id"], f":log-group:/aws/lambda/{function}")
    return [
        allow("WriteResults", ["s3:GetObject", "s3:PutObject"], joined(bucket_arn, "/*")),
        allow("FindBucket", ["s3:GetBucketLocation"], bucket_arn),
        # The action has no resource (Service Authorization Reference); the runtime lists to find the bucket's region.
        allow("ListBuckets", ["s3:ListAllMyBuckets"], "*"),
        key_statement("ResultsKey", key_arn, "s3", cell["region"], ["kms:Decrypt", "kms:GenerateDataKey"]),
        allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], logs),
        allow("Trace", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"),
        allow(
            "WriteMetrics",
            ["cloudwatch:PutMetricData"],
            "*",
            {"StringEquals": {"cloudwatch:namespace": "CloudWatchSynthetics"}},
        ),
        *interface_statements(cell, function),
    ]
