// One trajectory in the viewer that the report has, its pictures decrypted one by one as they are looked at.
import { api } from "/app/api.js";
import { el } from "/app/dom.js";
import { login } from "/app/login.js";

const app = document.getElementById("app");
const viewer = el("div", { class: "viewer", id: "viewer" });
const failed = el("p", { class: "failed", role: "alert" });

api.relogin = async () => {
  await login("Your session is over. The trajectory waits behind this.");
  location.reload();
};

async function open() {
  if (!await api.refresh()) {
    await login();
  }
  app.replaceChildren(el("header", { class: "slim" }, el("a", { href: "/#/trajectories" }, "\u2190 All trajectories"),
    el("p", { class: "brand" }, el("img", { src: "/app/icon.svg", alt: "", width: 22, height: 22 }), el("span", {}, api.session.build?.name ?? "Scrim"))),
  el("main", {}, el("h1", { class: "spoken" }, "Trajectory"), failed, el("h2", { class: "spoken" }, "Steps"), viewer));
  const id = decodeURIComponent(location.pathname.split("/").pop());
  const model = await api.get(`/api/trace/${encodeURIComponent(id)}`);
  if (globalThis.scrimViewer.mount(viewer, model) === null) {
    failed.textContent = "This trajectory has nothing to look at.";
  }
  viewer.focus({ preventScroll: true });
  // A picture that cannot be had is mostly a session that is over.
  viewer.addEventListener("error", (event) => event.target.tagName === "IMG" && api.get("/api/session").catch((error) => { failed.textContent = error.sentence; }), true);
}

open().catch((error) => { failed.textContent = error.sentence ?? String(error); app.contains(failed) || app.append(failed); });
