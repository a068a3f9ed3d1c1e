"""The pages in a real browser: content, ignored updates and reconnects."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from delivery.events import GeoPoint
from delivery.geo import dead_reckon, distance_meters

pytestmark = pytest.mark.browser

ORDER_ID = "3f8e2a51-order"


async def count_pixels(page: Page, colour: str) -> int:
    """The number of pixels of the map with a colour of the palette."""
    return await page.evaluate(
        """(name) => {
            const canvas = document.getElementById("map");
            const probe = document.createElement("canvas").getContext("2d");
            probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
            probe.fillRect(0, 0, 1, 1);
            const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let at = 0; at < data.length; at += 4)
              count += data[at] === red && data[at + 1] === green && data[at + 2] === blue;
            return count;
        }""",
        colour,
    )


async def wait_for_pixels(page: Page, colour: str) -> None:
    """Wait until the map shows a colour of the palette."""
    for _ in range(100):
        if await count_pixels(page, colour):
            return
        await page.wait_for_timeout(50)
    pytest.fail(f"the map shows nothing in {colour}")


async def test_the_map_shows_couriers_and_counts_orders(page: Page, scene: Any, scene_url: str) -> None:
    """Couriers are drawn and counted, and orders are listed with links to their pages."""
    await page.goto(f"{scene_url}/index.html")
    await expect(page.locator("#connection")).to_have_text("live")
    assert await count_pixels(page, "--courier-free") == 0
    couriers = [(f"c{number}", 38.72 + number / 1000, -9.14) for number in range(5)]
    positions = [scene.position(courier, 1, lat, lon) for courier, lat, lon in couriers]
    await scene.say("city", {"kind": "fleet", "feed": "city", "positions": positions})
    await scene.say("city", {"kind": "order", "feed": "city", **scene.order, "status": "assigned", "courier_id": "c3"})
    await expect(page.locator("#counters div").first).to_contain_text("5")
    await expect(page.locator("#orders a")).to_have_attribute("href", f"order.html?id={ORDER_ID}")
    await wait_for_pixels(page, "--courier-free")
    await wait_for_pixels(page, "--courier-busy")
    await wait_for_pixels(page, "--restaurant")


async def test_an_order_page_follows_its_order(page: Page, scene: Any, scene_url: str) -> None:
    """The timeline follows the updates, the courier appears, and an older version is ignored."""
    await page.goto(f"{scene_url}/order.html?id={ORDER_ID}")
    await expect(page.locator("#headline")).to_have_text("Your food is being cooked")
    await expect(page.locator("#timeline li.done")).to_have_count(2)
    await expect(page.locator("#connection")).to_have_text("live")
    feed = f"order:{ORDER_ID}"
    update = {"kind": "order", "feed": feed, **scene.order, "courier_id": "c1"}
    await scene.say(feed, scene.position("c1", 1, 38.724, -9.136), update | {"version": 4, "status": "picked_up"})
    await expect(page.locator("#headline")).to_have_text("Your food is on its way")
    await expect(page.locator("#timeline li.done")).to_have_count(4)
    await wait_for_pixels(page, "--courier-busy")
    await scene.say(feed, update | {"version": 3, "status": "assigned"}, update | {"version": 5, "status": "delivered"})
    await expect(page.locator("#headline")).to_have_text("Delivered. Enjoy!")
    await expect(page.locator("#timeline li[aria-current]")).to_contain_text("Delivered")


async def test_a_dropped_connection_reconnects_with_a_new_ticket(page: Page, scene: Any, scene_url: str) -> None:
    """After a disconnect the page reconnects with a new ticket and gets the missed updates."""
    await page.goto(f"{scene_url}/order.html?id={ORDER_ID}")
    await expect(page.locator("#connection")).to_have_text("live")
    scene.order |= {"version": 6, "status": "cancelled", "closed_reason": "no_courier_available"}
    await scene.sockets[f"order:{ORDER_ID}"].close()
    await expect(page.locator("#headline")).to_have_text("This order was closed")
    await expect(page.locator("#eta")).to_have_text("No courier was free in time.")
    assert len(scene.tickets) == len(set(scene.tickets)) >= 2


async def test_an_unknown_order_shows_an_error(page: Page, scene_url: str) -> None:
    """The page of an unknown order shows a message."""
    await page.goto(f"{scene_url}/order.html?id=nothing")
    await expect(page.locator("#headline")).to_have_text("There is no such order")


@pytest.mark.parametrize("path", ["index.html", f"order.html?id={ORDER_ID}"])
async def test_pages_load_only_from_their_origin(page: Page, scene_url: str, path: str) -> None:
    """Every request goes to the page's origin, and the page has no inline script or style."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(f"{scene_url}/{path}")
    await expect(page.locator("#connection")).to_have_text("live")
    assert asked
    assert [url for url in asked if not url.startswith(scene_url)] == []
    inline = page.locator("script:not([src]), style, [style], [onclick], [onload]")
    assert await inline.count() == 0


async def test_the_content_security_policy_forbids_what_pages_do_not_use(
    page: Page, page_errors: list[str], scene_url: str
) -> None:
    """An injected script does not run, and a request to another host is not sent."""
    answer = await page.goto(f"{scene_url}/index.html")
    assert answer is not None
    assert "unsafe" not in answer.headers["content-security-policy"]
    await expect(page.locator("#connection")).to_have_text("live")
    assert page_errors == []
    blocked = await page.evaluate(
        """async () => {
            const directives = new Set();
            document.addEventListener("securitypolicyviolation", (event) => directives.add(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "window.injected = true";
            document.body.append(script);
            await fetch("https://other.example/").catch(() => {});
            await new Promise((resolve) => setTimeout(resolve));
            return [...directives, String(window.injected)].sort();
        }"""
    )
    assert blocked == ["connect-src", "script-src-elem", "undefined"]
    assert page_errors != []
    page_errors.clear()


async def test_dead_reckoning_agrees_with_the_platform(page: Page, scene_url: str) -> None:
    """The page's extrapolation agrees with `delivery.geo` to a centimetre."""
    await page.goto(f"{scene_url}/index.html")
    guess = await page.evaluate(
        """async () => {
            const { deadReckon } = await import("/js/reckoning.js");
            return deadReckon({ lat: 38.7, lon: -9.1 }, 5.3, 123, 42);
        }"""
    )
    expected = dead_reckon(GeoPoint(lat=38.7, lon=-9.1), 5.3, 123.0, 42.0)
    assert distance_meters(expected, GeoPoint(**guess)) < 0.01
