"""`awsx.ecr.Repository`: a repository and its lifecycle policy (`awsx/ecr/repository.ts`)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

from .inputs import only, snake_case

_UNTAGGED = [{"description": "remove untagged images", "tagStatus": "untagged", "maximumNumberOfImages": 1}]
"""The rules of a repository that states none."""


class Repository(pulumi.ComponentResource):
    """A repository. Its lifecycle policy has no parent, as in awsx: it gets the default provider of the stack."""

    def __init__(self, name: str, inputs: Mapping[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__("awsx:ecr:Repository", name, {}, opts)
        policy = inputs.get("lifecyclePolicy") or {}
        given = {key: value for key, value in inputs.items() if key != "lifecyclePolicy"}
        only("awsx.ecr.Repository", given, _INPUTS)
        props = {snake_case(key): value for key, value in given.items()}
        repository = aws.ecr.Repository(name.lower(), opts=pulumi.ResourceOptions(parent=self), **props)
        self.state: dict[str, Any] = {"repository": repository, "url": repository.repository_url}
        if not policy.get("skip"):
            document = json.dumps({"rules": rules(policy.get("rules") or _UNTAGGED)})
            self.state["lifecyclePolicy"] = aws.ecr.LifecyclePolicy(
                name.lower(), repository=repository.name, policy=document
            )
        self.register_outputs({key: self.state[key] for key in self.state if key != "url"})


_INPUTS = (
    "encryptionConfigurations",
    "forceDelete",
    "imageScanningConfiguration",
    "imageTagMutability",
    "imageTagMutabilityExclusionFilters",
    "name",
    "region",
    "tags",
)


def rules(given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rules of a lifecycle policy; one for all images comes last."""
    ordered = sorted(given, key=lambda rule: rule["tagStatus"] == "any")
    return [_rule(rule, priority) for priority, rule in enumerate(ordered, 1)]


def _rule(rule: Mapping[str, Any], priority: int) -> dict[str, Any]:
    selection: dict[str, Any] = {"tagStatus": rule["tagStatus"]}
    if rule["tagStatus"] == "tagged":
        selection["tagPrefixList"] = rule["tagPrefixList"]
    if "maximumNumberOfImages" in rule:
        selection |= {"countType": "imageCountMoreThan", "countNumber": int(rule["maximumNumberOfImages"])}
    else:
        days = int(rule["maximumAgeLimit"])
        selection |= {"countType": "sinceImagePushed", "countNumber": days, "countUnit": "days"}
    described = {"description": rule["description"]} if "description" in rule else {}
    return {"rulePriority": priority, **described, "selection": selection, "action": {"type": "expire"}}
