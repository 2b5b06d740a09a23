// The app around its screens: who is here, which screen, and what waits where.
import { api } from "/app/api.js";
import { el } from "/app/dom.js";
import { GaugeLine } from "/app/gauge.js";
import { glassPage } from "/app/requests.js";
import { login, loginByAddress } from "/app/login.js";
import { missesPage } from "/app/misses.js";
import { officerPage } from "/app/officer.js";
import { Review } from "/app/review.js";
import { alarm, calm, toasts } from "/app/toast.js";
import { tracesPage } from "/app/traces.js";

const QUEUES = {
  bound: ["Sample", "One random frame of each independent segment: these count"],
  second: ["Second reading", "Frames that somebody else has read, without their verdict"],
  adjudicate: ["Disagreements", "Two readers differ: you decide"],
  hunt: ["Hunt", "Likeliest leaks first: these never count towards the bound"],
};
const OFFICER = "privacy-officer";
const OWNER = "data-owner";
const PAGES = {
  standing: ["Standing", [OFFICER, OWNER], officerPage],
  misses: ["Misses", [OFFICER, "reviewer"], missesPage],
  requests: ["Requests", [OFFICER, OWNER, "reviewer"], glassPage],
  trajectories: ["Trajectories", [OFFICER, "reviewer"], tracesPage],
};
/** Others judge, too: what waits is asked for again now and then. */
const REFRESH_MS = 20000;
/** Nobody has touched anything for so long: asking on would keep a session alive that should end. */
const GONE_MS = 5 * 60000;

class App {
  constructor(root) {
    this.root = root;
    this.gauge = new GaugeLine();
    this.tabs = el("nav", { class: "tabs", "aria-label": "Queues and pages" });
    this.place = el("div", { class: "place" });
    this.counts = new Map();
    this.review = new Review({ gauge: (gauge) => this.gauge.show(gauge), judged: (queue, by) => this.shift(queue, by), left: (queue) => this.left(queue) });
    addEventListener("hashchange", () => this.go());
  }

  start() {
    const { session } = api;
    document.title = `${session.build?.name ?? "Build"} - Scrim review`;
    this.root.replaceChildren(...[session.evaluation && el("aside", { class: "evaluation", "aria-label": "Kind of build" }, "Evaluation, never releasable"),
      el("header", {}, el("a", { class: "skip", href: "#app", onclick: (event) => { event.preventDefault(); this.place.querySelector("[tabindex]")?.focus(); } }, "Skip to the frame"),
        el("p", { class: "brand" }, el("img", { src: "/app/icon.svg", alt: "", width: 22, height: 22 }), el("span", {}, session.build?.name ?? "Scrim"), el("code", { title: "Build" }, session.build?.id?.slice(0, 8) ?? "")),
        this.tabs, el("span", { class: "who" }, el("span", { title: (session.roles ?? []).join(", ") }, session.name),
          el("button", { type: "button", class: "quiet", onclick: () => this.leave() }, "Log out"))),
      this.gauge.node, this.place, toasts].filter(Boolean));
    this.go();
    let touched = performance.now();
    ["keydown", "pointerdown", "pointermove", "wheel"].forEach((name) => addEventListener(name, () => { touched = performance.now(); }, { passive: true, capture: true }));
    setInterval(() => document.visibilityState === "visible" && performance.now() - touched < GONE_MS && this.refresh(), REFRESH_MS);
  }

  allowed() {
    // Of an officer who reads no frames, disagreements alone are asked.
    const queues = [...this.counts.keys()].filter((id) => api.has("reviewer") || id === "adjudicate");
    return [...queues, ...Object.keys(PAGES).filter((id) => PAGES[id][1].some((role) => api.has(role)))];
  }

  async leave() {
    await this.review.outbox.idle();
    await api.logout();
    location.hash = "";
    location.reload();
  }

  shift(queue, by) {
    const each = this.counts.get(queue);
    if (each) {
      each.left = Math.max(0, each.left - by);
      each.done += by;
      this.list();
    }
  }

  /** How many frames wait in a queue, asked anew. */
  async left(queue) {
    await this.refresh();
    return this.counts.get(queue)?.left ?? 0;
  }

  async refresh() {
    try {
      if (api.has("reviewer") || api.has(OFFICER)) {
        const { queues, gauge } = await api.get("/api/queue");
        if (this.review.outbox.length === 0) {
          this.counts = new Map(queues.map((queue) => [queue.id, queue]));
        }
        this.gauge.show(gauge);
      } else {
        this.gauge.show(await api.get("/api/gauge"));
      }
      calm("refresh");
    } catch (error) {
      alarm("refresh", error.sentence ?? String(error));
    }
    this.list();
  }

  /** Kept where nothing changed, so that the focus stays. */
  list() {
    const route = this.route();
    const tabs = this.allowed().map((id) => {
      const { left } = this.counts.get(id) ?? {};
      const [name, about] = QUEUES[id] ?? [PAGES[id]?.[0] ?? id, ""];
      return { id, name, about: QUEUES[id] ? about : "", left, current: id === route };
    });
    const said = JSON.stringify(tabs);
    if (said !== this.listed) {
      this.listed = said;
      const focused = document.activeElement?.closest?.(".tabs a")?.getAttribute("href");
      this.tabs.replaceChildren(...tabs.map(({ id, name, about, left, current }) =>
        el("a", { href: `#/${id}`, title: about, "aria-current": current ? "page" : undefined }, name, left === undefined ? null : el("span", { class: left > 0 ? "n" : "n none" }, left.toLocaleString("en"), el("span", { class: "spoken" }, " left")))));
      this.tabs.querySelector(`[href="${focused}"]`)?.focus();
    }
  }

  route() {
    const asked = location.hash.replace(/^#\/?/, "").split("/")[0];
    const allowed = this.allowed();
    return allowed.includes(asked) ? asked : allowed[0];
  }

  async go() {
    if (this.counts.size === 0) {
      await this.refresh();
    }
    const route = this.route();
    this.list();
    document.body.classList.toggle("working", !PAGES[route]);
    if (PAGES[route]) {
      const page = el("main", { class: "page", tabindex: "-1" });
      this.place.replaceChildren(page);
      try {
        await PAGES[route][2](page, location.hash.replace(/^#\/?/, "").split("/").slice(1));
      } catch (error) {
        page.replaceChildren(el("h1", {}, "This page cannot be shown"), el("p", { class: "failed" }, error.sentence ?? String(error)), el("button", { type: "button", class: "main", onclick: () => this.go() }, "Try again"));
      }
    } else if (route) {
      if (!this.review.node.isConnected) {
        this.place.replaceChildren(this.review.node);
      }
      await this.review.open(route, QUEUES[route]?.[0] ?? route);
    } else {
      this.place.replaceChildren(el("main", { class: "page" }, el("h1", {}, "Nothing here for you"), el("p", {}, "Your account has no role in this review. Whoever keeps the accounts gives one: scrim account role.")));
    }
  }
}

/** The same person goes on where they were; anybody else starts anew, and judges nothing in another's name. */
async function again() {
  const before = api.session?.name;
  await login("Your session is over. What you were doing waits behind this, marks included.");
  if (api.session.name !== before) {
    app.review.outbox.entries.length = 0;
    location.reload();
    await new Promise(() => {});
  }
}

await loginByAddress();
if (!(api.session || await api.refresh())) {
  await login();
}
api.relogin = again;
const app = new App(document.getElementById("app"));
app.start();
