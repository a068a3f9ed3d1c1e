"""The list of actions that make something with a new id."""

import json

from policies.aws.iam.actions import of_service
from tests.policies import new_ids


def test_the_list_is_what_the_tables_of_aws_say() -> None:
    """`policies/aws/iam/new_ids.json` is what `python -m tests.policies.new_ids` writes."""
    assert new_ids.PATH.read_text(encoding="utf-8") == new_ids.text()


def test_each_form_is_one_that_its_action_accepts() -> None:
    """The rule compares forms of the list with those of the installed table of actions."""
    listed = json.loads(new_ids.PATH.read_text(encoding="utf-8"))
    known = {action.name: action.arns for name in listed for action in of_service(name.partition(":")[0])}
    assert {name: forms for name, forms in listed.items() if not {*forms} <= {*known[name]}} == {}


def test_no_listed_action_has_a_name_that_its_caller_chooses() -> None:
    """The forms end with an id: a name such as that of a transcription job is known before the action."""
    listed = json.loads(new_ids.PATH.read_text(encoding="utf-8"))
    assert not [form for forms in listed.values() for form in forms if not form.lower().endswith("id}")]
