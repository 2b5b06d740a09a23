// The frames of one queue, the next ones fetched and decoded before they are asked for; and verdicts on their way.
import { api, Trouble } from "/app/api.js";

/** Frames beyond the one that is looked at. */
const AHEAD = 2;

/**
 * A picture, ready to be shown at once. An image element, not data that is kept by hand: a browser may write large data
 * of a page to disk, but not an image that is served with no-store.
 */
export async function picture(url) {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch {
    // An image does not say why: the session may be over, or the picture cannot be decrypted.
    await api.get("/api/session");
    image.src = `${url}?again`;
    try {
      await image.decode();
    } catch {
      throw new Trouble("Cannot show this frame", "it may have been erased since: press 4 (unsure) and go on; scrim doctor says more", 422);
    }
  }
  return image;
}

export class Feed {
  constructor(queue) {
    this.queue = queue;
    this.waiting = [];
    /** Judged in this page: what the server leases again while a verdict is on its way is not shown again. */
    this.judged = new Set();
    this.ended = false;
  }

  /** The next item, with its picture; nothing where the queue is empty. Shown items stay the first until dropped. */
  async current() {
    if (this.waiting.length === 0) {
      await this.fill();
    }
    const first = this.waiting[0];
    if (first) {
      first.image = await first.loading;
    }
    return first ?? null;
  }

  /** What can be shown without waiting. */
  ready() {
    return this.waiting[0]?.image ? this.waiting[0] : null;
  }

  drop() {
    const { item } = this.waiting.shift();
    this.judged.add(item.id);
    this.fill().catch(() => {}); // Said when somebody waits for it.
  }

  /** A verdict was taken back: its frame comes first again. */
  putBack(item) {
    this.judged.delete(item.id);
    this.waiting = this.waiting.filter((each) => each.item.id !== item.id);
    this.hold(item, true);
  }

  hold(item, first = false) {
    const held = { item, image: null };
    held.loading = picture(item.frame.url).then((image) => { held.image = image; return image; });
    held.loading.catch(() => {}); // Said when it is shown.
    this.waiting[first ? "unshift" : "push"](held);
  }

  /** One request at a time; a server that first returns what is held already is asked for more. */
  fill() {
    this.filling ??= this.more().finally(() => { this.filling = null; });
    return this.filling;
  }

  async more() {
    let n = AHEAD + 1;
    for (let tries = 0; this.waiting.length <= AHEAD && tries < 3; tries++) {
      const { items } = await api.get(`/api/next?queue=${encodeURIComponent(this.queue)}&n=${n}`);
      const known = new Set(this.waiting.map(({ item }) => item.id));
      const fresh = items.filter((item) => !known.has(item.id) && !this.judged.has(item.id));
      fresh.forEach((item) => this.hold(item));
      this.ended = items.length === 0;
      if (items.length < n) {
        return;
      }
      n = items.length - fresh.length + AHEAD + 1;
    }
  }
}

/** Verdicts in order, each sent until it is on the server's disk. A page that is closed before that says so. */
export class Outbox {
  /** @param on {saved(entry, reply), refused(entry, trouble), waiting(n, trouble)} */
  constructor(on) {
    this.on = on;
    this.entries = [];
    addEventListener("beforeunload", (event) => this.entries.length > 0 && event.preventDefault());
  }

  get length() {
    return this.entries.length;
  }

  add(entry) {
    this.entries.push(entry);
    this.running ??= this.run().finally(() => { this.running = null; });
    return this.running;
  }

  async run() {
    for (let pause = 1000; this.entries.length > 0;) {
      const entry = this.entries[0];
      try {
        const reply = await api.post("/api/verdict", { item: entry.item.id, verdict: entry.verdict, marks: entry.marks, ms: entry.ms });
        this.entries.shift();
        pause = 1000;
        this.on.saved(entry, reply ?? {});
      } catch (error) {
        if (error.status > 0 && error.status !== 429 && error.status < 500) {
          this.entries.shift();
          this.on.refused(entry, error);
        } else {
          this.on.waiting(this.entries.length, error);
          await new Promise((done) => { setTimeout(done, pause); });
          pause = Math.min(10000, pause * 2);
        }
      }
    }
  }

  /** Until everything that was sent so far is on disk. */
  async idle() {
    await this.running;
  }
}
