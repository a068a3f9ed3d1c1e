// The public door: where it is, who we are to it, and its JSON.

/**
 * @typedef {object} Config  What /config.json may say; every key has a default.
 * @property {string} city       shown as the title
 * @property {string} api_url    base of the order service, without a slash at its end; empty is this page's own origin
 * @property {string} token_url  gives `{token}` for `?role=&sub=`; only a city on one machine has it
 * @property {string} clock      `<wall epoch>:<platform epoch>:<speed>` where a day passes in minutes
 */

const DEFAULTS = { city: "city", api_url: "", token_url: "", clock: "0:0:1" };

/** Where a signed-in person's token is kept by the sign-in page of an installation. */
const STORED_TOKEN = "citycell.token";

/** @returns {Promise<Config>} */
export async function loadConfig() {
  const answer = await fetch("/config.json", { cache: "no-store" });
  return { ...DEFAULTS, ...(answer.ok ? await answer.json() : {}) };
}

/** An answer that is not a success. */
export class DoorError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Door {
  /** @param {Config} config @param {{role: string, sub: string}} caller */
  constructor(config, caller) {
    this.config = config;
    this.caller = caller;
    this.token = null;
  }

  /** One request with our token; a token that has expired is replaced once. */
  async request(method, path, body) {
    let answer = await this.#send(method, path, body);
    if (answer.status === 401) {
      this.token = null;
      answer = await this.#send(method, path, body);
    }
    if (!answer.ok) {
      const said = await answer.json().catch(() => ({}));
      throw new DoorError(answer.status, said.error?.message ?? `${method} ${path} answered ${answer.status}`);
    }
    return answer.json();
  }

  async #send(method, path, body) {
    this.token ??= await this.#signIn();
    const headers = { authorization: `Bearer ${this.token}` };
    if (body) headers["content-type"] = "application/json";
    return fetch(this.config.api_url + path, { method, headers, body: body && JSON.stringify(body) });
  }

  async #signIn() {
    if (!this.config.token_url) {
      const stored = sessionStorage.getItem(STORED_TOKEN);
      if (!stored) throw new DoorError(401, "sign in first");
      return stored;
    }
    const answer = await fetch(`${this.config.token_url}?${new URLSearchParams(this.caller)}`, { cache: "no-store" });
    if (!answer.ok) throw new DoorError(answer.status, "no token");
    return (await answer.json()).token;
  }
}
