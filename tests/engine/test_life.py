"""The life cycle of a stack with the engine and the loopback provider."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from local.errors import LocalError
from tests.engine.deployments import Deployed

pytestmark = pytest.mark.engine
Program = Callable[[str], Deployed]


def settings(*, retention: int = 7, hash_key: str = "order_id") -> str:
    """The settings of program `life`."""
    return f'config: {{"aws:region": eu-west-1, "life:retention": "{retention}", "life:hash-key": {hash_key}}}\n'


def test_a_stack_lives_from_preview_to_destroy(program: Program) -> None:
    """Create, no change, update in place, replacement as on AWS, and destroy."""
    life = program("life")
    assert life.deploy().counts == {"create": 5}
    before = life.resource("table")
    assert life.deploy().counts == {"same": 5}

    life.settings(settings(retention=14))
    assert life.deploy().counts == {"same": 4, "update": 1}
    assert life.resource("group").outputs["retentionInDays"] == 14

    life.settings(settings(retention=14, hash_key="courier_id"))
    assert life.deploy().counts == {"same": 3, "update": 1, "replace": 1}
    after = life.resource("table")
    assert before.outputs["streamArn"] != after.outputs["streamArn"] or before.id != after.id
    assert after.id == life.resource("function").outputs["environment"]["variables"]["TABLE"]

    assert life.destroy() == {"delete": 5}
    assert not (life.folder / "state.json").exists()


def test_archives_are_compared_by_content(program: Program) -> None:
    """A function is updated when its code changes, and not when the same code moves to another folder."""
    life = program("life")
    life.deploy()
    first = life.resource("function").outputs["codeSha256"]
    code = life.program / "code"
    code.rename(life.program / "moved")
    (life.program / "__main__.py").write_text((life.program / "__main__.py").read_text().replace('"code"', '"moved"'))
    assert life.deploy().counts == {"same": 5}

    (life.program / "moved" / "main.py").write_text("VERSION = 2\n")
    assert life.deploy().counts == {"same": 4, "update": 1}
    assert first != life.resource("function").outputs["codeSha256"]


def test_secrets_stay_secret_in_the_backend(program: Program) -> None:
    """No file of the backend has a secret in plain text, and only this user can read the exported state."""
    life = program("life")
    life.deploy()
    kept = [path for path in (life.folder / "engine").rglob("*") if path.is_file()]
    assert [path for path in kept if b"canary-of-the-engine-tests" in path.read_bytes()] == []
    assert life.resource("function").outputs["environment"]["variables"]["TOKEN"] == "canary-of-the-engine-tests"
    assert (life.folder / "state.json").stat().st_mode & 0o777 == 0o600


def test_each_provider_instance_has_its_region_account_and_tags(program: Program) -> None:
    """Two providers, and one resource with its own region, have different ARNs and tags."""
    places = program("two_regions")
    places.deploy()
    looks = {name: re.sub("key/.*", "key", places.outputs[name]) for name in ("near", "far", "own")}
    assert looks == {
        "near": "arn:aws:kms:eu-west-1:123456789012:key",
        "far": "arn:aws:kms:us-east-2:210987654321:key",
        "own": "arn:aws:kms:ap-south-1:123456789012:key",
    }
    assert places.resource("near").outputs["tagsAll"] == {"owner": "city"}
    assert places.resource("far").outputs["tagsAll"] == {"owner": "city", "place": "far"}


def test_a_changed_provider_changes_its_resources(program: Program) -> None:
    """Other default tags update the resources; another region replaces them."""
    places = program("two_regions")
    places.deploy()
    main = places.program / "__main__.py"
    main.write_text(main.read_text().replace('"place": "far"', '"place": "farther"'))
    assert places.deploy().counts == {"same": 3, "update": 2}
    assert places.resource("far").outputs["tagsAll"]["place"] == "farther"

    main.write_text(main.read_text().replace("us-east-2", "us-west-2"))
    assert places.deploy().counts == {"same": 3, "update": 1, "replace": 1}
    assert places.outputs["far"].startswith("arn:aws:kms:us-west-2:")


def test_a_preview_knows_inputs_and_no_computed_output(program: Program) -> None:
    """In a preview an ARN is unknown, so its `apply` does not run; a description is known."""
    key = program("life")
    (key.program / "__main__.py").write_text(
        "from pathlib import Path\n"
        "import pulumi\nimport pulumi_aws as aws\n"
        "def note(value):\n"
        "    with Path(__file__).with_name('seen').open('a') as seen:\n"
        "        print(pulumi.runtime.is_dry_run(), value.split(':')[0], file=seen)\n"
        "key = aws.kms.Key('key', description='orders')\n"
        "key.arn.apply(note)\nkey.description.apply(note)\n"
    )
    key.preview()
    key.deploy()
    seen = (key.program / "seen").read_text().splitlines()
    assert sorted(seen) == ["False arn", "False orders", "True orders"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            'aws.chime.VoiceConnector("v", require_encryption=True)',
            "does not serve aws:chime/voiceConnector:VoiceConnector; add it in local/provider/resource_types/chime.py",
        ),
        ('aws.cloudwatch.LogGroup("g", retention_in_days=8)', "8 is not one of [1, 3, 5, 7, 14, 30"),
        ('aws.ec2.Vpc.get("known", "vpc-0123")', "resource 'vpc-0123' does not exist"),
        ('raise pulumi.RunError("orders_per_hour: -1 is negative")', "orders_per_hour: -1 is negative"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
    ],
)
def test_a_failure_is_reported_in_one_line(program: Program, line: str, expected: str) -> None:
    """The error of a failed program is its own, without the follow-up errors of the engine."""
    wrong = program("life")
    (wrong.program / "__main__.py").write_text(f"import pulumi\nimport pulumi_aws as aws\n\n{line}\n")
    with pytest.raises(LocalError) as problem:
        wrong.deploy()
    assert expected in str(problem.value)
    assert len(str(problem.value).splitlines()) == 1


def test_the_error_of_an_unknown_stack_lists_the_others(program: Program) -> None:
    """The error lists the stacks with a settings file."""
    with pytest.raises(LocalError, match=r"there is no stack 'tset'.*choose one of: test"):
        replace(program("life"), stack="tset").deploy()
