// One order: its timeline and its courier.

import { Api, loadConfig } from "./api.js";
import { PlatformClock, timeOfDay } from "./clock.js";
import { follow } from "./feed.js";
import { byId, showConnection, startFrame } from "./frame.js";
import { CityMap } from "./map.js";
import { Mover } from "./reckoning.js";
import { HEADLINE, isClosed, REASON, STEP } from "./words.js";

const STEPS = ["placed", "accepted", "assigned", "picked_up", "delivered"];

/** The order: its newest update, and the time of each status. */
const known = { order: null, reached: new Map() };
const courier = new Mover();

function takeOrder(map, order) {
  if (known.order && order.version <= known.order.version) return;
  known.order = order;
  known.reached.set(order.status, order.occurred_at);
  map.include(order.pickup);
  map.include(order.dropoff);
  show();
}

function take(map, message) {
  if (message.kind === "subscribed" && message.order) takeOrder(map, message.order);
  else if (message.kind === "order") takeOrder(map, message);
  else if (message.kind === "position" && courier.take(message)) map.include(message.position);
}

/** The expected next event as a sentence. */
function expectation(order) {
  if (order.status === "cancelled") return REASON[order.closed_reason] ?? order.closed_reason ?? "";
  if (order.status === "delivered") return `at ${timeOfDay(order.occurred_at)}`;
  if (order.dropoff_eta) return `Expected at your door at ${timeOfDay(order.dropoff_eta)}`;
  if (order.ready_at) return `Ready at the restaurant at ${timeOfDay(order.ready_at)}`;
  return "";
}

function step(status, order) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = STEP[status];
  item.append(name);
  const at = known.reached.get(status);
  if (at !== undefined) {
    const time = document.createElement("time");
    time.textContent = timeOfDay(at);
    item.append(time);
  }
  const done = STEPS.indexOf(status) <= STEPS.indexOf(order.status) || known.reached.has(status);
  item.classList.toggle("done", done);
  item.classList.toggle("closed", status === "cancelled");
  if (status === order.status) item.setAttribute("aria-current", "step");
  return item;
}

function show() {
  const { order } = known;
  byId("headline").textContent = HEADLINE[order.status];
  byId("eta").textContent = expectation(order);
  const steps =
    order.status === "cancelled" ? [...STEPS.filter((status) => known.reached.has(status)), "cancelled"] : STEPS;
  byId("timeline").replaceChildren(...steps.map((status) => step(status, order)));
  byId("facts").textContent = order.courier_id ? `Courier ${order.courier_id}` : "";
}

function draw(map, clock, frameMs) {
  const { order } = known;
  if (!order) return;
  const place = courier.update && !isClosed(order.status) ? courier.at(clock.now(), frameMs) : null;
  map.way(order.pickup, order.dropoff, { dashed: true, strength: 0.45 });
  if (place) map.way(place, order.status === "picked_up" ? order.dropoff : order.pickup, { strength: 0.8 });
  map.restaurant(order.pickup, 13);
  map.door(order.dropoff, 7);
  if (place) {
    const { heading_degrees: heading, speed_mps: speed } = courier.update;
    map.courier(place, heading, speed > 0, map.colours["courier-busy"], 9);
  }
}

const config = await loadConfig();
const clock = new PlatformClock(config.clock);
startFrame(config, clock);
const id = new URLSearchParams(location.search).get("id") ?? "";
byId("order-id").textContent = id;
document.title = `Order ${id.slice(-6)}`;
const map = new CityMap(byId("map"), (drawn, frameMs) => draw(drawn, clock, frameMs));
const api = new Api(config, { role: "operator", sub: "order-page" });
try {
  const { timeline, ...order } = await api.request("GET", `/orders/${encodeURIComponent(id)}`);
  for (const { status, at } of timeline) known.reached.set(status, at);
  takeOrder(map, order);
  follow(api, `order:${id}`, (message) => take(map, message), showConnection);
} catch (error) {
  byId("headline").textContent = error.status === 404 ? "There is no such order" : "The order cannot be shown";
  byId("eta").textContent = error.message;
  showConnection("failed", "not connected");
}
