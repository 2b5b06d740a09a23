// Short words at the foot of the page, which are also spoken. An error stays until it is dealt with.
import { el } from "/app/dom.js";

const STAY_MS = 4500;
const place = el("div", { class: "toasts" });
const polite = el("div", { role: "status", "aria-live": "polite" });
const urgent = el("div", { role: "alert" });
place.append(polite, urgent);

export const toasts = place;

export function toast(text) {
  const node = el("p", { class: "toast" }, text);
  polite.replaceChildren(node);
  setTimeout(() => node.remove(), STAY_MS);
}

/** Of several troubles with one name the newest is shown. */
export function alarm(name, text) {
  calm(name);
  urgent.append(el("p", { class: "toast bad", "data-name": name }, el("span", {}, text),
    el("button", { type: "button", "aria-label": "Dismiss", onclick: () => calm(name) }, "\u00d7")));
}

export function calm(name) {
  for (const node of urgent.querySelectorAll(`[data-name="${CSS.escape(name)}"]`)) {
    node.remove();
  }
}
