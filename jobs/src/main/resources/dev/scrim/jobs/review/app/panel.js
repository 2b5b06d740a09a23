// Words beside the frame: what was done, where, what is painted over, what was marked; and what two readers said.
import { category, counted, swatch } from "/app/categories.js";
import { count, duration, el, family, keycaps, redacted, title } from "/app/dom.js";

export const VERDICTS = {
  clean: { key: "1", name: "Clean", style: "good" },
  leak: { key: "2", name: "Leak", style: "bad" },
  over: { key: "3", name: "Over-redacted", style: "warn" },
  unsure: { key: "4", name: "Unsure", style: "" },
};

function fact(name, ...content) {
  return content.some(Boolean) ? [el("dt", {}, name), el("dd", {}, ...content)] : [];
}

/** The action in words; its place is drawn on the frame. */
function done(action, place) {
  if (!action) {
    return [el("h2", {}, "Nothing was done here"), el("p", { class: "soft" }, "A frame between two steps."), el("dl", {}, ...place)];
  }
  const held = action.modifiers?.length > 0 && keycaps(action.modifiers);
  return [
    el("h2", {}, el("span", { class: `dot ${family(action)}` }), title(action)),
    action.text !== undefined && action.text !== "" && el("blockquote", { class: "typed", tabindex: "0", "aria-label": "Text" }, ...redacted(action.text)),
    el("dl", {}, ...fact("keys", action.keys && keycaps(action.keys), action.name ? ` ${action.name}` : ""),
      ...fact("held", held),
      ...fact("target", [action.target?.role, action.target?.text].filter(Boolean).join(": ")),
      ...fact("took", action.endUs > action.startUs && duration(action.endUs - action.startUs)), ...place),
  ];
}

function where(item) {
  return [...fact("program", item.app && el("b", {}, item.app)), ...fact("title", ...redacted(item.title ?? "")),
    ...fact("address", ...redacted(item.address ?? "")), ...fact("task", ...redacted(item.task ?? ""))];
}

export function masked(masks) {
  return masks.length === 0 ? el("p", { class: "soft" }, "Nothing.")
    : el("ul", { class: "kinds" }, ...counted(masks).map(([id, n]) => el("li", {}, swatch(id), el("span", {}, category(id).name), el("span", { class: "n" }, n.toLocaleString("en")))));
}

function markList(marks, name, remove) {
  return el("ul", { class: "marks" }, ...marks.map((mark, i) => el("li", {}, swatch(mark.category), el("span", {}, `${name}${i + 1} ${category(mark.category).name}`),
    remove ? el("button", { type: "button", class: "small", "aria-label": `Remove mark ${i + 1}`, onclick: () => remove(i) }, "\u00d7") : null)));
}

/** Both readings side by side, without names. */
function readings(first) {
  return el("section", { class: "readings", "aria-label": "What two readers said" }, ...first.map(({ verdict, marks = [] }, i) => {
    const { name, style } = VERDICTS[verdict] ?? { name: verdict, style: "" };
    return el("div", { class: "reading" }, el("h3", {}, `Reader ${"AB"[i]}`), el("span", { class: `pill ${style}` }, name),
      marks.length > 0 ? markList(marks, "AB"[i], null) : el("p", { class: "soft" }, "no marks"));
  }));
}

/** Several readings are a list; one alone may come as it is. */
export function readers(item) {
  return item.first ? [item.first].flat() : [];
}

export class Panel {
  /** @param on {remove(i), glass()} */
  constructor(on) {
    this.on = on;
    this.top = el("div", {});
    this.marks = el("section", { class: "mine", "aria-label": "Your marks", hidden: true });
    this.left = el("p", { class: "soft", role: "status" });
    this.under = el("div", {});
    this.node = el("aside", { class: "panel", "aria-label": "About this frame" }, this.top, this.marks, this.under);
  }

  clear() {
    this.top.replaceChildren();
    this.under.replaceChildren();
    this.marks.hidden = true;
  }

  show(item) {
    const both = readers(item);
    this.top.replaceChildren(...[both.length > 0 && readings(both), el("section", { "aria-label": "What was done" }, ...done(item.action, where(item)).filter(Boolean))].filter(Boolean));
    this.under.replaceChildren(
      el("section", {}, el("h3", {}, "Painted over", el("span", { class: "n" }, item.masks.length.toLocaleString("en"))), masked(item.masks)),
      el("section", {}, el("h3", {}, "Still readable", el("span", { class: "n" }, (item.textBoxes ?? []).length.toLocaleString("en"))), this.left),
      el("section", {}, el("button", { type: "button", class: "quiet", onclick: () => this.on.glass() }, "Ask to see the original\u2026")));
    this.text(0, (item.textBoxes ?? []).length);
    this.mine([]);
    this.node.scrollTop = 0;
  }

  mine(marks) {
    this.marks.hidden = marks.length === 0;
    this.marks.replaceChildren(el("h3", {}, count(marks.length, "miss marked", "misses marked")), markList(marks, "", this.on.remove),
      el("p", { class: "soft" }, el("kbd", {}, "\u23ce"), " sends them as a leak"));
  }

  text(at, of) {
    this.left.textContent = of === 0 ? "No text is left." : at === 0 ? `${count(of, "place")} with text: Z goes through them.` : `Place ${at} of ${of}. M marks it.`;
  }
}
