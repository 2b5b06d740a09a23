// From a miss to a fix: what was missed, where else it may be, what a change would do, and taking it.
import { api } from "/app/api.js";
import { category, swatch } from "/app/categories.js";
import { count, el } from "/app/dom.js";
import { picture } from "/app/feed.js";
import { Stage } from "/app/stage.js";
import { alarm, toast } from "/app/toast.js";

function thumb(id, words) {
  return el("figure", {}, el("img", { src: `/api/thumb/${encodeURIComponent(id)}.jpg`, alt: "", loading: "lazy" }), words && el("figcaption", {}, words));
}

function listed(miss, chosen) {
  const of = miss.category ?? miss.marks?.[0]?.category;
  return el("a", { href: `#/misses/${encodeURIComponent(miss.id)}`, "aria-current": chosen ? "true" : undefined },
    of ? swatch(of) : null, el("b", {}, of ? category(of).name : "no place marked"),
    el("span", { class: "soft" }, [Array.isArray(miss.marks) ? count(miss.marks.length, "mark") : "", miss.status === "accepted" ? "change taken" : ""].filter(Boolean).join(", ")));
}

/** The frame of the miss, with its marks. */
async function seen(frame, marks) {
  const stage = new Stage();
  stage.toggle();
  const item = await api.get(`/api/look/${encodeURIComponent(frame)}`);
  const image = await picture(item.frame.url);
  // Drawn when it has a place on the page.
  requestAnimationFrame(() => {
    stage.resize();
    stage.show(item, image, "The redacted frame of the miss");
    stage.mark({ marks });
  });
  const node = el("div", { class: "shown" }, stage.node);
  node.style.setProperty("--ratio", item.frame.width / item.frame.height);
  return node;
}

async function accept(id, button) {
  button.disabled = true;
  try {
    const reply = await api.post(`/api/misses/${encodeURIComponent(id)}/accept`);
    toast(`Written${reply?.proposal ? ` to ${reply.proposal}` : ""}. Take it into the spec and build again.`);
    button.replaceWith(el("p", { class: "pill good" }, "Taken"));
  } catch (error) {
    alarm("accept", error.sentence ?? String(error));
    button.disabled = false;
  }
}

function change({ key, from, to }) {
  return el("pre", { class: "change" }, el("del", {}, `- ${key}: ${from}`), "\n", el("ins", {}, `+ ${key}: ${to}`));
}

function proposal(id, { change: proposed, framesChanged, linesLost, sample = [] }) {
  const button = el("button", { type: "button", class: "main" }, "Take this change");
  let sure = false;
  button.addEventListener("click", () => {
    if (sure) {
      accept(id, button);
    } else {
      sure = true;
      button.textContent = "Press again: this build then counts as failed";
    }
  });
  button.addEventListener("blur", () => { sure = false; button.textContent = "Take this change"; });
  return el("section", { class: "card", "aria-labelledby": "proposal" }, el("h2", { id: "proposal" }, "Proposed change"),
    change(proposed),
    el("p", {}, el("b", {}, count(framesChanged, "frame")), " would change, ", el("b", {}, count(linesLost, "line")), " of text would be lost with it."),
    sample.length > 0 && el("div", { class: "thumbs" }, ...sample.map((frame) => thumb(frame))),
    api.has("privacy-officer") ? el("div", { class: "buttons" }, button, el("p", { class: "soft" }, "Writes the change beside the build, never into your spec. The next build is redacted anew from stage 05 and sampled afresh."))
      : el("p", { class: "soft" }, "The privacy officer decides."));
}

export async function missesPage(page, [id]) {
  const { misses } = await api.get("/api/misses");
  if (misses.length === 0) {
    page.replaceChildren(el("h1", {}, "Misses"), el("p", { class: "lead" }, "Nobody has marked a miss. What is called a leak in any queue comes here, with a change that would have covered it."));
    return;
  }
  const chosen = misses.find((miss) => miss.id === id) ?? misses[0];
  const found = await api.get(`/api/misses/${encodeURIComponent(chosen.id)}`);
  const marks = [found.marks, chosen.marks].find(Array.isArray) ?? [];
  const shown = await seen(found.frame ?? chosen.frame, marks).catch((error) => el("p", { class: "failed" }, error.sentence ?? String(error)));
  page.replaceChildren(el("h1", {}, "Misses"),
    el("div", { class: "two" },
      el("nav", { class: "list", "aria-label": "Misses" }, ...misses.map((miss) => listed(miss, miss === chosen))),
      el("div", {}, shown,
        found.proposal ? proposal(chosen.id, found.proposal) : el("section", { class: "card" }, el("h2", {}, "No change is proposed"), el("p", {}, "No policy covers this by itself: it needs a rule. Tell whoever keeps the detectors.")),
        el("section", { "aria-labelledby": "similar" }, el("h2", { id: "similar" }, "Similar frames"),
          found.similar.length === 0 ? el("p", { class: "soft" }, "None was found.") : el("div", { class: "thumbs" }, ...found.similar.map(({ frame, why }) => thumb(frame, why)))))));
}
