"""Cases of the rule `key-own-policy`."""

from policies.testing import UNKNOWN, Cases, case, document, linked

_POLICY = "aws:kms/keyPolicy:KeyPolicy"

CASES = Cases(
    passes=[
        case({"policy": document({"Action": "kms:Decrypt", "Resource": "*"})}),
        case({"policy": UNKNOWN}, edges={"policy": [linked("aws:iam/role:Role")]}),
        case({}, users=[("keyId", linked(_POLICY))]),
    ],
    fails=[
        case({}, "policy"),
        case({"policy": ""}, "policy"),
        case({}, "policy", users=[("targetKeyId", linked("aws:kms/alias:Alias"))]),
        case({}, "policy", kind="aws:kms/replicaKey:ReplicaKey"),
    ],
    unknown=[case({"policy": UNKNOWN}, "policy")],
)
