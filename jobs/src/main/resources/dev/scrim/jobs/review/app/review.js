// The screen where frames are judged: one frame, one key, the next frame.
import { api } from "/app/api.js";
import { Chooser } from "/app/chooser.js";
import { count, el, keyed, time } from "/app/dom.js";
import { Feed, Outbox, picture } from "/app/feed.js";
import { ask } from "/app/glass.js";
import { help } from "/app/help.js";
import { press } from "/app/keys.js";
import { Panel, readers, VERDICTS } from "/app/panel.js";
import { Stage } from "/app/stage.js";
import { Strip } from "/app/strip.js";
import { alarm, calm, toast } from "/app/toast.js";

/** More than this unsaved, and nothing more is judged: what is not on disk can be lost. */
const MOST_UNSAVED = 8;
const EMPTY = {
  bound: ["Nothing left in this queue", "Every frame of the sample has a verdict. What the numbers say stands above; a second reader and disagreements may still wait."],
  second: ["Nothing left in this queue", "No frame waits for a second reading by you. Frames that you read first go to somebody else."],
  adjudicate: ["No disagreements", "Where two readers differ, the frame comes here."],
  hunt: ["Nothing left to hunt", "The likeliest leaks have all been looked at. They never count towards the bound."],
};

export class Review {
  /** @param on {gauge(gauge), judged(queue, by), left(queue)} for what stands around this screen */
  constructor(on) {
    this.on = on;
    this.stage = new Stage({ drawn: (box) => this.drawn(box) });
    this.panel = new Panel({ remove: (i) => this.unmark(i), glass: () => ask(this.look?.id ?? this.own()) });
    this.strip = new Strip((id) => this.lookAt(id));
    this.chooser = new Chooser(this.stage, { chosen: (box, id) => this.marked(box, id), dropped: () => this.stage.mark({ pending: null }), moved: (box) => this.stage.mark({ pending: box }) });
    this.outbox = new Outbox({ saved: (entry, reply) => this.saved(entry, reply), refused: (entry, error) => this.refused(entry, error), waiting: (n, error) => this.unsaved(n, error) });
    this.undos = [];
    this.feeds = new Map();
    this.marks = [];
    this.notice = el("p", { class: "notice", role: "status" });
    this.empty = el("div", { class: "empty", tabindex: "-1", hidden: true });
    this.saving = el("span", { class: "saving soft" });
    const act = (verdict) => keyed(VERDICTS[verdict].key, VERDICTS[verdict].name, () => this.verdict(verdict), { class: `verdict ${VERDICTS[verdict].style}` });
    this.boxes = keyed("H", "Boxes", () => this.toggle(), { "aria-pressed": "true" });
    this.bar = el("div", { class: "bar", role: "toolbar", "aria-label": "Verdict" }, ...Object.keys(VERDICTS).map(act), el("span", { class: "space" }), this.saving,
      keyed("Z", "Next text", () => this.text(1)), keyed("M", "Mark", () => this.markHere()), this.boxes, keyed("U", "Undo", () => this.undo()), keyed("?", "Keys", help));
    this.heading = el("h1", { class: "spoken" });
    this.node = el("main", { class: "review" }, this.heading, el("div", { class: "middle" }, this.stage.node, this.empty), this.notice, this.panel.node, this.strip.node, this.bar, this.chooser.node);
    document.addEventListener("keydown", (event) => press(this, event));
    // Buttons leave the focus on the frame, so that keys go on.
    this.bar.addEventListener("click", (event) => event.detail > 0 && this.stage.node.focus({ preventScroll: true }));
  }

  get feed() {
    if (!this.feeds.has(this.queue)) {
      this.feeds.set(this.queue, new Feed(this.queue));
    }
    return this.feeds.get(this.queue);
  }

  /** @param name of the queue, in words */
  async open(queue, name) {
    this.heading.textContent = `Review: ${name}`;
    if (this.held && this.queue === queue) {
      return;
    }
    this.queue = queue;
    this.held = null;
    await this.next();
    this.stage.node.focus({ preventScroll: true });
  }

  /** Shows the queue's first frame: at once where it is ready, else when it is. */
  async next() {
    const feed = this.feed;
    const ready = feed.ready();
    if (ready) {
      this.show(ready);
      return;
    }
    this.blank("Getting the next frame\u2026");
    try {
      const held = await feed.current();
      if (feed !== this.feed) {
        return;
      }
      if (held) {
        this.show(held);
      } else {
        await this.outbox.idle();
        await this.nothing();
      }
      calm("next");
    } catch (error) {
      alarm("next", error.sentence ?? String(error));
      if (feed.waiting[0] && error.status === 422) {
        this.unseen(feed.waiting[0]);
      } else {
        this.blank("The next frame cannot be had now.", el("button", { type: "button", class: "main", onclick: () => this.next() }, "Try again"));
      }
    }
  }

  /** A frame that cannot be shown may be called unsure, and nothing else. */
  unseen(held) {
    this.blank("This frame cannot be shown: 4 (unsure) goes on.");
    this.held = held;
    this.blind = true;
    this.shownAt = performance.now();
  }

  blank(text, ...more) {
    this.held = null;
    this.say("");
    this.stage.clear();
    this.panel.clear();
    this.strip.clear();
    this.empty.hidden = false;
    this.empty.replaceChildren(el("p", {}, text), ...more);
  }

  async nothing() {
    this.blank("");
    const left = await this.on.left(this.queue);
    const [heading, words] = left > 0
      ? ["Nothing for you right now", `${count(left, "frame is", "frames are")} on somebody else's screen. What nobody judges within ten minutes comes back here.`]
      : EMPTY[this.queue] ?? EMPTY.bound;
    this.empty.replaceChildren(el("h2", {}, heading), el("p", {}, words),
      el("button", { type: "button", class: "main", onclick: () => { this.feeds.delete(this.queue); this.next(); } }, "Look again"));
    this.empty.focus({ preventScroll: true });
  }

  show(held) {
    this.held = held;
    this.blind = false;
    this.look = null;
    this.asked = false;
    this.empty.hidden = true;
    this.marks = held.marks ?? readers(held.item).filter(({ verdict }) => verdict === "leak").flatMap(({ marks = [] }) => marks);
    this.stage.locked = false;
    this.stage.show(held.item, held.image);
    this.panel.show(held.item);
    this.strip.show(held.item.strip ?? [], this.own(), this.own());
    this.remark();
    this.say("");
    this.shownAt = performance.now();
  }

  own() {
    return this.held?.item.strip?.find(({ current }) => current)?.id;
  }

  /** What was marked, kept with the item, so that it is there again after an undo or another queue. */
  remark() {
    if (this.held) {
      this.held.marks = this.marks;
    }
    const both = this.held ? readers(this.held.item) : [];
    this.stage.mark({ marks: both.length > 0 && this.marks.every((mark) => both.some(({ marks = [] }) => marks.includes(mark))) ? [] : this.marks, readers: both.map(({ marks = [] }) => marks), pending: null });
    this.panel.mine(this.marks);
  }

  /** Beside the frame, never over it: what covers a frame hides what is to be judged. */
  say(text, style = "said") {
    this.notice.className = text ? `notice ${style}` : "notice";
    const shown = text || this.about();
    if (this.notice.textContent !== shown) {
      this.notice.textContent = shown;
    }
  }

  about() {
    const item = this.held?.item;
    const at = item?.strip?.find(({ current }) => current)?.t_us;
    return item ? [at === undefined ? "" : `Frame at ${time(at)}`, count(item.masks.length, "place painted over", "places painted over"), count(item.textBoxes?.length ?? 0, "place with text", "places with text")].filter(Boolean).join(", ") : "";
  }

  // --- verdicts

  /** @param at when the key was pressed, to measure how long the next frame takes */
  verdict(verdict, at = performance.now()) {
    if (!this.held || this.chooser.open) {
      return;
    }
    if (this.look) {
      this.back();
      toast("Back at the frame in question: press the key again to judge it.");
    } else if (this.blind && verdict !== "unsure") {
      toast("This frame cannot be seen: only 4 (unsure).");
    } else if (verdict !== "leak" && this.marks.length > 0 && readers(this.held.item).length === 0) {
      this.say(`${count(this.marks.length, "miss is", "misses are")} marked here: Enter sends a leak, Esc removes the last mark.`, "warn");
    } else if (verdict === "leak" && this.marks.length === 0 && !this.asked) {
      this.asked = true;
      this.say("Where? Drag over it, or Z to it and M. Enter sends a leak without a place.", "warn");
    } else if (this.outbox.length >= MOST_UNSAVED) {
      toast("Wait: the last verdicts are not saved yet.");
    } else {
      this.send(verdict, at);
    }
  }

  send(verdict, at) {
    const { held, queue } = this;
    this.asked = false;
    const marks = verdict === "leak" ? this.marks.map(({ x, y, w, h, category }) => ({ x, y, w, h, category })) : [];
    this.feed.drop();
    this.outbox.add({ item: held.item, queue, verdict, marks, kept: this.marks, ms: Math.round(performance.now() - this.shownAt), undo: null });
    this.saving.textContent = "saving\u2026";
    this.on.judged(queue, 1);
    this.next();
    this.measure(at);
  }

  /** From the key to the painted frame, for whoever opens the browser's tools, and for the test. */
  measure(at) {
    if (this.held) {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => performance.measure("scrim:next-frame", { start: at, end: performance.now() });
        channel.port2.postMessage(null);
      });
    }
  }

  saved(entry, reply) {
    calm("unsaved");
    entry.undo = reply.undo ?? null;
    this.undos.push(entry);
    this.saving.textContent = this.outbox.length > 0 ? "saving\u2026" : `${VERDICTS[entry.verdict].name}, saved`;
    this.on.gauge(reply.gauge);
  }

  refused(entry, error) {
    this.on.judged(entry.queue, -1);
    alarm("refused", `A verdict did not count: ${error.sentence}`);
    this.saving.textContent = "";
  }

  unsaved(n, error) {
    alarm("unsaved", `${count(n, "verdict is", "verdicts are")} not saved yet, trying again: ${error.sentence}`);
  }

  async undo() {
    await this.outbox.idle();
    const entry = this.undos.pop();
    if (!entry?.undo) {
      toast("There is nothing to take back.");
      return;
    }
    try {
      const reply = await api.post("/api/undo", { undo: entry.undo });
      if (this.queue !== entry.queue) {
        location.hash = `#/${entry.queue}`;
      }
      this.queue = entry.queue;
      this.feed.putBack(reply?.item ?? entry.item);
      this.feed.waiting[0].marks = entry.kept;
      this.on.judged(entry.queue, -1);
      await this.next();
      toast(`Taken back: ${VERDICTS[entry.verdict].name.toLowerCase()}.`);
    } catch (error) {
      alarm("undo", error.sentence ?? String(error));
    }
  }

  // --- marks

  drawn(box) {
    if (this.held && !this.look) {
      this.chooser.show(box);
    }
  }

  markHere() {
    if (!this.held || this.blind) {
      return;
    }
    if (this.look) {
      this.back();
    }
    const text = this.stage.texts()[this.stage.at];
    this.chooser.show(text ? this.stage.within({ x: text.x - 2, y: text.y - 2, w: text.w + 4, h: text.h + 4 }) : this.stage.middle());
  }

  marked(box, category) {
    this.marks = [...this.marks, { ...box, category }];
    this.remark();
    this.say("Marked. Enter sends it as a leak; mark more, or go on looking.");
  }

  unmark(i) {
    this.marks = this.marks.filter((_, each) => each !== i);
    this.remark();
    this.say("");
    this.stage.node.focus({ preventScroll: true });
  }

  // --- looking

  text(by) {
    if (this.held && !this.blind) {
      const { at, of } = this.stage.text(by);
      if (!this.look) {
        this.panel.text(at, of);
      }
    }
  }

  toggle() {
    this.boxes.setAttribute("aria-pressed", String(this.stage.toggle()));
  }

  beside(by) {
    const shown = this.look?.item ?? this.held?.item;
    const id = by < 0 ? shown?.prev : shown?.next;
    if (id) {
      this.lookAt(id);
    } else if (shown) {
      toast(by < 0 ? "This is the first frame." : "This is the last frame.");
    }
  }

  /** A neighbour in time; the frame in question and its marks wait. Only the newest wish is shown. */
  async lookAt(id) {
    const { held } = this;
    if (!held || this.chooser.open) {
      return;
    }
    if (id === this.own()) {
      this.back();
      return;
    }
    this.wish = id;
    try {
      const item = await api.get(`/api/look/${encodeURIComponent(id)}`);
      const image = await picture(item.frame.url);
      if (this.held === held && this.wish === id) {
        this.look = { id, item };
        this.stage.locked = true;
        this.stage.show(item, image, "Neighbouring redacted frame");
        this.strip.show(item.strip ?? [], this.own(), id);
        const when = item.strip?.find(({ current }) => current)?.t_us;
        this.say(`A neighbour${when === undefined ? "" : ` at ${time(when)}`}, to look at only. Esc goes back to the frame in question.`);
      }
    } catch (error) {
      alarm("look", error.sentence ?? String(error));
    }
  }

  back() {
    this.wish = null;
    this.look = null;
    const { held } = this;
    this.stage.locked = false;
    this.stage.show(held.item, held.image);
    this.strip.show(held.item.strip ?? [], this.own(), this.own());
    this.remark();
    this.say("");
  }

  escape() {
    if (this.look) {
      this.back();
    } else if (this.stage.zoomed) {
      this.stage.fit();
      this.panel.text(0, this.stage.texts().length);
    } else if (this.marks.length > 0) {
      this.unmark(this.marks.length - 1);
    }
    this.asked = false;
    if (!this.look && this.marks.length === 0) {
      this.say("");
    }
  }

  confirm(at) {
    if (this.look) {
      this.back();
      return;
    }
    this.asked = true;
    this.verdict("leak", at);
  }
}
