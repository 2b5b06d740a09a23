// Asks of which category a marked place is: one key each, beside the place.
import { CATEGORIES, swatch } from "/app/categories.js";
import { clamp, el } from "/app/dom.js";

const MOVE_PX = 4;
const LEAST_PX = 4;

export class Chooser {
  /** @param on {chosen(box, category), dropped(), moved(box)} */
  constructor(stage, on) {
    this.stage = stage;
    this.on = on;
    const buttons = CATEGORIES.map(({ id, name, letter }) =>
      el("button", { type: "button", onclick: () => this.choose(id), "aria-keyshortcuts": letter }, swatch(id), name));
    this.node = el("div", { class: "chooser", role: "dialog", "aria-label": "What is it? Press its letter", tabindex: "-1", hidden: true },
      el("p", {}, el("b", {}, "What is it?"), " Press its letter."), el("div", { class: "choices" }, ...buttons),
      el("p", { class: "soft" }, el("kbd", {}, "\u2190\u2191\u2192\u2193"), " move, with ", el("kbd", {}, "\u21e7"), " resize, ", el("kbd", {}, "Esc"), " drop"));
  }

  get open() {
    return !this.node.hidden;
  }

  show(box) {
    this.box = box;
    this.node.hidden = false;
    this.place();
    this.on.moved(box);
    this.node.focus({ preventScroll: true });
  }

  /** Beside the mark where there is room, never over it where that can be helped. */
  place() {
    const mark = this.stage.onPage(this.box);
    const { width, height } = this.node.getBoundingClientRect();
    const gap = 12;
    const left = mark.right + gap + width < innerWidth ? mark.right + gap : mark.left - gap - width > 0 ? mark.left - gap - width : mark.left;
    this.node.style.left = `${clamp(left, 8, innerWidth - width - 8)}px`;
    this.node.style.top = `${clamp(mark.top, 8, innerHeight - height - 8)}px`;
  }

  hide() {
    this.node.hidden = true;
    this.stage.node.focus({ preventScroll: true });
  }

  choose(id) {
    this.hide();
    this.on.chosen(this.box, id);
  }

  drop() {
    this.hide();
    this.on.dropped();
  }

  /** Whether the key was one of its own. */
  key(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const chosen = CATEGORIES.find(({ letter }) => letter === event.key.toUpperCase());
    if (event.key === "Escape") {
      this.drop();
    } else if (step) {
      const [x, y] = step.map((each) => each * MOVE_PX);
      const { box } = this;
      this.box = this.stage.within(event.shiftKey ? { ...box, w: Math.max(LEAST_PX, box.w + x), h: Math.max(LEAST_PX, box.h + y) } : { ...box, x: box.x + x, y: box.y + y });
      this.on.moved(this.box);
      this.place();
    } else if (chosen) {
      this.choose(chosen.id);
    } else {
      return false;
    }
    return true;
  }
}
