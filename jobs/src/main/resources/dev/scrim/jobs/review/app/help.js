// Every key, on one page.
import { el } from "/app/dom.js";
import { CATEGORIES, swatch } from "/app/categories.js";

const KEYS = [
  ["Verdict", [["1", "clean: nothing private can be read"], ["2", "leak: something private can"], ["3", "over-redacted: safe, but too much is gone"], ["4", "unsure: somebody else decides; counts as a leak until then"], ["U", "take the last verdict back"]]],
  ["Looking", [["Z", "zoom to the next place with text; with \u21e7 the one before"], ["H", "everything drawn on the frame, on and off"], ["\u2190 \u2192", "frame before, frame after, in time"], ["+ \u2212", "zoom in, out; the wheel does, too"], ["\u21e7 \u2190\u2191\u2192\u2193", "move what is zoomed"], ["0", "the whole frame"]]],
  ["Marking a miss", [["drag", "over what can still be read, then the letter of its category"], ["M", "the same by keyboard: marks the place that Z shows, or the middle"], ["\u23ce", "send the marks as a leak"], ["Esc", "drop the last mark; back to the whole frame; back to the frame in question"]]],
];

export function help() {
  const dialog = el("dialog", { class: "help", "aria-labelledby": "help-title" },
    el("form", { method: "dialog" },
      el("h2", { id: "help-title" }, "Keys"),
      el("div", { class: "columns" }, ...KEYS.map(([name, keys]) => el("section", {}, el("h3", {}, name),
        el("dl", {}, ...keys.flatMap(([key, what]) => [el("dt", {}, ...key.split(" ").map((each) => el("kbd", {}, each))), el("dd", {}, what)])))),
      el("section", {}, el("h3", {}, "Boxes"), el("ul", { class: "kinds" }, ...CATEGORIES.map(({ id, name }) => el("li", {}, swatch(id), el("span", {}, name)))))),
      el("p", { class: "soft" }, "A frame leaks when anything private can be read on it by somebody who tries: also a part of a name, or an amount whose owner is known. Some frames have a leak put into them to measure how many are found."),
      el("button", { class: "main", value: "close", autofocus: true }, "Close")));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
