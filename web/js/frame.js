// What both pages share: title, clock and the state of the connection.

import { timeOfDay } from "./clock.js";

export const byId = (id) => document.getElementById(id);

/** Show the city's name and keep its clock going. */
export function startFrame(config, clock) {
  byId("city-name").textContent = config.city;
  const show = () => {
    byId("clock").textContent = timeOfDay(clock.now());
  };
  show();
  setInterval(show, 250);
}

/** Show how the connection is doing. */
export function showConnection(state, text) {
  const element = byId("connection");
  if (element.textContent === text && element.dataset.state === state) return;
  element.dataset.state = state;
  element.textContent = text;
}
