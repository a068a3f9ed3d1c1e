"""Cases of the rule `stream-durability`."""

from policies.testing import UNKNOWN, Cases, case, linked

_SETTINGS = "aws:msk/configuration:Configuration"
_SAFE = "default.replication.factor=3\nmin.insync.replicas=2\nunclean.leader.election.enable=false\n"
_EXPRESS = linked("aws:msk/cluster:Cluster", brokerNodeGroupInfo={"instanceType": "express.m7g.large"})

CASES = Cases(
    passes=[
        case({"brokerNodeGroupInfo": {"clientSubnets": ["a", "b", UNKNOWN]}}),
        case({"brokerNodeGroupInfo": {"clientSubnets": ["a", "b"]}, "tags": {"disposable": "true"}}),
        case({"serverProperties": _SAFE}, kind=_SETTINGS),
        case({"serverProperties": f"{_SAFE}# min.insync.replicas=1\n! auto.create.topics.enable=true"}, kind=_SETTINGS),
        case({"serverProperties": "min.insync.replicas = 2"}, kind=_SETTINGS, users=[("configurationInfo", _EXPRESS)]),
    ],
    fails=[
        case({"brokerNodeGroupInfo": {"clientSubnets": ["a", "b"]}}, "brokerNodeGroupInfo.clientSubnets"),
        case({"brokerNodeGroupInfo": {"clientSubnets": ["a", "b", "b"]}}, "brokerNodeGroupInfo.clientSubnets"),
        case({}, "brokerNodeGroupInfo.clientSubnets"),
        case({"serverProperties": "log.retention.hours=24"}, "serverProperties", kind=_SETTINGS),
        case({"serverProperties": f"{_SAFE}auto.create.topics.enable=true"}, "serverProperties", kind=_SETTINGS),
        case({"serverProperties": f"{_SAFE}min.insync.replicas=1"}, "serverProperties", kind=_SETTINGS),
        case({"serverProperties": f"{_SAFE}default.replication.factor=2"}, "serverProperties", kind=_SETTINGS),
        case({"serverProperties": f"{_SAFE}min.insync.replicas: 1"}, "serverProperties", kind=_SETTINGS),
        case({"serverProperties": f"{_SAFE} auto.create.topics.enable true "}, "serverProperties", kind=_SETTINGS),
    ],
    unknown=[
        case({"brokerNodeGroupInfo": UNKNOWN}, "brokerNodeGroupInfo.clientSubnets"),
        case({"serverProperties": UNKNOWN}, "serverProperties", kind=_SETTINGS),
    ],
)
