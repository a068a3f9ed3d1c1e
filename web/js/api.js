// The public API: configuration, tokens and JSON requests.

/**
 * @typedef {object} Config  What /config.json may say; every key has a default.
 * @property {string} city       shown as the title
 * @property {string} api_url    base of the order service, without a slash at its end; empty is this page's own origin
 * @property {string} token_url  gives `{token}` for `?role=&sub=`; only a city on one machine has it
 * @property {string} clock      `<wall epoch>:<platform epoch>:<speed>` where a day passes in minutes
 */

const DEFAULTS = { city: "city", api_url: "", token_url: "", clock: "0:0:1" };

/** The key under which the sign-in page of an installation stores the token. */
const STORED_TOKEN = "citycell.token";

/** @returns {Promise<Config>} */
export async function loadConfig() {
  const answer = await fetch("/config.json", { cache: "no-store" });
  return { ...DEFAULTS, ...(answer.ok ? await answer.json() : {}) };
}

/** A response that is not a success. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Api {
  /** @param {Config} config @param {{role: string, sub: string}} caller */
  constructor(config, caller) {
    this.config = config;
    this.caller = caller;
    this.token = null;
  }

  /** One request with the token; an expired token is replaced once. */
  async request(method, path, body) {
    let answer = await this.#send(method, path, body);
    if (answer.status === 401) {
      this.token = null;
      answer = await this.#send(method, path, body);
    }
    if (!answer.ok) {
      const said = await answer.json().catch(() => ({}));
      throw new ApiError(answer.status, said.error?.message ?? `${method} ${path} answered ${answer.status}`);
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
      if (!stored) throw new ApiError(401, "sign in first");
      return stored;
    }
    const answer = await fetch(`${this.config.token_url}?${new URLSearchParams(this.caller)}`, { cache: "no-store" });
    if (!answer.ok) throw new ApiError(answer.status, "no token");
    return (await answer.json()).token;
  }
}
