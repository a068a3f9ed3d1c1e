"""Tokens of the AWS provider that mean the same type."""

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

from policies.model.tokens import canonical
from policies.model.values import Value
from policies.rule import Resource


@pytest.mark.parametrize("module", ["alb", "applicationloadbalancing", "elasticloadbalancingv2"])
@pytest.mark.parametrize("name", ["listener", "listenerRule", "loadBalancer", "targetGroup"])
def test_each_module_of_load_balancers_is_one_to_the_rules(module: str, name: str) -> None:
    """A resource has the token of `aws:lb`, whichever class made it."""
    kind = name[0].upper() + name[1:]
    assert Resource(f"aws:{module}/{name}:{kind}", Value({})).type == f"aws:lb/{name}:{kind}"


def test_what_is_no_other_token_stays_as_it_is() -> None:
    """The older bucket has inputs of its own."""
    for kind in ("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2", "aws:ec2/vpc:Vpc", ""):
        assert canonical(kind) == kind


def test_every_bucket_setting_of_the_sdk_with_two_tokens_is_known_by_one() -> None:
    """The SDK's own aliases say which they are."""
    spec = find_spec("pulumi_aws")
    assert spec is not None
    assert spec.origin is not None
    aliases = {
        node.value
        for path in (Path(spec.origin).parent / "s3").glob("bucket_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("aws:s3/")
    }
    doubled = {token for token in aliases if token.endswith("V2") and token != "aws:s3/bucketV2:BucketV2"}
    assert len(doubled) >= 10
    assert all(canonical(token).removesuffix("V2") == canonical(token) for token in doubled)
