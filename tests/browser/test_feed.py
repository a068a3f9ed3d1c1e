"""The limits of API Gateway's connections in a real browser: ten idle minutes, and two hours. The clock jumps."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from playwright.async_api import Page

pytestmark = pytest.mark.browser

FEED = "courier:c1"
MINUTE_MS = 60_000

FOLLOW = """async (feed) => {
    const { Api } = await import("/js/api.js");
    const { follow } = await import("/js/feed.js");
    window.got = [];
    window.states = [];
    const api = new Api({ api_url: "", token_url: "/_local/token" }, { role: "courier", sub: "c1" });
    follow(api, feed, (message) => window.got.push(message), (state) => window.states.push(state));
}"""


async def until(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds, at most five seconds."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - conditions are about several objects of the scene
            await asyncio.sleep(0.01)


async def versions(page: Page, count: int) -> list[int]:
    """The versions of the updates that the page got, as soon as there are `count`."""
    await page.wait_for_function("(n) => window.got.filter((m) => m.version).length >= n", arg=count)
    return await page.evaluate("() => window.got.map((m) => m.version).filter(Boolean)")


async def state(page: Page) -> str:
    """The newest connection state."""
    return await page.evaluate("() => window.states.at(-1)")


@pytest.fixture(name="followed")
async def following(page: Page, scene: Any, scene_url: str) -> Page:
    """A page that follows a feed and is subscribed, on a clock of its own."""
    # Renewals are spread over eight minutes, and pings over one: here they are in the middle.
    await page.add_init_script("Math.random = () => 0.5")
    await page.clock.install()
    await page.goto(f"{scene_url}/js/words.js")
    await page.evaluate(FOLLOW, FEED)
    await page.wait_for_function("() => window.states.at(-1) === 'live'")
    assert len(scene.connections) == 1
    return page


def update(version: int) -> dict[str, Any]:
    """An update of the feed."""
    return {"kind": "position", "feed": FEED, "version": version}


async def test_a_connection_is_renewed_before_two_hours_without_a_gap(followed: Page, scene: Any) -> None:
    """The old connection stays until the new one is subscribed, so an update in between arrives."""
    await followed.clock.fast_forward(101 * MINUTE_MS)
    await until(lambda: len(scene.subscriptions) == 2)
    assert len(scene.connections) == 1
    scene.answer = "nothing"
    await followed.clock.fast_forward(5 * MINUTE_MS + 10_000)
    await until(lambda: len(scene.connections) == 2)
    old, new = scene.connections
    await until(lambda: new in scene.subscriptions)
    await old.send_json(update(1))
    assert await versions(followed, 1) == [1]
    assert not old.closed
    scene.answer = "subscribed"
    await scene.subscribed(new, FEED)
    await new.send_json(update(2))
    await old.send_json(update(2))
    await old.send_json(update(3))
    assert await versions(followed, 3) == [1, 2, 3]
    await followed.clock.fast_forward(3000)
    await until(lambda: old.closed)
    await new.send_json(update(4))
    assert await versions(followed, 4) == [1, 2, 3, 4]
    assert set(await followed.evaluate("() => window.states")) == {"live"}


async def test_a_quiet_connection_subscribes_again_before_ten_minutes(followed: Page, scene: Any) -> None:
    """On the same connection, and again while it stays quiet."""
    for number in (2, 3):
        await followed.clock.fast_forward(7 * MINUTE_MS)
        await until(lambda count=number: len(scene.subscriptions) == count)
    assert len(scene.connections) == 1
    assert await state(followed) == "live"


async def test_a_connection_that_does_not_answer_is_replaced(followed: Page, scene: Any) -> None:
    """A half-open connection looks open; the missing answer shows that it is not."""
    scene.answer = "nothing"
    await followed.clock.fast_forward(7 * MINUTE_MS)
    await until(lambda: len(scene.subscriptions) == 2)
    scene.answer = "subscribed"
    await followed.clock.fast_forward(16_000)
    await until(lambda: len(scene.connections) == 2)
    await followed.wait_for_function("() => window.states.at(-1) === 'live'")
    assert await followed.evaluate("() => window.states") == ["live", "connecting", "live"]


@pytest.mark.parametrize("answer", ["refused", "error"])
async def test_only_a_subscription_makes_a_page_live(page: Page, scene: Any, scene_url: str, answer: str) -> None:
    """API Gateway's own errors and refusals close the connection, and the next attempt has another ticket."""
    scene.answer = answer
    await page.goto(f"{scene_url}/js/words.js")
    await page.evaluate(FOLLOW, FEED)
    await until(lambda: len(scene.connections) >= 2)
    assert "live" not in await page.evaluate("() => window.states")
    scene.answer = "subscribed"
    await page.wait_for_function("() => window.states.at(-1) === 'live'")
    assert len(scene.tickets) == len(set(scene.tickets))


async def test_a_failed_renewal_is_tried_again_while_the_old_connection_lives(followed: Page, scene: Any) -> None:
    """The page stays live meanwhile."""
    scene.answer = "error"
    await followed.clock.fast_forward(111 * MINUTE_MS)
    await until(lambda: len(scene.connections) >= 2)
    scene.answer = "subscribed"
    await followed.wait_for_function("() => window.states.at(-1) === 'live'")
    await scene.connections[-1].send_json(update(7))
    assert (await versions(followed, 1))[-1] == 7
