"""IAM statements of the role with which Amazon ECS shifts requests between target groups."""

from collections.abc import Sequence

import pulumi

from ..core.iam import Statement, allow


def traffic_shift_statements(
    target_groups: Sequence[pulumi.Input[str]], rules: Sequence[pulumi.Input[str]]
) -> list[Statement]:
    """What ECS does in a deployment that shifts requests: it changes the rules and moves targets between the groups.

    Narrower than the managed policy `AmazonECSInfrastructureRolePolicyForLoadBalancers` (version 6; AWS managed policy
    reference), which has these actions on every listener, rule and target group. Listeners are left out, because ECS
    changes those of Network Load Balancers only.
    """
    read = [f"elasticloadbalancing:Describe{what}" for what in ("Listeners", "Rules", "TargetGroups", "TargetHealth")]
    move = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"]
    return [
        # These actions have no resource (Service Authorization Reference, Elastic Load Balancing V2).
        allow("ReadTraffic", read, "*"),
        allow("MoveTargets", move, list(target_groups)),
        allow("ShiftRequests", ["elasticloadbalancing:ModifyRule"], list(rules)),
    ]
