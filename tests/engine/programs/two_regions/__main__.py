"""One key with the default provider, one in another region and account, one that names its region itself."""

import pulumi
import pulumi_aws as aws

far = aws.Provider(
    "far",
    region="us-east-2",
    assume_roles=[aws.ProviderAssumeRoleArgs(role_arn="arn:aws:iam::210987654321:role/deployer")],
    default_tags={"tags": {"place": "far", "owner": "platform"}},
)
near_key = aws.kms.Key("near", description="Here", tags={"owner": "city"})
far_key = aws.kms.Key("far", description="There", tags={"owner": "city"}, opts=pulumi.ResourceOptions(provider=far))
own_key = aws.kms.Key("own", description="Where it says", region="ap-south-1")

pulumi.export("near", near_key.arn)
pulumi.export("far", far_key.arn)
pulumi.export("own", own_key.arn)
