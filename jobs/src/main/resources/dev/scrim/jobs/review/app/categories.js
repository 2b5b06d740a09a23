// The eleven kinds of private content: a colour and a letter each, so that nobody needs to tell colours apart.
import { el, words } from "/app/dom.js";

// On frames of any brightness: each has a contrast of 4.5 or more with the white letter on it, and a white edge around it.
const KINDS = [
  ["tax", "T", "#a8401a"], ["medical", "M", "#b0246b"], ["chat", "C", "#3767b1"], ["ai_prompt", "A", "#6b4bb8"],
  ["credential", "K", "#a3261b"], ["finance", "F", "#85550a"], ["hr", "H", "#4f6b12"], ["contact", "O", "#0f6e74"],
  ["person", "P", "#1f7a4d"], ["picture", "I", "#7a4a2b"], ["unreadable", "X", "#5c6670"],
];
const NAMES = { ai_prompt: "AI prompt", hr: "HR", credential: "key or password", contact: "contact", unreadable: "unreadable" };

export const CATEGORIES = KINDS.map(([id, letter, colour]) => ({ id, letter, colour, name: NAMES[id] ?? words(id) }));

const BY_ID = new Map(CATEGORIES.map((category) => [category.id, category]));

/** A category of this name, also one that this page has never heard of. */
export function category(id) {
  return BY_ID.get(id) ?? { id, letter: "?", colour: "#5c6670", name: words(String(id)) };
}

/** Its letter on its colour. */
export function swatch(id) {
  const { letter, colour } = category(id);
  const node = el("i", { class: "swatch", "aria-hidden": "true" }, letter);
  node.style.setProperty("--k", colour);
  return node;
}

/** How many of which, the most first. */
export function counted(masks) {
  const counts = new Map();
  for (const mask of masks) {
    counts.set(mask.category, (counts.get(mask.category) ?? 0) + 1);
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}
