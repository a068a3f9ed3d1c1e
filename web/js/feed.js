// A feed over a WebSocket that reconnects.

const SUBPROTOCOL = "citycell.v1";

/** API Gateway closes a connection after two hours, so the page reconnects before that. */
const RENEW_AFTER_MS = 110 * 60 * 1000;
const RENEW_SPREAD_MS = 8 * 60 * 1000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 20_000;

/** The delay before the n-th attempt in a row (from 1): exponential with full jitter. */
export function pauseMs(attempt, random = Math.random) {
  return random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
}

/**
 * Follow a feed for as long as the page lives. Each connection has a ticket of its own. A renewal opens the next
 * connection before it closes the old one; both may then say the same, and versions make that harmless.
 *
 * @param {import("./api.js").Api} api
 * @param {string} feed
 * @param {(message: object) => void} onMessage
 * @param {(state: "connecting" | "live" | "failed", text: string) => void} onState
 */
export function follow(api, feed, onMessage, onState) {
  let attempt = 0;
  let current = null;

  async function open() {
    try {
      const ticket = await api.request("POST", "/tickets", { feed });
      connect(ticket);
    } catch (error) {
      const refused = error.status >= 400 && error.status < 500 && error.status !== 429;
      onState(refused ? "failed" : "connecting", refused ? error.message : "reconnecting");
      if (!refused) again();
    }
  }

  function connect(ticket) {
    const socket = new WebSocket(ticket.url, [SUBPROTOCOL, ticket.ticket]);
    let renewal;
    socket.onopen = () => {
      const previous = current;
      current = socket;
      previous?.close();
      socket.send(JSON.stringify({ action: "subscribe", feed }));
      renewal = setTimeout(open, RENEW_AFTER_MS - Math.random() * RENEW_SPREAD_MS);
    };
    socket.onmessage = (event) => {
      attempt = 0;
      onState("live", "live");
      onMessage(JSON.parse(event.data));
    };
    socket.onclose = () => {
      clearTimeout(renewal);
      if (current !== socket && current !== null) return; // replaced by a newer connection
      current = null;
      onState("connecting", "reconnecting");
      again();
    };
  }

  function again() {
    attempt += 1;
    setTimeout(open, pauseMs(attempt));
  }

  open();
}
