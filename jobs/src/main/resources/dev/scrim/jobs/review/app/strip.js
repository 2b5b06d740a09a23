// Frames before and after this one, in time.
import { el } from "/app/dom.js";

function away(us) {
  const seconds = us / 1e6;
  const size = Math.abs(seconds);
  const text = size < 9.95 ? seconds.toFixed(1) : seconds.toFixed(0);
  return `${seconds > 0 ? "+" : ""}${text.replace("-", "\u2212")} s`;
}

export class Strip {
  constructor(look) {
    this.look = look;
    this.node = el("nav", { class: "strip", "aria-label": "Frames before and after, in time" });
  }

  clear() {
    this.node.replaceChildren();
  }

  /**
   * @param strip neighbours in order of time
   * @param judged id of the frame that the verdict is about
   * @param shown id of the frame that is looked at
   */
  show(strip, judged, shown) {
    const now = strip.find(({ id }) => id === judged)?.t_us ?? strip.find(({ current }) => current)?.t_us ?? 0;
    this.node.replaceChildren(...strip.map(({ id, t_us, thumb }) => {
      const mine = id === judged;
      const when = mine ? "this frame" : away(t_us - now);
      return el("button", { type: "button", class: mine ? "judged" : "", "aria-current": id === shown ? "true" : undefined, "aria-label": mine ? "The frame in question" : `Look at ${when}`, onclick: () => this.look(id) },
        el("img", { src: thumb, alt: "", draggable: "false", decoding: "async" }), el("small", {}, when));
    }));
    const current = this.node.querySelector("[aria-current]");
    if (current) {
      this.node.scrollLeft = current.offsetLeft - (this.node.clientWidth - current.offsetWidth) / 2;
    }
  }
}
