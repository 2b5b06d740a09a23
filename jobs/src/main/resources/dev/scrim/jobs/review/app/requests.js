// Requests to see originals: a second person approves, who asked may then look once.
import { api } from "/app/api.js";
import { el } from "/app/dom.js";
import { original } from "/app/glass.js";
import { alarm, toast } from "/app/toast.js";

function request(each, again) {
  const act = async (what) => {
    try {
      await what();
      again();
    } catch (error) {
      alarm("glass", error.sentence ?? String(error));
    }
  };
  const mine = each.mine ?? each.by === api.session.name;
  const may = !mine && (api.has("privacy-officer") || api.has("data-owner"));
  return el("li", { class: "card request" },
    el("img", { src: `/api/thumb/${encodeURIComponent(each.frame)}.jpg`, alt: "", loading: "lazy" }),
    el("div", {}, el("p", {}, el("b", {}, mine ? "You" : each.by), " asked: ", el("q", {}, each.reason)),
      el("p", { class: "soft" }, each.state === "approved" ? "Approved: open once, within 15 minutes." : each.state === "over" ? "Its 15 minutes are over: ask again." : mine ? "Waits for the privacy officer or the data owner." : may ? "Nobody has approved it yet." : "Waits for somebody else.")),
    el("div", { class: "buttons" },
      may && each.state === "asked" && el("button", { type: "button", class: "main", onclick: () => act(async () => { await api.post(`/api/break-glass/${encodeURIComponent(each.id)}/approve`); toast("Approved. It is in the audit log."); }) }, "Approve"),
      mine && each.state === "approved" && el("button", { type: "button", class: "main", onclick: () => act(() => original(each.id)) }, "Look at it")));
}

export async function glassPage(page) {
  const { requests } = await api.get("/api/break-glass");
  page.replaceChildren(el("h1", {}, "Requests to see originals"),
    el("p", { class: "lead" }, "Nobody sees what a frame was before redaction alone: one person asks, another approves, both are logged."),
    requests.length === 0 ? el("p", { class: "soft" }, "Nobody asks now. Requests are made from a frame, with Ask to see the original.")
      : el("ul", { class: "plain" }, ...requests.map((each) => request(each, () => glassPage(page)))));
}
