// The operations map: couriers, recently changed orders, and their counts.

import { Api, loadConfig } from "./api.js";
import { PlatformClock, timeOfDay } from "./clock.js";
import { follow } from "./feed.js";
import { byId, showConnection, startFrame } from "./frame.js";
import { CityMap } from "./map.js";
import { Mover } from "./reckoning.js";
import { isClosed, SHORT, STATUSES } from "./words.js";

/** The maximum number of orders in the list. */
const LISTED = 60;
const LIST_EVERY_MS = 400;

/** A courier without an update for this long (real time) is removed; as in lambdas/track_couriers. */
const SILENT_MS = 300_000;
const CLICK_PIXELS = 14;

const couriers = new Map();
const orders = new Map();
let listIsStale = true;

function takePosition(map, update) {
  const known = couriers.get(update.courier_id) ?? { mover: new Mover(), heardMs: 0 };
  couriers.set(update.courier_id, known);
  if (!known.mover.take(update)) return;
  known.heardMs = Date.now();
  map.include(update.position);
}

function takeOrder(map, update) {
  const known = orders.get(update.order_id);
  if (known && known.version >= update.version) return;
  orders.delete(update.order_id); // and in again at the end: a Map keeps the order of changes
  orders.set(update.order_id, update);
  map.include(update.pickup);
  map.include(update.dropoff);
  listIsStale = true;
}

function take(map, message) {
  if (message.kind === "fleet") message.positions.forEach((update) => takePosition(map, update));
  else if (message.kind === "position") takePosition(map, message);
  else if (message.kind === "order") takeOrder(map, message);
}

function openOrders() {
  return [...orders.values()].filter((order) => !isClosed(order.status));
}

function draw(map, clock, frameMs) {
  const now = clock.now();
  const open = openOrders();
  const carrying = new Set(open.map((order) => order.courier_id).filter(Boolean));
  for (const order of open) {
    map.way(order.pickup, order.dropoff, { dashed: true, strength: 0.22 });
  }
  for (const order of open) {
    map.restaurant(order.pickup);
    map.door(order.dropoff);
  }
  for (const [id, { mover, heardMs }] of couriers) {
    if (Date.now() - heardMs > SILENT_MS) {
      couriers.delete(id);
      continue;
    }
    const { heading_degrees: heading, speed_mps: speed } = mover.update;
    const colour = map.colours[carrying.has(id) ? "courier-busy" : "courier-free"];
    map.courier(mover.at(now, frameMs), heading, speed > 0, colour);
  }
}

function counter(label, value) {
  const pair = document.createElement("div");
  const term = document.createElement("dt");
  const count = document.createElement("dd");
  term.textContent = label;
  count.textContent = value;
  pair.append(term, count);
  return pair;
}

function listed(order) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `order.html?id=${encodeURIComponent(order.order_id)}`;
  const time = document.createElement("time");
  time.textContent = timeOfDay(order.occurred_at);
  const name = document.createElement("code");
  name.textContent = order.order_id.slice(-6);
  name.title = order.order_id;
  const chip = document.createElement("span");
  chip.className = "chip";
  chip.dataset.status = order.status;
  chip.textContent = SHORT[order.status];
  link.append(time, chip, name);
  item.append(link);
  return item;
}

function showLists(map) {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0]));
  for (const order of orders.values()) counts[order.status] += 1;
  byId("counters").replaceChildren(
    counter("couriers", couriers.size),
    ...STATUSES.filter((status) => status !== "cancelled" || counts.cancelled).map((status) =>
      counter(SHORT[status], counts[status]),
    ),
  );
  map.canvas.setAttribute("aria-label", `Map: ${couriers.size} couriers, ${openOrders().length} open orders`);
  if (!listIsStale) return;
  listIsStale = false;
  byId("orders").replaceChildren(...[...orders.values()].reverse().slice(0, LISTED).map(listed));
  byId("empty").hidden = orders.size > 0;
}

/** Open the order whose restaurant or door was clicked. */
function openAt(map, event) {
  if (!map.view) return;
  const distance = (position) => {
    const { x, y } = map.project(position);
    return Math.hypot(x - event.offsetX, y - event.offsetY);
  };
  const near = openOrders()
    .map((order) => ({ order, pixels: Math.min(distance(order.pickup), distance(order.dropoff)) }))
    .filter(({ pixels }) => pixels < CLICK_PIXELS)
    .sort((one, other) => one.pixels - other.pixels);
  if (near.length > 0) location.assign(`order.html?id=${encodeURIComponent(near[0].order.order_id)}`);
}

const config = await loadConfig();
const clock = new PlatformClock(config.clock);
startFrame(config, clock);
const map = new CityMap(byId("map"), (drawn, frameMs) => draw(drawn, clock, frameMs));
map.canvas.addEventListener("click", (event) => openAt(map, event));
setInterval(() => showLists(map), LIST_EVERY_MS);
showLists(map);
follow(new Api(config, { role: "operator", sub: "map" }), "city", (message) => take(map, message), showConnection);
