"""Cases of the rule `cell-isolation`."""

from policies.network.rules.cell_isolation import Knobs
from policies.testing import UNKNOWN, Cases, Node, stack_of, within

_GROUP = "aws:ec2/securityGroup:SecurityGroup"
_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
_MADRID = {"tags": {"cell": "madrid"}}
_LISBON = {"tags": {"cell": "lisbon"}}

_STACK = stack_of(
    {
        "region": Node("citycell:index:Region"),
        "madrid": Node("citycell:index:CityCell", parent="region"),
        "lisbon": Node("citycell:index:CityCell", parent="region"),
        "madrid-key": Node("aws:kms/key:Key", _MADRID, parent="madrid"),
        "madrid-group": Node(_GROUP, _MADRID, parent="madrid"),
        "lisbon-key": Node("aws:kms/key:Key", _LISBON, parent="lisbon"),
        "lisbon-group": Node(_GROUP, _LISBON, parent="lisbon"),
        "lisbon-attachment": Node("aws:msk/singleScramSecretAssociation:SingleScramSecretAssociation", parent="lisbon"),
        "outsider": Node("aws:kms/key:Key", parent="region"),
        "own": Node("aws:sns/topic:Topic", _MADRID, {"kmsMasterKeyId": "madrid-key"}, "madrid"),
        "common": Node("aws:sns/topic:Topic", _MADRID, {"kmsMasterKeyId": "outsider"}, "madrid"),
        "stranger": Node("aws:sns/topic:Topic", _MADRID, {"kmsMasterKeyId": "lisbon-key"}, "madrid"),
        "waiting": Node("aws:sns/topic:Topic", {"tags": UNKNOWN}, {"kmsMasterKeyId": "lisbon-key"}, "madrid"),
        "nobody": Node("aws:sns/topic:Topic", {}, {"kmsMasterKeyId": "lisbon-key"}, "region"),
        "untagged": Node(
            _RULE, {}, {"securityGroupId": "madrid-group", "referencedSecurityGroupId": "lisbon-group"}, "madrid"
        ),
        "inside": Node(_RULE, {}, {"securityGroupId": "madrid-group"}, "madrid"),
        "by-untagged": Node("aws:sns/topicPolicy:TopicPolicy", {}, {"policy": "lisbon-attachment"}, "madrid"),
        "two": Node("aws:sns/topic:Topic", _MADRID, {"policy": ("madrid-key", "lisbon-key"), "arn": "lisbon-key"}),
    }
)

CASES = Cases(
    passes=[
        within(_STACK, "own"),
        within(_STACK, "common"),
        within(_STACK, "inside"),
        within(_STACK, "nobody"),
        within(_STACK, "stranger", knobs=Knobs(shared=("lisbon",))),
    ],
    fails=[
        within(_STACK, "stranger", "kmsMasterKeyId"),
        within(_STACK, "untagged", "referencedSecurityGroupId"),
        within(_STACK, "by-untagged", "policy"),
        within(_STACK, "two", "policy", "arn"),
    ],
    unknown=[within(_STACK, "waiting", "tags.cell")],
)
