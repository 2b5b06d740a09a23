// The trajectories of the build; each opens in the viewer that the report has.
import { api } from "/app/api.js";
import { count, duration, el, redacted } from "/app/dom.js";

const RATINGS = ["", "public", "personal", "confidential", "restricted"];
/** Enough to scroll; more is found by its name. */
const SHOWN = 300;

function row(trace) {
  const rating = trace.sensitivity ?? trace.rating;
  return el("li", {}, el("a", { href: `/trajectory/${encodeURIComponent(trace.id)}` }, el("b", {}, trace.name ?? trace.id),
    el("span", { class: "soft" }, [trace.steps === undefined ? "" : count(trace.steps, "step"), trace.lengthUs === undefined ? "" : duration(trace.lengthUs), rating ? `${rating}, ${RATINGS[rating]}` : ""].filter(Boolean).join(" \u00b7 ")),
    trace.task && el("span", { class: "task" }, ...redacted(trace.task))));
}

export async function tracesPage(page) {
  const { traces } = await api.get("/api/traces");
  const list = el("ul", { class: "plain traces" });
  const said = el("p", { class: "soft", role: "status" });
  const find = el("input", { type: "search", id: "find", spellcheck: "false", oninput: () => fill() });
  function fill() {
    const asked = find.value.trim().toLowerCase();
    const found = traces.filter(({ id, name = id, task = "" }) => `${name} ${task}`.toLowerCase().includes(asked));
    list.replaceChildren(...found.slice(0, SHOWN).map(row));
    said.textContent = found.length === 0 ? "None is called so." : found.length > SHOWN ? `${count(found.length, "trajectory", "trajectories")}, the first ${SHOWN} here: type to find others.` : count(found.length, "trajectory", "trajectories");
  }
  fill();
  page.replaceChildren(el("h1", {}, "Trajectories"),
    ...(traces.length === 0 ? [el("p", { class: "lead" }, "This build has no trajectory to look at.")] : [el("p", { class: "find" }, el("label", { for: "find" }, "Find"), find), said, list]));
}
