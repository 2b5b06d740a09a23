// How the build stands: the bound, by parts; how well reviewers see; what is missing before people sign.
import { api } from "/app/api.js";
import { el, percent } from "/app/dom.js";
import { bar } from "/app/gauge.js";

function tile(value, words, more = "", style = "") {
  return el("div", { class: `tile ${style}` }, el("b", {}, value), el("span", {}, words), more && el("small", {}, more));
}

function signoff({ ready, why = [] }) {
  return el("section", { class: ready ? "card good" : "card", "aria-labelledby": "signoff" },
    el("h2", { id: "signoff" }, ready ? "Ready for sign-off" : "Not ready for sign-off"),
    ready ? el("p", {}, "The privacy officer and the data owner sign with ", el("code", {}, "scrim sign"), ", each with a key of their own; neither of them built it.")
      : el("ul", {}, ...why.map((each) => el("li", {}, each))));
}

function sees(sensitivity) {
  if (!sensitivity || sensitivity.planted === 0) {
    return sensitivity ? tile("\u2013", "of planted leaks found", "none was shown yet: the bound assumes that everything is seen", "warn") : null;
  }
  const { found, planted, estimate, lower } = sensitivity;
  return tile(percent(estimate), `of planted leaks found, ${found} of ${planted}`, `at least ${percent(lower)} (95 %); the bound counts with it`, estimate < 0.8 ? "warn" : "");
}

function strata(gauge) {
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Strata" }, el("table", {},
    el("thead", {}, el("tr", {}, el("th", {}, "Stratum"), ...["in the build", "looked at", "leaks", "at most"].map((name) => el("th", { class: "n" }, name)), el("th", {}, el("span", { class: "spoken" }, "Against the target")))),
    el("tbody", {}, ...gauge.strata.map(({ name, population, frames, leaks, upper }) => el("tr", {},
      el("td", {}, name), el("td", { class: "n" }, population.toLocaleString("en")), el("td", { class: frames === 0 ? "n none" : "n" }, frames.toLocaleString("en")),
      el("td", { class: leaks > 0 ? "n bad" : "n none" }, leaks.toLocaleString("en")), el("td", { class: "n" }, upper >= 1 ? "\u2013" : percent(upper, true)),
      el("td", { class: "wide" }, bar(upper, gauge.target)))))));
}

export async function officerPage(page) {
  const gauge = await api.get("/api/gauge");
  const { kappa, missed } = gauge.readers ?? {};
  const known = (value) => typeof value === "number" && Number.isFinite(value);
  page.replaceChildren(...[
    el("h1", {}, "How this build stands"),
    el("p", { class: "lead" }, gauge.sentence),
    el("div", { class: "leadbar" }, bar(gauge.upper, gauge.target, true)),
    el("div", { class: "tiles" }, ...[
      tile(gauge.frames.toLocaleString("en"), "independent frames with a verdict", gauge.missing > 0 ? `${gauge.missing.toLocaleString("en")} more clean ones reach the target` : "enough for the target", gauge.reached ? "good" : ""),
      tile(gauge.leaks.toLocaleString("en"), gauge.leaks === 1 ? "leak" : "leaks", "unsure and not yet decided count, too", gauge.leaks > 0 ? "bad" : ""),
      sees(gauge.sensitivity),
      tile(known(kappa) ? kappa.toFixed(2) : "\u2013", "agreement of two readers beyond chance", known(kappa) ? "Cohen's kappa, 1 is full agreement" : "not enough was read twice"),
      tile(known(missed) ? missed.toFixed(1) : "\u2013", "leaks that both readers are likely to have missed", "Chapman's estimate"),
    ].filter(Boolean)),
    signoff(gauge.signoff ?? { ready: false, why: [] }),
    el("section", { "aria-labelledby": "strata" }, el("h2", { id: "strata" }, "By parts"),
      el("p", { class: "soft" }, gauge.strata.length === 1 ? "Its frames are too alike, or too few, to be told apart: they are bounded as one."
        : `The build is ${gauge.strata.length} parts of different risk. Each is bounded by itself; their bounds, weighted by size, bound the whole.`), strata(gauge)),
  ]);
}
