"""Which types carry an IAM policy document, and at which property.

`tests/policies/aws/iam/test_policy_types.py` compares these tables with the installed SDK: a property called a policy
is listed here, or there with the reason why it is none.
"""

from collections.abc import Mapping

from .. import types as aws

WITHIN = ("details", "inlinePolicies")
"""Properties that hold documents as the `policy` of objects."""

IDENTITY_POLICIES: Mapping[str, tuple[str, ...]] = {
    aws.IAM_POLICY: ("policy",),
    aws.IAM_ROLE_POLICY: ("policy",),
    aws.IAM_GROUP_POLICY: ("policy",),
    aws.IAM_USER_POLICY: ("policy",),
    aws.IAM_ROLE: ("inlinePolicies",),
    aws.SSOADMIN_PERMISSION_SET_INLINE_POLICY: ("inlinePolicy",),
}
"""Types with documents that grant to whoever holds them, and the property of each (for roles, `[{name, policy}]`)."""

TRUST_POLICIES: Mapping[str, tuple[str, ...]] = {aws.IAM_ROLE: ("assumeRolePolicy",)}
"""Documents that say who may take a role."""

RESOURCE_POLICIES: Mapping[str, tuple[str, ...]] = {
    aws.ACMPCA_POLICY: ("policy",),
    aws.AMP_RESOURCE_POLICY: ("policyDocument",),
    aws.APIGATEWAY_DOMAIN_NAME: ("policy",),
    aws.APIGATEWAY_REST_API: ("policy",),
    aws.APIGATEWAY_REST_API_POLICY: ("policy",),
    aws.BACKUP_VAULT_POLICY: ("policy",),
    aws.BEDROCK_AGENTCORE_RESOURCE_POLICY: ("policy",),
    aws.CLOUDSEARCH_DOMAIN_SERVICE_ACCESS_POLICY: ("accessPolicy",),
    aws.CLOUDWATCH_EVENT_BUS_POLICY: ("policy",),
    aws.CLOUDWATCH_LOG_DELIVERY_DESTINATION_POLICY: ("deliveryDestinationPolicy",),
    aws.CLOUDWATCH_LOG_DESTINATION_POLICY: ("accessPolicy",),
    aws.CLOUDWATCH_LOG_RESOURCE_POLICY: ("policyDocument",),
    aws.CODEARTIFACT_DOMAIN_PERMISSIONS: ("policyDocument",),
    aws.CODEARTIFACT_REPOSITORY_PERMISSIONS_POLICY: ("policyDocument",),
    aws.CODEBUILD_RESOURCE_POLICY: ("policy",),
    aws.DSQL_CLUSTER_POLICY: ("policy",),
    aws.DYNAMODB_RESOURCE_POLICY: ("policy",),
    aws.ECR_REGISTRY_POLICY: ("policy",),
    aws.ECR_REPOSITORY_CREATION_TEMPLATE: ("repositoryPolicy",),
    aws.ECR_REPOSITORY_POLICY: ("policy",),
    aws.ECRPUBLIC_REPOSITORY_POLICY: ("policy",),
    aws.EFS_FILE_SYSTEM_POLICY: ("policy",),
    aws.ELASTICSEARCH_DOMAIN: ("accessPolicies",),
    aws.ELASTICSEARCH_DOMAIN_POLICY: ("accessPolicies",),
    aws.GLACIER_VAULT: ("accessPolicy",),
    aws.GLACIER_VAULT_LOCK: ("policy",),
    aws.GLUE_RESOURCE_POLICY: ("policy",),
    aws.KINESIS_RESOURCE_POLICY: ("policy",),
    aws.LAMBDA_RESOURCE_POLICY: ("policy",),
    aws.MEDIASTORE_CONTAINER_POLICY: ("policy",),
    aws.MSK_CLUSTER_POLICY: ("policy",),
    aws.NETWORKFIREWALL_RESOURCE_POLICY: ("policy",),
    aws.OAM_SINK_POLICY: ("policy",),
    aws.OPENSEARCH_DOMAIN: ("accessPolicies",),
    aws.OPENSEARCH_DOMAIN_POLICY: ("accessPolicies",),
    aws.OPENSEARCHINGEST_RESOURCE_POLICY: ("policy",),
    aws.PINPOINT_SMSVOICEV2_RESOURCE_POLICY: ("policy",),
    aws.REDSHIFT_RESOURCE_POLICY: ("policy",),
    aws.REDSHIFTSERVERLESS_RESOURCE_POLICY: ("policy",),
    aws.S3_ACCESS_POINT: ("policy",),
    aws.S3_BUCKET: ("policy",),
    aws.S3_BUCKET_POLICY: ("policy",),
    aws.S3_BUCKET_V2: ("policy",),
    aws.S3_FILES_FILE_SYSTEM_POLICY: ("policy",),
    aws.S3_VECTORS_VECTOR_BUCKET_POLICY: ("policy",),
    aws.S3CONTROL_ACCESS_GRANTS_INSTANCE_RESOURCE_POLICY: ("policy",),
    aws.S3CONTROL_ACCESS_POINT_POLICY: ("policy",),
    aws.S3CONTROL_BUCKET_POLICY: ("policy",),
    aws.S3CONTROL_MULTI_REGION_ACCESS_POINT_POLICY: ("details",),
    aws.S3CONTROL_OBJECT_LAMBDA_ACCESS_POINT_POLICY: ("policy",),
    aws.S3TABLES_TABLE_BUCKET_POLICY: ("resourcePolicy",),
    aws.S3TABLES_TABLE_POLICY: ("resourcePolicy",),
    aws.SAGEMAKER_MODEL_PACKAGE_GROUP_POLICY: ("resourcePolicy",),
    aws.SCHEMAS_REGISTRY_POLICY: ("policy",),
    aws.SECRETSMANAGER_SECRET: ("policy",),
    aws.SECRETSMANAGER_SECRET_POLICY: ("policy",),
    aws.SES_IDENTITY_POLICY: ("policy",),
    aws.SESV2_EMAIL_IDENTITY_POLICY: ("policy",),
    aws.SNS_TOPIC: ("policy",),
    aws.SNS_TOPIC_POLICY: ("policy",),
    aws.SQS_QUEUE: ("policy",),
    aws.SQS_QUEUE_POLICY: ("policy",),
    aws.VPCLATTICE_AUTH_POLICY: ("policy",),
    aws.VPCLATTICE_RESOURCE_POLICY: ("policy",),
    aws.XRAY_RESOURCE_POLICY: ("policyDocument",),
}
"""Documents on a resource that say who may use it; keys and endpoints have their own."""

KEY_POLICIES: Mapping[str, tuple[str, ...]] = {
    aws.KMS_EXTERNAL_KEY: ("policy",),
    aws.KMS_KEY: ("policy",),
    aws.KMS_KEY_POLICY: ("policy",),
    aws.KMS_REPLICA_EXTERNAL_KEY: ("policy",),
    aws.KMS_REPLICA_KEY: ("policy",),
}
"""Documents that say who may use a key."""

ENDPOINT_POLICIES: Mapping[str, tuple[str, ...]] = {
    aws.EC2_VPC_ENDPOINT: ("policy",),
    aws.EC2_VPC_ENDPOINT_POLICY: ("policy",),
    aws.ODB_NETWORK: ("kmsPolicyDocument", "s3PolicyDocument", "stsPolicyDocument"),
}
"""Documents that say who may do what through an endpoint of a network; with AWS's own everyone may."""

ALL = (IDENTITY_POLICIES, TRUST_POLICIES, RESOURCE_POLICIES, KEY_POLICIES, ENDPOINT_POLICIES)
