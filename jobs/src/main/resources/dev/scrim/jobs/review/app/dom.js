// What the app takes from the viewer's scripts, which the page loads first, and two helpers of its own.
const scrim = globalThis.scrimViewer;

export const { svg, time, duration, count, clamp, words, keyName, keycaps, redacted, title, family, Overlay } = scrim;

/** An element; what is not there, also by a condition that does not hold, is left out. */
export const el = (tag, attributes, ...children) => scrim.el(tag, attributes, ...children.filter((child) => child !== false));

/** A button with the key that does the same. */
export function keyed(key, text, onclick, more = {}) {
  return el("button", { type: "button", onclick, "aria-keyshortcuts": key, ...more }, el("kbd", { "aria-hidden": "true" }, key), el("span", {}, text));
}

/** 0.00492 as "0.49 %": two digits; a bound is rounded up and keeps its zeros, as in the gauge's sentence. */
export function percent(share, up = false) {
  const value = share * 100;
  const digits = value >= 10 || value === 0 ? 0 : value >= 1 ? 1 : value >= 0.1 ? 2 : 3;
  const scale = 10 ** digits;
  return up ? `${(Math.ceil(value * scale - 1e-9) / scale).toFixed(digits)} %` : `${Math.round(value * scale) / scale} %`;
}
