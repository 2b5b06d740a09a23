// What the verdicts say so far: the server's sentence, and a bar that people can read at a glance.
import { el, percent } from "/app/dom.js";

/** A bar on a logarithmic scale from a tenth of the target to everything: left of the line is good. */
export function bar(upper, target, scale = false) {
  const least = target / 10;
  const part = (share) => Math.max(0.012, Math.min(1, Math.log(Math.max(share, least) / least) / Math.log(1 / least)));
  const fill = el("span", { class: upper < target ? "fill good" : "fill" });
  const goal = el("span", { class: "goal" });
  fill.style.width = `${100 * part(upper)}%`;
  goal.style.left = `${100 * part(target)}%`;
  const said = upper >= 1 ? "no bound yet" : `leak rate at most ${percent(upper, true)}`;
  if (scale) {
    goal.append(el("small", {}, `target ${percent(target)}`));
  }
  return el("span", { class: "gaugebar", role: "img", "aria-label": `${said}, target ${percent(target)}` }, fill, goal, scale && el("small", {}, "100 %"));
}

/** The line under the header. */
export class GaugeLine {
  constructor() {
    this.picture = el("span", { class: "picture" });
    this.words = el("span", { class: "sentence", "aria-live": "polite", "aria-atomic": "true" });
    this.state = el("span", { class: "pill", role: "status" });
    this.node = el("section", { class: "gauge", "aria-label": "Leak rate" }, this.picture, this.words, this.state);
    this.node.hidden = true;
  }

  show(gauge) {
    if (!gauge) {
      return;
    }
    this.node.hidden = false;
    if (this.words.textContent !== gauge.sentence) {
      this.words.textContent = gauge.sentence;
      this.picture.replaceChildren(bar(gauge.upper, gauge.target));
    }
    const [style, text] = gauge.signoff?.ready ? ["good", "ready for sign-off"] : gauge.reached ? ["good", "target reached"] : gauge.leaks > 0 ? ["bad", "leaks found"] : ["", ""];
    this.state.className = `pill ${style}`;
    this.state.hidden = !text;
    if (this.state.textContent !== text) {
      this.state.textContent = text;
    }
  }
}
