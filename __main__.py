"""The stack program: one city's cell, as `Pulumi.<stack>.yaml` describes it."""

import gc

import pulumi
import pulumi_aws as aws

from components import CityCell
from components.package import LayerName, dependencies_layer
from components.settings import load_settings

# A city makes some 10,000 outputs that live until the end. By default Python looks for garbage among them after every
# 700 new objects, and that nearly doubles the time of a preview.
gc.freeze()
gc.set_threshold(50_000, 20, 100)

settings = load_settings()

provider = aws.Provider(
    f"{settings.cell}-aws",
    region=settings.region,
    # A backup: components tag what they make themselves, where unit tests can see it.
    default_tags={"tags": settings.tags},
)
account_id = (
    settings.account_id or aws.get_caller_identity_output(opts=pulumi.InvokeOptions(provider=provider)).account_id
)
cell = CityCell(
    settings.cell,
    settings.cell_args(
        account_id, *map(dependencies_layer, (LayerName.FUNCTIONS, LayerName.MESSAGES, LayerName.MIGRATIONS))
    ),
    pulumi.ResourceOptions(providers=[provider]),
)

pulumi.export("websocketUrl", cell.websocket_url)
pulumi.export("apiHost", cell.api_host)
pulumi.export("bootstrapServers", cell.bootstrap_servers)
pulumi.export("migrationsFunction", cell.migrations_function)
pulumi.export("migrationsTask", cell.migrations_task)
pulumi.export("migrationsSecurityGroup", cell.migrations_security_group)
pulumi.export("privateSubnetIds", cell.private_subnet_ids)
pulumi.export("dashboard", cell.dashboard)
pulumi.export("alarmTopicArn", cell.alarm_topic_arn)
pulumi.export("ticketTopicArn", cell.ticket_topic_arn)
pulumi.export("healthAlarm", cell.health_alarm)
