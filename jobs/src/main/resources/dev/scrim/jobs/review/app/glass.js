// Asking to see what a frame was before redaction: one person asks, another approves, everything is logged.
import { api, Trouble } from "/app/api.js";
import { el } from "/app/dom.js";
import { toast } from "/app/toast.js";

const MEANT_CHARS = 8;

function shell(title, ...content) {
  const dialog = el("dialog", { class: "ask", "aria-labelledby": "ask-title" }, el("h2", { id: "ask-title" }, title), ...content);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** @param frame its id */
export function ask(frame) {
  const reason = el("textarea", { id: "ask-reason", rows: 3, required: true, minlength: MEANT_CHARS, maxlength: 300 });
  const failed = el("p", { class: "failed", role: "alert" });
  const form = el("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      try {
        const { id } = await api.post("/api/break-glass", { frame, reason: reason.value.trim() });
        dialog.close();
        await wait(id);
      } catch (error) {
        failed.textContent = error.sentence;
      }
    },
  },
  el("p", {}, "A second person, the privacy officer or the data owner, has to approve. Then you see it once, within 15 minutes. Who asked, why, who approved and that you looked is written to the audit log."),
  el("label", { for: "ask-reason" }, "Why do you need it? Name nobody."), reason, failed,
  el("div", { class: "buttons" }, el("button", { class: "main", type: "submit" }, "Ask"), el("button", { type: "button", onclick: () => dialog.close() }, "Cancel")));
  const dialog = shell("See the original", form);
}

/** The request is open until somebody approves; the person chooses when to look. */
async function wait(id) {
  const failed = el("p", { class: "failed", role: "alert" });
  const dialog = shell("Asked", el("p", {}, "Request ", el("code", {}, id), ". Go on reviewing; when it was approved, look at it under Requests, or here."), failed,
    el("div", { class: "buttons" },
      el("button", { class: "main", type: "button", onclick: () => original(id).then(() => dialog.close(), (error) => { failed.textContent = error.sentence; }) }, "Look now"),
      el("button", { type: "button", onclick: () => dialog.close() }, "Go on")));
}

/** Shown once: the server gives it no second time, so it is not asked for before somebody approved. */
export async function original(id) {
  const { requests } = await api.get("/api/break-glass");
  const request = requests.find((each) => each.id === id);
  if (request?.state === "asked") {
    throw new Trouble("Nobody has approved it yet", "the privacy officer and the data owner see it under Requests", 403);
  }
  const image = new Image();
  image.src = `/api/original/${encodeURIComponent(id)}.png`;
  try {
    await image.decode();
  } catch {
    throw new Trouble("Cannot show this original", "it is shown once, within 15 minutes of the approval: ask again", 403);
  }
  image.alt = "The frame before redaction";
  const dialog = shell("Before redaction", el("p", { class: "failed" }, "Not redacted. Shown once; close it before anybody else can see your screen."), image,
    el("div", { class: "buttons" }, el("button", { class: "main", type: "button", autofocus: true, onclick: () => dialog.close() }, "Close for good")));
  dialog.classList.add("wide");
  dialog.addEventListener("close", () => toast("Closed. That look is in the audit log."));
}
