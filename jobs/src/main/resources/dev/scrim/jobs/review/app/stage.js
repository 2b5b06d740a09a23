// One frame, as large as there is room, with what was done and what was painted over drawn on it.
import { clamp, el, Overlay } from "/app/dom.js";
import { Paint } from "/app/paint.js";

const MOST = 8;
const GLIDE_MS = 140;
/** How high a line of text is shown when it is zoomed to, in lines of the page's own text. */
const TEXT_EM = 2.1;
/** Smaller drags are clicks with a trembling hand. */
const LEAST_MARK_PX = 4;

export class Stage {
  /**
   * @param on {drawn(box)}: called with the box of a drag, in the frame's pixels; absent where nothing can be marked
   */
  constructor(on = {}) {
    this.on = on;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.paint = new Paint();
    this.sheet = el("div", { class: "sheet" });
    this.over = el("div", { class: "sheet over" });
    this.node = el("div", { class: "stage", tabindex: "0", role: "group", "aria-label": "Redacted frame" }, this.sheet, this.paint.canvas, this.over);
    this.drawn = true;
    this.clear();
    this.node.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.node.addEventListener("dblclick", () => this.fit());
    if (on.drawn) {
      this.node.classList.add("marking");
      this.node.addEventListener("pointerdown", (event) => this.drag(event));
    }
    new ResizeObserver(() => this.resize()).observe(this.node);
  }

  clear() {
    this.item = null;
    this.at = -1;
    this.extra = { marks: [], readers: [], pending: null };
    this.view = { x: 0, y: 0, scale: 1 };
    this.sheet.replaceChildren();
    this.over.replaceChildren();
    this.draw();
  }

  /** Shows a frame whose picture has been decoded. Everything here must be over within one refresh of the screen. */
  show(item, image, label = "Redacted frame") {
    const { width, height } = item.frame;
    const alike = this.item && this.item.frame.width === width && this.item.frame.height === height && this.zoomed === false;
    this.item = item;
    this.at = -1;
    this.extra = { marks: [], readers: [], pending: null };
    if (!this.overlay || this.overlay.width !== width || this.overlay.height !== height) {
      this.overlay = new Overlay({ width, height });
    }
    this.overlay.clear();
    if (item.action?.target) {
      this.overlay.target(item.action.target);
    }
    if (item.action) {
      this.overlay.step(item.action);
      const here = item.action.path?.[0] ?? item.action.at;
      if (here) {
        this.overlay.pointer(here);
      }
    }
    this.node.setAttribute("aria-label", label);
    image.alt = "";
    image.draggable = false;
    this.sheet.replaceChildren(image);
    this.over.replaceChildren(this.overlay.node);
    if (alike) {
      this.draw();
    } else {
      this.fit(false);
    }
  }

  resize() {
    this.box = { width: this.node.clientWidth, height: this.node.clientHeight };
    this.paint.size(this.box.width, this.box.height);
    this.paint.warm();
    if (this.item && this.zoomed) {
      this.set(this.view);
    } else if (this.item) {
      this.fit(false);
    }
  }

  whole() {
    const { width, height } = this.item.frame;
    const scale = Math.min(this.box.width / width, this.box.height / height, MOST);
    return { scale, x: (this.box.width - width * scale) / 2, y: (this.box.height - height * scale) / 2 };
  }

  fit(glide = true) {
    if (this.item && this.box?.width) {
      this.zoomed = false;
      this.at = -1;
      this.go(this.whole(), glide);
    }
  }

  /** Glides there, unless a person asked their system for less movement. */
  go(view, glide = true) {
    cancelAnimationFrame(this.gliding);
    if (!glide || this.calm.matches) {
      this.set(view);
      return;
    }
    const from = this.view;
    const start = performance.now();
    const tick = (now) => {
      const part = clamp((now - start) / GLIDE_MS, 0, 1);
      const eased = 1 - (1 - part) ** 3;
      this.set({ x: from.x + (view.x - from.x) * eased, y: from.y + (view.y - from.y) * eased, scale: from.scale + (view.scale - from.scale) * eased });
      if (part < 1) {
        this.gliding = requestAnimationFrame(tick);
      }
    };
    this.gliding = requestAnimationFrame(tick);
  }

  set(view) {
    this.view = view;
    const { width, height } = this.item.frame;
    for (const { style } of [this.sheet, this.over]) {
      style.left = `${view.x}px`;
      style.top = `${view.y}px`;
      style.width = `${width * view.scale}px`;
      style.height = `${height * view.scale}px`;
    }
    this.draw();
  }

  draw() {
    // What was done is in the way of somebody who reads what stands there.
    this.over.hidden = !this.drawn || this.at >= 0;
    this.paint.draw(this.view, {
      masks: this.item?.masks ?? [], showMasks: this.drawn, text: this.at >= 0 ? this.texts()[this.at] : null, ...this.extra,
    });
  }

  /** @param extra any of marks, readers and pending */
  mark(extra) {
    Object.assign(this.extra, extra);
    this.draw();
  }

  /** Everything that is drawn on the frame, but for what its reader marked. */
  toggle() {
    this.drawn = !this.drawn;
    this.draw();
    return this.drawn;
  }

  /** As people read: by lines, from the left. */
  texts() {
    if (this.item && !this.item.sorted) {
      const near = (a, b) => Math.abs(a.y + a.h / 2 - b.y - b.h / 2) < Math.min(a.h, b.h) / 2;
      this.item.sorted = [...(this.item.textBoxes ?? [])].sort((a, b) => (near(a, b) ? a.x - b.x : a.y - b.y));
    }
    return this.item?.sorted ?? [];
  }

  /** The next place with text, or the one before; behind the last the whole frame again. Returns it with its number. */
  text(by) {
    const all = this.texts();
    const next = this.at < 0 && by < 0 ? all.length - 1 : this.at + by;
    if (next < 0 || next >= all.length) {
      this.fit();
      return { at: 0, of: all.length };
    }
    this.at = next;
    this.to(all[next]);
    return { at: next + 1, of: all.length, box: all[next] };
  }

  /** Zooms so that a box can be read with what stands around it. */
  to(box) {
    const em = parseFloat(getComputedStyle(this.node).fontSize);
    const whole = this.whole().scale;
    const readable = (TEXT_EM * em) / Math.max(4, box.h);
    const scale = clamp(Math.min(readable, (this.box.width * 0.9) / box.w), whole, MOST);
    this.zoomed = true;
    this.go(this.inside(scale, this.box.width / 2 - (box.x + box.w / 2) * scale, this.box.height / 2 - (box.y + box.h / 2) * scale));
  }

  /** A view that shows no more nothing than it must. */
  inside(scale, x, y) {
    const fit = (at, length, room) => (length <= room ? (room - length) / 2 : clamp(at, room - length, 0));
    const { width, height } = this.item.frame;
    return { scale, x: fit(x, width * scale, this.box.width), y: fit(y, height * scale, this.box.height) };
  }

  zoom(factor, x = this.box.width / 2, y = this.box.height / 2) {
    if (!this.item) {
      return;
    }
    const whole = this.whole().scale;
    const scale = clamp(this.view.scale * factor, whole, MOST);
    if (scale <= whole * 1.001) {
      this.fit(false);
      return;
    }
    this.zoomed = true;
    const grown = scale / this.view.scale;
    this.go(this.inside(scale, x - (x - this.view.x) * grown, y - (y - this.view.y) * grown), false);
  }

  pan(x, y) {
    if (this.item && this.zoomed) {
      this.go(this.inside(this.view.scale, this.view.x - x, this.view.y - y), false);
    }
  }

  wheel(event) {
    event.preventDefault();
    const box = this.node.getBoundingClientRect();
    if (event.shiftKey) {
      this.pan(event.deltaY || event.deltaX, 0);
    } else {
      this.zoom(event.deltaY > 0 ? 0.85 : 1.18, event.clientX - box.left, event.clientY - box.top);
    }
  }

  /** Where the middle of what is seen lies, in the frame's pixels; for marks by keyboard. */
  middle() {
    const { x, y, scale } = this.view;
    const w = Math.round(Math.max(24, (this.box.width * 0.16) / scale));
    const h = Math.round(Math.max(12, (this.box.height * 0.06) / scale));
    return this.within({ x: (this.box.width / 2 - x) / scale - w / 2, y: (this.box.height / 2 - y) / scale - h / 2, w, h });
  }

  /** Whole pixels that are on the frame. */
  within({ x, y, w, h }) {
    const { width, height } = this.item.frame;
    const left = Math.round(clamp(x, 0, width - 1));
    const top = Math.round(clamp(y, 0, height - 1));
    return { x: left, y: top, w: Math.round(clamp(w, 1, width - left)), h: Math.round(clamp(h, 1, height - top)) };
  }

  /** What a place of the frame is on the page, to put something beside it. */
  onPage(box) {
    const { left, top } = this.node.getBoundingClientRect();
    const { x, y, scale } = this.view;
    return { left: left + x + box.x * scale, top: top + y + box.y * scale, right: left + x + (box.x + box.w) * scale, bottom: top + y + (box.y + box.h) * scale };
  }

  drag(event) {
    if (event.button !== 0 || !this.item || this.locked) {
      return;
    }
    const box = this.node.getBoundingClientRect();
    const point = (at) => [(at.clientX - box.left - this.view.x) / this.view.scale, (at.clientY - box.top - this.view.y) / this.view.scale];
    const [fromX, fromY] = point(event);
    let far = false;
    const made = (at) => {
      const [x, y] = point(at);
      const [left, top, right, bottom] = [Math.min(x, fromX), Math.min(y, fromY), Math.max(x, fromX), Math.max(y, fromY)];
      const [l, t] = [Math.max(0, left), Math.max(0, top)];
      return this.within({ x: l, y: t, w: right - l, h: bottom - t });
    };
    const move = (at) => {
      far ||= Math.hypot(at.clientX - event.clientX, at.clientY - event.clientY) >= LEAST_MARK_PX;
      if (far) {
        this.mark({ pending: made(at) });
      }
    };
    const stop = (at) => {
      ["pointermove", "pointerup", "pointercancel"].forEach((name, i) => this.node.removeEventListener(name, i ? stop : move));
      if (far && at.type === "pointerup") {
        this.on.drawn(made(at));
      } else if (far) {
        this.mark({ pending: null });
      }
    };
    this.node.setPointerCapture(event.pointerId);
    this.node.addEventListener("pointermove", move);
    this.node.addEventListener("pointerup", stop);
    this.node.addEventListener("pointercancel", stop);
  }
}
