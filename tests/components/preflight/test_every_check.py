"""What holds for every check: it names its rights, survives each kind of failure, and asks for declared calls only."""

import dataclasses
import functools
import itertools
from typing import Any

import botocore.session
import jmespath
import pytest
from botocore import xform_name
from policy_sentry.querying.actions import get_action_data

from components.preflight.check import Check, Context, Result, Status
from components.preflight.checks import CHECKS, policy
from components.preflight.clients import CallError, action
from components.preflight.lookup import Lookup
from components.preflight.lookups import LOOKUPS, NOT_LOOKED_UP
from components.preflight.offers import SERVICES
from components.preflight.planned import plan
from components.preflight.runner import evaluate
from components.settings import settings_from
from tests.components.preflight import answers
from tests.components.preflight.answers import Always

AWS_CHECKS = [check for check in CHECKS if check.calls and check.name != "credentials"]
"""The credentials are known before the checks begin, and need no right."""


def named(check: Check) -> str:
    """A check's name, with its first call since some share a name."""
    return f"{check.name}-{check.calls[0][1] if check.calls else 'none'}".replace(" ", "-")


each_check = pytest.mark.parametrize("check", AWS_CHECKS, ids=named)


@functools.cache
def everything() -> tuple[Any, Any]:
    """A city with each optional part."""
    values = dict(answers.stack_file("madrid").values) | {"citycell:interfaceEndpoints": '["ecr.api", "logs"]'}
    settings = settings_from(values, "madrid", answers.ROOT)
    return settings, plan(settings, "210987654321")


def whole(aws: Always) -> Context:
    """A context in which every check calls AWS."""
    settings, planned = everything()
    stack = dataclasses.replace(
        answers.stack_file("madrid"), secrets_provider="awskms://alias/pulumi?region=eu-central-1", encrypted=()
    )
    environment = {"PULUMI_BACKEND_URL": "s3://states?region=eu-central-1"}
    return answers.context(aws, stack=stack, settings=settings, planned=planned, environment=environment)


def results_of(check: Check, aws: Always) -> list[Result]:
    """The results of a check, which makes its declared calls only: the policy of the preflight follows from them."""
    results = evaluate(check, whole(aws))
    assert set() == aws.calls - set(check.calls)
    return results


@each_check
def test_a_missing_right_is_named(check: Check) -> None:
    """Each line says which of the check's rights is needed."""
    aws = Always(answers.refused("AccessDenied"))
    results = results_of(check, aws)
    assert results
    assert {Status.UNCHECKED} == {result.status for result in results}
    assert any(f"needs {right}" in result.text for result in results for right in check.rights)


@each_check
@pytest.mark.parametrize("code", ["ExpiredToken", "InternalError"])
def test_an_error_of_aws_is_a_line(check: Check, code: str) -> None:
    """An error that says nothing about the question is no answer."""
    for result in results_of(check, Always(answers.refused(code))):
        assert result.status is Status.UNCHECKED
        assert "\n" not in result.text
        assert code in result.text


@each_check
def test_a_time_out_is_a_line(check: Check) -> None:
    """A service that is down does not end the report."""
    for result in results_of(check, Always(answers.timed_out)):
        assert result.status is Status.UNCHECKED
        assert "did not answer" in result.text


@each_check
@pytest.mark.parametrize("document", [{}, {"Unexpected": None}, []], ids=str)
def test_an_answer_of_another_form_is_never_ok(check: Check, document: Any) -> None:
    """Empty answers and answers of other types give no false ok, and no stack trace."""
    results = results_of(check, Always(answers.parsed(document)))
    lines = [result for result in results if result.status is Status.OK and "VPC block" not in result.text]
    assert lines == []
    assert [result for result in results if "\n" in result.text] == []


@each_check
def test_a_check_goes_on_after_an_absent_thing(check: Check) -> None:
    """Answers that something does not exist lead to further calls, which are declared, too."""
    results_of(check, Always(answers.refused("NoSuchResourceException")))
    results_of(check, Always(answers.refused("NoSuchEntity")))


@each_check
def test_the_calls_of_a_check_exist(check: Check) -> None:
    """The operations are those of the service's model."""
    for service, operation in check.calls:
        assert operation in model(service).operation_names


def test_the_policy_only_reads() -> None:
    """Every action is in the IAM table, and lists or reads."""
    (statement,) = policy()["Statement"]
    assert statement["Action"] == sorted({right for check in CHECKS for right in check.rights})
    levels = {name: level(name) for name in statement["Action"]}
    assert {name: found for name, found in levels.items() if found not in {"List", "Read"}} == {}


def test_the_page_has_every_check_and_right() -> None:
    """Add a new check to the table of docs/preflight.md."""
    page = (answers.ROOT / "docs" / "preflight.md").read_text()
    assert [check.name for check in CHECKS if f"`{check.name}`" not in page] == []
    rights = {right for check in CHECKS if check.name not in {"names", "credentials"} for right in check.rights}
    assert sorted(right for right in rights if f"`{right}`" not in page) == []


def level(name: str) -> str | None:
    """The access level of an action in the table; None for an unknown action."""
    data = get_action_data(*name.split(":"))
    if not data:
        return None
    (found,) = {row["access_level"] for rows in data.values() for row in rows}
    return found


@functools.cache
def model(service: str) -> Any:
    """The model of a service."""
    return botocore.session.get_session().get_service_model(service)


def test_every_type_of_a_city_is_looked_up_or_has_a_reason() -> None:
    """Add a row to LOOKUPS for a type with a unique name, otherwise to NOT_LOOKED_UP."""
    types = {item.type for stack in ("demo", "madrid") for item in answers.planned(stack).resources}
    assert set() == types - {lookup.type for lookup in LOOKUPS} - NOT_LOOKED_UP.keys()
    assert set() == NOT_LOOKED_UP.keys() & {lookup.type for lookup in LOOKUPS}


def test_every_name_is_known_before_the_update() -> None:
    """A name that AWS or the provider makes up cannot be looked up."""
    for stack in ("demo", "madrid"):
        for lookup in LOOKUPS:
            assert [item.name for item in answers.planned(stack).of(lookup.type) if not item.text(lookup.key)] == []


def test_every_module_has_its_service() -> None:
    """Add the services of a new module to SERVICES."""
    types = {item.type for item in answers.planned("madrid").resources}
    modules = {token.split(":")[1].split("/")[0] for token in types}
    without_regions = {"budgets", "cloudfront", "costexplorer", "iam", "route53"}
    assert modules - SERVICES.keys() == without_regions | {"acm", "appautoscaling", "vpc", "wafv2"}


each_lookup = pytest.mark.parametrize("lookup", LOOKUPS, ids=lambda lookup: lookup.type)


@each_lookup
def test_a_lookup_follows_the_model(lookup: Lookup) -> None:
    """Error codes are those of the operation; a list has pages, and its expression finds names."""
    service, operation = lookup.call
    found = model(service).operation_model(operation)
    if lookup.absent:
        codes = {shape.metadata.get("error", {}).get("code", shape.name) for shape in found.error_shapes}
        assert set(lookup.absent) <= codes | {"404", "NoSuchEntity"} | ({"NoSuchBucket"} if service == "s3" else set())
    else:
        assert jmespath.search(lookup.names, example(found.output_shape))
        client = answers.session().client(service)
        assert client.can_paginate(xform_name(operation)) or not lookup.has_pages
        assert set(lookup.constants) <= found.input_shape.members.keys()


def example(shape: Any, depth: int = 6) -> Any:
    """A value of a shape."""
    if shape.type_name == "structure" and depth:
        return {name: example(member, depth - 1) for name, member in shape.members.items()}
    if shape.type_name == "list" and depth:
        return [example(shape.member, depth - 1)]
    return "text"


@each_lookup
def test_an_answer_means_that_a_name_is_taken(lookup: Lookup) -> None:
    """Whatever has the name, the first update would fail or overwrite it."""
    shape = model(lookup.call[0]).operation_model(lookup.call[1]).output_shape
    (first, *_) = [item.text(lookup.key) for item in everything()[1].of(lookup.type)]
    document = replaced(example(shape) if shape else {}, first)
    results = evaluate(check_of(lookup), whole(Always(answers.parsed(document))))
    assert [result.status for result in results] == [Status.MISSING]
    assert first in results[0].text
    assert "pulumi import" in results[0].advice


@each_lookup
def test_a_name_of_the_stack_itself_is_not_taken(lookup: Lookup) -> None:
    """After the first update the same names are the stack's."""
    own = frozenset((item.type, item.text(lookup.key)) for item in everything()[1].of(lookup.type))
    context = dataclasses.replace(whole(Always(answers.timed_out)), existing=own)
    (result,) = evaluate(check_of(lookup), context)
    assert result.status is Status.OK
    assert "exist" in result.text


@each_lookup
def test_no_one_knows_whose_a_name_is_without_the_state(lookup: Lookup) -> None:
    """The line asks for the state instead of calling a running city a leftover."""
    shape = model(lookup.call[0]).operation_model(lookup.call[1]).output_shape
    (first, *_) = [item.text(lookup.key) for item in everything()[1].of(lookup.type)]
    document = replaced(example(shape) if shape else {}, first)
    context = dataclasses.replace(whole(Always(answers.parsed(document))), existing=None)
    (result,) = evaluate(check_of(lookup), context)
    assert result.status is Status.UNCHECKED
    assert "--state" in result.advice


@each_lookup
def test_a_free_name_is_ok(lookup: Lookup) -> None:
    """The answer of AWS for a name that nothing has."""
    outcome = answers.refused(lookup.absent[0]) if lookup.absent else answers.parsed(empty(lookup))
    (result,) = evaluate(check_of(lookup), whole(Always(outcome)))
    assert result.status is Status.OK
    assert lookup.noun in result.text


def empty(lookup: Lookup) -> dict[str, Any]:
    """A page of a list without entries."""
    page: Any = []
    for key in reversed(lookup.names.split("[")[0].split(".")):
        page = {key: page}
    return page


def replaced(value: Any, name: str) -> Any:
    """A value with every text replaced by a name, and no further page."""
    if isinstance(value, dict):
        return {key: replaced(item, name) for key, item in value.items() if key.lower() not in TOKENS}
    if isinstance(value, list):
        return [replaced(item, name) for item in value]
    return name


TOKENS = {"nexttoken", "nextmarker", "marker", "truncated"}


def check_of(lookup: Lookup) -> Check:
    """The check of a row."""
    (found,) = [check for check in CHECKS if check.name == "names" and getattr(check.run, "args", ()) == (lookup,)]
    return found


def test_actions_have_the_names_of_iam() -> None:
    """Operations whose action has another name."""
    assert action(("elbv2", "DescribeLoadBalancers")) == "elasticloadbalancing:DescribeLoadBalancers"
    assert action(("apigateway", "GetAccount")) == "apigateway:GET"
    assert not CallError("text").is_denied


def test_a_list_without_end_is_not_taken_as_complete() -> None:
    """After the last page that is read, a name would look free."""
    numbers = itertools.count()

    def page() -> Any:
        return answers.HttpAnswer(), {"Aliases": [], "Truncated": True, "NextMarker": str(next(numbers))}

    (lookup,) = [lookup for lookup in LOOKUPS if lookup.noun == "key aliases"]
    (result,) = evaluate(check_of(lookup), whole(Always(page)))
    assert (result.status, result.text) == (
        Status.UNCHECKED,
        "key aliases: kms:ListAliases has more than 50 pages",
    )


def test_a_list_is_as_short_as_the_names_allow() -> None:
    """An account may have thousands of log groups of functions and databases."""
    (lookup,) = [lookup for lookup in LOOKUPS if lookup.noun == "log groups"]
    names = [item.text("name") for item in answers.planned("demo").of(lookup.type)]
    prefixes = [request["logGroupNamePrefix"] for request in lookup.list_requests(names)]
    assert prefixes == ["/aws/rds/cluster/demo-orders/postgresql", "/citycell/demo/"]
