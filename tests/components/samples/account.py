"""Arguments of `AccountBaseline`."""

from hypothesis import strategies as st

from components import AccountBaseline
from components.account.args import ContainerInsights, ImageScanning, ServiceLinkedRole
from components.network.args import PublicAccessBlock
from tests.components.samples import KEY, Sample

EVERYTHING = {
    "ebs_key_arn": KEY,
    "backup_types": {"EFS": True, "Storage Gateway": False},
    "public_access_block": "block-ingress",
    "image_scanning": "BASIC",
    "container_insights": "enhanced",
    "task_retirement_days": 14,
    "global_settings": True,
    "service_linked_roles": list(ServiceLinkedRole),
}

SAMPLE = Sample(
    kind=AccountBaseline,
    good={},
    others=[
        EVERYTHING,
        {"image_scanning": "ENHANCED", "global_settings": True, "s3_public_access_block": False},
        {"api_gateway_logs": False, "ebs_encryption": False, "instance_metadata_tokens": False},
        {"backup_types": {}},
    ],
    bad=[
        ({"api_gateway_logs": "yes"}, "api_gateway_logs is 'yes', but it must be true or false"),
        ({"ebs_encryption": False, "ebs_key_arn": KEY}, "but it has no effect without ebs_encryption"),
        ({"service_linked_roles": ["ecs.amazonaws.com"]}, "but it is one for all regions: set global_settings in one"),
        ({"s3_public_access_block": True}, "s3_public_access_block is True, but it is one for all regions"),
        (
            {"global_settings": True, "service_linked_roles": ["ecs"]},
            "service_linked_roles[0] is 'ecs', but it must be one of ops.apigateway.amazonaws.com",
        ),
        (
            {"global_settings": True, "service_linked_roles": ["ecs.amazonaws.com", "ecs.amazonaws.com"]},
            "each name may appear once",
        ),
        ({"task_retirement_days": 3}, "task_retirement_days is 3, but AWS does not offer that wait; choose from: 0, 7"),
        ({"backup_types": {"EFS!": True}}, "backup_types.EFS! is True, but it must be named as AWS Backup names it"),
        ({"backup_types": {"EFS": "on"}}, "backup_types.EFS is 'on', but it must be true or false"),
        ({"public_access_block": "ingress"}, "it must be one of off, block-ingress, block-bidirectional"),
        ({"image_scanning": "basic"}, "it must be one of BASIC, ENHANCED"),
        ({"container_insights": "on"}, "it must be one of disabled, enabled, enhanced"),
    ],
    arguments=st.fixed_dictionaries(
        {"global_settings": st.just(value=True)},
        optional={
            "api_gateway_logs": st.booleans(),
            "instance_metadata_tokens": st.booleans(),
            "backup_types": st.dictionaries(st.sampled_from(["EFS", "EC2", "S3"]), st.booleans()),
            "public_access_block": st.sampled_from(PublicAccessBlock),
            "image_scanning": st.sampled_from(ImageScanning),
            "container_insights": st.sampled_from(ContainerInsights),
            "task_retirement_days": st.sampled_from([0, 7, 14]),
            "s3_public_access_block": st.booleans(),
            "service_linked_roles": st.lists(st.sampled_from(ServiceLinkedRole), unique=True),
            "disposable": st.booleans(),
        },
    ),
)
