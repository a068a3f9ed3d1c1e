// The frame of both pages: title, clock and connection state.

import { timeOfDay } from "./clock.js";

export const byId = (id) => document.getElementById(id);

/** Show the city's name and clock. */
export function startFrame(config, clock) {
  byId("city-name").textContent = config.city;
  const show = () => {
    byId("clock").textContent = timeOfDay(clock.now());
  };
  show();
  setInterval(show, 250);
}

/** Show the connection state. */
export function showConnection(state, text) {
  const element = byId("connection");
  if (element.textContent === text && element.dataset.state === state) return;
  element.dataset.state = state;
  element.textContent = text;
}
