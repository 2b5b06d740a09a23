// Talking to the server: one origin, one session. What fails says what to do about it.

/** Something a person can do something about. Status 0: nobody answered. */
export class Trouble extends Error {
  constructor(message, remedy, status) {
    super(message);
    this.remedy = remedy;
    this.status = status;
  }

  get sentence() {
    return this.remedy ? `${this.message} (${this.remedy})` : this.message;
  }
}

const REMEDIES = {
  403: "ask whoever keeps the accounts for the role, or log in as somebody who has it",
  404: "it may belong to an older build: open the page again from the address that scrim review printed",
  413: "mark fewer places on one frame",
  429: "wait a minute, then try again",
  503: "the workspace is halted: scrim resume lets people go on",
};

async function trouble(response) {
  let said = {};
  try {
    said = await response.json();
  } catch {
    // An answer without words of its own.
  }
  const message = said.error ?? said.message ?? said.title ?? `Scrim answered ${response.status}`;
  return new Trouble(message, said.remedy ?? (message.includes("(") ? "" : REMEDIES[response.status] ?? ""), response.status);
}

class Api {
  constructor() {
    this.session = null;
    /** Asks a person to log in again, and returns when they have; set by the page. */
    this.relogin = async () => {};
  }

  has(role) {
    return (this.session?.roles ?? []).some((each) => each.toLowerCase().replaceAll("_", "-") === role);
  }

  async send(method, path, body) {
    const headers = { Accept: "application/json" };
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    if (method === "POST" && this.session?.csrf) {
      headers["X-Scrim-Csrf"] = this.session.csrf;
    }
    try {
      return await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: "same-origin", cache: "no-store", redirect: "error" });
    } catch {
      throw new Trouble("Cannot reach Scrim", "look whether scrim review still runs; nothing you did is lost, it is sent as soon as it answers", 0);
    }
  }

  /** Waits for a new session where the old one is over, so that callers never lose what they hold. */
  async call(method, path, body) {
    for (;;) {
      const session = this.session;
      const response = await this.send(method, path, body);
      if (response.status === 401) {
        if (this.session === session) {
          await this.again();
        }
      } else if (!response.ok) {
        throw await trouble(response);
      } else {
        return response.status === 204 || response.headers.get("Content-Length") === "0" ? null : response.json();
      }
    }
  }

  /** However many calls find the session over, a person is asked once. */
  again() {
    this.asking ??= this.relogin().finally(() => { this.asking = null; });
    return this.asking;
  }

  get(path) {
    return this.call("GET", path);
  }

  post(path, body = {}) {
    return this.call("POST", path, body);
  }

  /** Whether there is a session; nobody is asked to log in. */
  async refresh() {
    const response = await this.send("GET", "/api/session");
    if (response.status === 401) {
      this.session = null;
      return false;
    }
    if (!response.ok) {
      throw await trouble(response);
    }
    this.session = await response.json();
    return true;
  }

  async login(secret) {
    const response = await this.send("POST", "/api/login", secret);
    if (!response.ok) {
      throw await trouble(response);
    }
    await this.refresh();
  }

  async logout() {
    await this.send("POST", "/api/logout", {});
    this.session = null;
  }
}

export const api = new Api();
