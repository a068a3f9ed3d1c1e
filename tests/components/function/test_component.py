"""Functions: what invokes them, where they run, and what each child is made from."""

import json
from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from components import Function
from tests.components.recording import Recorder, record
from tests.components.samples.function import CLUSTER, EVERY_CONTROL, KEY, PLACEMENT, SAMPLE, SIGNED, SOURCE

FUNCTION, SOURCE_TYPE = "aws:lambda/function:Function", "AWS::Lambda::EventSourceMapping"
GROUP, ROLE = "aws:cloudwatch/logGroup:LogGroup", "aws:iam/role:Role"


def made(**change: Any) -> Recorder:
    """A function on mocks."""
    return record(lambda: Function("part", SAMPLE.args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def roles(recorder: Recorder) -> list[str]:
    """Names of the children, without that of the component."""
    return sorted(item.name.removeprefix("part-") for item in recorder.registrations[1:])


def test_a_function_has_a_role_a_policy_and_a_log_group_of_its_own() -> None:
    """Nothing else is registered without a Kafka source."""
    assert roles(made()) == ["function", "log-group", "policy", "recursion", "role"]
    assert roles(made(kafka_source=SOURCE)) == ["function", "log-group", "policy", "recursion", "role", "source"]


def test_the_function_runs_on_arm64_with_json_logs_and_traces() -> None:
    """Runtime, architecture, key and log group do not depend on arguments."""
    inputs = made().one(FUNCTION).inputs
    assert (inputs["runtime"], inputs["architectures"]) == ("python3.13", ["arm64"])
    assert (inputs["name"], inputs["handler"], inputs["kmsKeyArn"]) == ("lisbon-project-orders", "handler.handle", KEY)
    assert inputs["loggingConfig"] == {"logFormat": "JSON", "logGroup": "/citycell/lisbon/functions/project-orders"}
    assert inputs["tracingConfig"] == {"mode": "Active"}


def test_memory_timeout_layers_and_retention_have_defaults() -> None:
    """512 MiB, 10 seconds, no layer, logs for 90 days."""
    recorder = made()
    inputs = recorder.one(FUNCTION).inputs
    assert (inputs["memorySize"], inputs["timeout"], inputs["layers"]) == (512, 10, [])
    assert recorder.one(GROUP).inputs["retentionInDays"] == 90


def test_arguments_replace_the_defaults() -> None:
    """Each of them reaches its input."""
    recorder = made(memory_mib=1024, timeout_seconds=30, layers=["arn:layer"], log_retention_days=7)
    inputs = recorder.one(FUNCTION).inputs
    assert (inputs["memorySize"], inputs["timeout"], inputs["layers"]) == (1024, 30, ["arn:layer"])
    assert recorder.one(GROUP).inputs["retentionInDays"] == 7


def test_the_environment_names_the_cell_beside_the_callers_variables() -> None:
    """`CELL` and `CITY` are always there, and a caller may replace them."""

    def variables(**environment: str) -> Mapping[str, str]:
        return made(environment=environment).one(FUNCTION).inputs["environment"]["variables"]

    assert variables(TOPIC="order-events") == {"CELL": "lisbon", "CITY": "lisbon", "TOPIC": "order-events"}
    assert variables(CITY="porto")["CITY"] == "porto"


def test_only_a_placed_function_is_in_the_network() -> None:
    """Its subnets and its one security group are those of the argument."""
    assert "vpcConfig" not in made().one(FUNCTION).inputs
    placed = made(placement=PLACEMENT).one(FUNCTION).inputs["vpcConfig"]
    assert placed == {"subnetIds": ["subnet-0a", "subnet-0b"], "securityGroupIds": ["sg-0a"]}


def test_only_lambda_assumes_the_role() -> None:
    """The trust policy names the service. Lambda documents no source that a condition could test."""
    trust = made().one(ROLE).inputs["assumeRolePolicy"]
    assert '"lambda.amazonaws.com"' in trust
    assert "Condition" not in trust


def test_the_log_group_is_encrypted_and_named_after_the_function() -> None:
    """The key is that of the argument `log_key_arn`."""
    inputs = made(log_key_arn="log-key").one(GROUP).inputs
    assert (inputs["name"], inputs["kmsKeyId"]) == ("/citycell/lisbon/functions/project-orders", "log-key")


def source(**change: Any) -> Mapping[str, Any]:
    """The desired state of the function's mapping."""
    (state,) = made(kafka_source={**SOURCE, **change}).of_cloud_control(SOURCE_TYPE)
    return state


def test_a_source_polls_its_topic_in_the_functions_own_group() -> None:
    """Batches start at the oldest record."""
    state = source()
    assert (state["EventSourceArn"], state["Topics"]) == (CLUSTER, ["order-events"])
    assert state["AmazonManagedKafkaEventSourceConfig"] == {"ConsumerGroupId": "lisbon-project-orders"}
    assert state["StartingPosition"] == "TRIM_HORIZON"
    assert state["ProvisionedPollerConfig"] == {"MinimumPollers": 1, "MaximumPollers": 2}


def test_batches_do_not_wait_to_be_full() -> None:
    """The 0 is in the document that AWS gets: without it a batch waits for 500 ms."""
    assert source()["MaximumBatchingWindowInSeconds"] == 0


def test_a_changed_source_replaces_the_mapping() -> None:
    """AWS refuses a second mapping of a function and topic, so the old one is deleted first; its old form as well."""
    found: list[pulumi.ResourceOptions] = []

    def look(props: Any, opts: pulumi.ResourceOptions) -> Any:
        found.append(opts)
        return props, opts

    args: Any = SAMPLE.args({"kafka_source": SOURCE})
    record(lambda: Function("part", args, transforms={"source": look}))
    (opts,) = found
    assert (opts.delete_before_replace, opts.replace_on_changes) == (True, ["desiredState"])


def test_a_transform_changes_the_desired_state() -> None:
    """It gets a dictionary, not the JSON text."""

    def add(props: Any, opts: pulumi.ResourceOptions) -> Any:
        props["desired_state"]["MetricsConfig"] = {"Metrics": ["EventCount"]}
        return props, opts

    args: Any = SAMPLE.args({"kafka_source": SOURCE})
    (state,) = record(lambda: Function("part", args, transforms={"source": add})).of_cloud_control(SOURCE_TYPE)
    assert state["MetricsConfig"] == {"Metrics": ["EventCount"]}


def test_records_that_fail_are_split_retried_and_kept() -> None:
    """They go to the failure topic after five attempts or an hour."""
    state = source()
    assert state["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert state["BisectBatchOnFunctionError"] is True
    assert (state["MaximumRetryAttempts"], state["MaximumRecordAgeInSeconds"]) == (5, 3600)
    assert state["DestinationConfig"] == {"OnFailure": {"Destination": "kafka://failed-records"}}


@pytest.mark.parametrize(("change", "size"), [({}, 100), ({"batch_size": 500}, 500)])
def test_a_batch_has_100_records_by_default(change: Mapping[str, Any], size: int) -> None:
    """The argument `batch_size` sets another maximum."""
    assert source(**change)["BatchSize"] == size


def test_outputs_name_the_function_its_arns_and_its_role() -> None:
    """API Gateway calls `invoke_arn`; metrics have the name."""
    recorder = made()
    assert recorder.outputs[recorder.registrations[0].urn] == {
        "functionName": "lisbon-project-orders",
        "functionArn": "arn:aws:mock:mock-1:123456789012:part-function",
        "invokeArn": "arn:aws:apigateway:invoke",
        "roleName": "lisbon-project-orders",
    }


def test_the_function_waits_for_its_policy() -> None:
    """Lambda checks the role's permissions when it creates the function: a transform finds the dependency."""
    found: list[Any] = []

    def look(props: Any, opts: pulumi.ResourceOptions) -> Any:
        found.append(opts.depends_on)
        return props, opts

    args: Any = SAMPLE.args()
    record(lambda: Function("part", args, transforms={"function": look}))
    ((policy,),) = found
    assert type(policy).__name__ == "RolePolicy"


def test_a_source_has_every_control_of_its_arguments() -> None:
    """Each one away from its default reaches the desired state."""
    state = source(**EVERY_CONTROL)
    assert (state["Enabled"], state["BatchSize"], state["MaximumBatchingWindowInSeconds"]) == (False, 10, 1)
    assert (state["StartingPosition"], state["StartingPositionTimestamp"]) == ("AT_TIMESTAMP", 1_793_491_200)
    assert (state["MaximumRetryAttempts"], state["MaximumRecordAgeInSeconds"]) == (-1, -1)
    assert {"BisectBatchOnFunctionError", "FunctionResponseTypes"}.isdisjoint(state)
    assert state["ProvisionedPollerConfig"]["PollerGroupName"] == "tracking"
    assert state["MetricsConfig"] == {"Metrics": ["EventCount", "KafkaMetrics"]}
    assert state["LoggingConfig"] == {"SystemLogLevel": "INFO"}


def test_filters_compare_the_value_and_are_encrypted() -> None:
    """Lambda filters Kafka records by their value only."""
    state = source(filters=[{"status": ["placed"]}, {"version": [{"numeric": [">", 1]}]}])
    patterns = [json.loads(item["Pattern"]) for item in state["FilterCriteria"]["Filters"]]
    assert patterns == [{"value": {"status": ["placed"]}}, {"value": {"version": [{"numeric": [">", 1]}]}}]
    assert state["KmsKeyArn"] == KEY


def test_a_source_without_options_sends_none_of_them() -> None:
    """A changed document would replace the mapping of every function."""
    left_out = {"Enabled", "FilterCriteria", "KmsKeyArn", "LoggingConfig", "MetricsConfig", "StartingPositionTimestamp"}
    assert left_out.isdisjoint(source())
    assert "PollerGroupName" not in source()["ProvisionedPollerConfig"]


@pytest.mark.parametrize("kind", ["queue", "notification-topic", "bucket"])
def test_failed_records_may_go_somewhere_else(kind: str) -> None:
    """The ARN of the destination takes the place of the topic."""
    plain = {key: value for key, value in SOURCE.items() if key != "failed_topic"}
    args = {"kafka_source": plain | {"failure_destination": {"kind": kind, "arn": "arn:aws:x:eu-west-1:1:there"}}}
    (state,) = made(**args).of_cloud_control(SOURCE_TYPE)
    assert state["DestinationConfig"] == {"OnFailure": {"Destination": "arn:aws:x:eu-west-1:1:there"}}


def test_a_live_alias_is_what_callers_use() -> None:
    """Each change publishes a version; the mapping and API Gateway name the alias, which updates leave where it is."""
    recorder = made(live_alias=True, kafka_source=SOURCE)
    assert recorder.one(FUNCTION).inputs["publish"] is True
    alias = recorder.one("aws:lambda/alias:Alias")
    assert (alias.inputs["name"], alias.inputs["functionName"]) == ("live", "lisbon-project-orders")
    assert alias.inputs["functionVersion"] == "1"
    assert set(alias.ignores) == {"functionVersion", "routingConfig"}
    (state,) = recorder.of_cloud_control(SOURCE_TYPE)
    assert state["FunctionName"].endswith(":part-alias")
    outputs = recorder.outputs[recorder.registrations[0].urn]
    assert (outputs["aliasName"], outputs["invokeArn"]) == ("live", "arn:aws:apigateway:invoke-alias")


def test_without_an_alias_nothing_is_published() -> None:
    """The mapping names the function, as do routes."""
    recorder = made(kafka_source=SOURCE)
    assert "publish" not in recorder.one(FUNCTION).inputs
    assert recorder.of_type("aws:lambda/alias:Alias") == []
    (state,) = recorder.of_cloud_control(SOURCE_TYPE)
    assert state["FunctionName"].endswith(":part-function")


def test_concurrency_is_reserved_and_provided() -> None:
    """Reserved for the function, ready for the alias; neither by default."""
    recorder = made(live_alias=True, reserved_concurrency=20, provisioned_concurrency=5)
    assert recorder.one(FUNCTION).inputs["reservedConcurrentExecutions"] == 20
    ready = recorder.one("aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig").inputs
    assert (ready["qualifier"], ready["provisionedConcurrentExecutions"]) == ("live", 5)
    assert "reservedConcurrentExecutions" not in made().one(FUNCTION).inputs


def test_versions_may_start_from_a_snapshot() -> None:
    """AWS takes it when a version is published."""
    assert made(live_alias=True, snap_start=True).one(FUNCTION).inputs["snapStart"] == {"applyOn": "PublishedVersions"}
    assert "snapStart" not in made(live_alias=True).one(FUNCTION).inputs


@pytest.mark.parametrize(("allowed", "loop"), [(False, "Terminate"), (True, "Allow")])
def test_a_function_that_invokes_itself_is_ended(allowed: bool, loop: str) -> None:
    """Only an argument lets it go on."""
    config = made(allow_recursion=allowed).one("aws:lambda/functionRecursionConfig:FunctionRecursionConfig")
    assert config.inputs["recursiveLoop"] == loop


def test_signed_code_is_enforced() -> None:
    """The code is in a bucket, and Lambda refuses code of other signers."""
    args = {key: value for key, value in SAMPLE.args({"signed_code": SIGNED}).items() if key != "code"}
    recorder = record(lambda: Function("part", args))  # pyright: ignore[reportArgumentType] - the tests' dict
    inputs = recorder.one(FUNCTION).inputs
    assert (inputs["s3Bucket"], inputs["s3Key"]) == (SIGNED["bucket"], SIGNED["key"])
    assert "code" not in inputs
    assert inputs["codeSigningConfigArn"].endswith(":part-signing")
    signing = recorder.one("aws:lambda/codeSigningConfig:CodeSigningConfig").inputs
    assert signing["allowedPublishers"] == {"signingProfileVersionArns": SIGNED["profile_version_arns"]}
    assert signing["policies"] == {"untrustedArtifactOnDeployment": "Enforce"}
