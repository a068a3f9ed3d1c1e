// A feed over a WebSocket that reconnects.

const SUBPROTOCOL = "citycell.v1";

/** API Gateway closes a connection after two hours, so the page opens the next one before that. */
const RENEW_AFTER_MS = 110 * 60 * 1000;
const RENEW_SPREAD_MS = 8 * 60 * 1000;

/**
 * API Gateway also closes a connection that is idle for ten minutes. A page cannot send pings, so it subscribes again:
 * that renews the subscription too, and the answer shows that the connection still works.
 */
const QUIET_MS = 5 * 60 * 1000;
const QUIET_SPREAD_MS = 60 * 1000;

/** How long a ticket's connection and the answer to a subscription may take. */
const ANSWER_MS = 15_000;

/** How long a replaced connection stays open for updates that are on their way. */
const LINGER_MS = 2000;

/** How many of the last messages are compared, since two connections may both get one. */
const REMEMBERED = 200;

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 20_000;

/** The delay before the n-th attempt in a row (from 1): exponential with full jitter. */
export function pauseMs(attempt, random = Math.random) {
  return random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
}

/** Remembers the last texts; `isNew` is false for a text that is among them. */
class Recent {
  #texts = new Set();

  isNew(text) {
    if (this.#texts.has(text)) return false;
    this.#texts.add(text);
    if (this.#texts.size > REMEMBERED) this.#texts.delete(this.#texts.values().next().value);
    return true;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One connection: it subscribes, keeps itself alive, and says once that it is subscribed and once that it ended. */
class Connection {
  #socket;
  #feed;
  #listener;
  #timers = { answer: 0, quiet: 0, renewal: 0 };
  #subscribed = false;
  #ended = false;

  /**
   * @param {{url: string, ticket: string}} ticket
   * @param {string} feed
   * @param {{subscribed: Function, due: Function, message: Function, ended: Function}} listener
   */
  constructor(ticket, feed, listener) {
    this.#feed = feed;
    this.#listener = listener;
    this.#socket = new WebSocket(ticket.url, [SUBPROTOCOL, ticket.ticket]);
    this.#socket.onopen = () => this.#subscribe();
    this.#socket.onmessage = (event) => this.#take(event.data);
    this.#socket.onclose = () => this.end();
    this.#expectAnswer();
  }

  /** Close it, also if the other side does not answer any more. */
  end() {
    if (this.#ended) return;
    this.#ended = true;
    Object.values(this.#timers).forEach(clearTimeout);
    this.#socket.close();
    this.#listener.ended(this);
  }

  #subscribe() {
    this.#socket.send(JSON.stringify({ action: "subscribe", feed: this.#feed }));
    this.#expectAnswer();
  }

  #expectAnswer() {
    clearTimeout(this.#timers.answer);
    this.#timers.answer = setTimeout(() => this.end(), ANSWER_MS);
  }

  #take(text) {
    if (this.#ended) return;
    const message = parse(text);
    // API Gateway answers for a function that fails, without a kind; the function refuses a wrong feed.
    if (!message?.kind || message.kind === "refused") {
      this.end();
      return;
    }
    clearTimeout(this.#timers.quiet);
    this.#timers.quiet = setTimeout(() => this.#subscribe(), QUIET_MS + Math.random() * QUIET_SPREAD_MS);
    if (message.kind === "subscribed") this.#begin();
    this.#listener.message(text, message);
  }

  #begin() {
    clearTimeout(this.#timers.answer);
    if (this.#subscribed) return;
    this.#subscribed = true;
    const renewal = RENEW_AFTER_MS - Math.random() * RENEW_SPREAD_MS;
    this.#timers.renewal = setTimeout(() => this.#listener.due(), renewal);
    this.#listener.subscribed(this);
  }
}

/**
 * Follow a feed for as long as the page lives. Each connection has a ticket of its own. A renewal opens the next
 * connection and subscribes on it before the old one is closed, so no update is missed; one that both get is passed on
 * once.
 *
 * @param {import("./api.js").Api} api
 * @param {string} feed
 * @param {(message: object) => void} onMessage
 * @param {(state: "connecting" | "live" | "failed", text: string) => void} onState
 */
export function follow(api, feed, onMessage, onState) {
  const recent = new Recent();
  let attempt = 0;
  /** The subscribed connection. */
  let active = null;
  /** The connection that is being made. */
  let next = null;
  /** Whether the next connection is waited for or being made. */
  let opening = false;

  const listener = {
    subscribed(connection) {
      const previous = active;
      active = connection;
      next = null;
      opening = false;
      attempt = 0;
      onState("live", "live");
      if (previous) setTimeout(() => previous.end(), LINGER_MS);
    },
    due: () => open(),
    message(text, message) {
      // Each subscription is answered with the order as it is, which may be the same as before.
      if (message.kind === "subscribed" || recent.isNew(text)) onMessage(message);
    },
    ended(connection) {
      if (connection === active) {
        active = null;
        onState("connecting", "reconnecting");
        if (!opening) again();
      } else if (connection === next) {
        next = null;
        if (!active) onState("connecting", "reconnecting");
        again();
      }
    },
  };
  async function open() {
    opening = true;
    try {
      const ticket = await api.request("POST", "/tickets", { feed });
      next = new Connection(ticket, feed, listener);
    } catch (error) {
      const refused = error.status >= 400 && error.status < 500 && error.status !== 429;
      opening = false;
      if (!active) onState(refused ? "failed" : "connecting", refused ? error.message : "reconnecting");
      if (!refused) again();
    }
  }

  function again() {
    opening = true;
    attempt += 1;
    setTimeout(open, pauseMs(attempt));
  }

  open();
}
