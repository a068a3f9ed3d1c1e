"""The metrics of the load balancer: what targets answer, and what it answers itself."""

from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from local.alarms.embedded import Extracted
from local.alarms.recorder import FILE, Recorder
from local.alarms.series import MetricId
from local.backing_services.ports import free_port
from local.gateway.balancer import Balancer
from local.gateway.balancer_metrics import BalancerMetrics
from local.gateway.declared import Rule, load_balancer
from local.state import Resource, StackState

NAME = "app/demo/1"
BALANCER = "aws:lb/loadBalancer:LoadBalancer"


def forward(paths: tuple[str, ...], group: str) -> Rule:
    """A rule that forwards paths to a target group."""
    return Rule(paths=paths, methods=(), hosts=(), target_groups=(group,), fixed=None)


async def recorded(folder: Path, *paths: str) -> dict[str, list[float]]:
    """The values of each metric after requests to some paths."""

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/up/cut":
            assert request.transport is not None
            request.transport.close()
        return web.Response(status=int(request.query.get("status", "200")))

    service = web.Application()
    service.router.add_route("*", "/{path:.*}", answer)
    recorder = Recorder(folder)
    async with TestServer(service) as server, aiohttp.ClientSession() as session:
        targets = {"up": [str(server.make_url("/"))], "down": [f"http://127.0.0.1:{free_port()}"], "none": []}
        rules = [forward((f"/{group}*",), group) for group in targets]
        rules.append(Rule(paths=(), methods=(), hosts=(), target_groups=(), fixed=(503, "text/plain", "")))
        balancer = Balancer(session, rules, targets, BalancerMetrics(recorder, NAME))
        public = web.Application()
        public.router.add_route("*", "/{path:.*}", balancer.answer)
        async with TestClient(TestServer(public)) as client:
            for path in paths:
                await client.get(path)
    recorder.flush()
    found = Extracted()
    found.read_files([folder / FILE])
    return {
        metric.name: list(found.store.between(metric, 0, 1e12))
        for metric in found.store.metrics
        if metric == MetricId.of("AWS/ApplicationELB", metric.name, {"LoadBalancer": NAME})
    }


@pytest.mark.parametrize(
    ("path", "requests", "target", "own"),
    [
        ("/up", 1, 0, 0),
        ("/up?status=404", 1, 0, 0),
        ("/up?status=500", 1, 1, 0),
        ("/up?status=503", 1, 1, 0),
        ("/up/cut", 1, 0, 1),
        ("/down", 1, 0, 1),
        ("/none", 0, 0, 1),
        ("/elsewhere", 0, 0, 0),
    ],
)
async def test_a_5xx_is_counted_for_who_answers_it(
    tmp_path: Path, path: str, requests: int, target: int, own: int
) -> None:
    """A target, or the load balancer; counts of 5xx are never 0, and fixed responses are no requests of a target."""
    found = await recorded(tmp_path, path)
    assert sum(found.get("RequestCount", [])) == requests
    assert found.get("HTTPCode_Target_5XX_Count", []) == [1.0] * target
    assert found.get("HTTPCode_ELB_5XX_Count", []) == [1.0] * own


async def test_response_times_are_seconds_of_answered_requests(tmp_path: Path) -> None:
    """One for each response of a target."""
    found = await recorded(tmp_path, "/up", "/up?status=500", "/down")
    assert len(found["TargetResponseTime"]) == 2
    assert all(0 < seconds < 30 for seconds in found["TargetResponseTime"])


@pytest.mark.parametrize(("suffixes", "expected"), [([], ""), ([NAME], NAME), ([NAME, "app/other/2"], "")])
def test_the_dimension_is_the_suffix_of_the_arn(suffixes: list[str], expected: str) -> None:
    """Of the stack's only load balancer."""
    found = tuple(Resource(f"urn::{one}", BALANCER, one, one, "", {}, {"arnSuffix": one}) for one in suffixes)
    assert load_balancer(StackState("demo", found)) == expected
