// Logging in: at first, and again over whatever somebody was doing when a session ended.
import { api } from "/app/api.js";
import { el } from "/app/dom.js";

/** Shows the form until there is a session. */
export function login(note = "") {
  return new Promise((done) => {
    const name = el("input", { id: "login-name", name: "name", autocomplete: "username", required: true, spellcheck: "false", autocapitalize: "none" });
    const password = el("input", { id: "login-password", name: "password", type: "password", autocomplete: "current-password", required: true });
    const token = el("input", { id: "login-token", name: "token", type: "password", autocomplete: "off", spellcheck: "false" });
    const failed = el("p", { class: "failed", role: "alert" });
    const button = el("button", { class: "main", type: "submit" }, "Log in");
    const withToken = el("details", {}, el("summary", {}, "I have a token instead"),
      el("label", { for: "login-token" }, "Token"), token);
    withToken.addEventListener("toggle", () => {
      name.required = password.required = !withToken.open;
      (withToken.open ? token : name).focus();
    });
    const form = el("form", { method: "dialog", onsubmit: submit },
      el("p", { class: "brand" }, el("img", { src: "/app/icon.svg", alt: "", width: 28, height: 28 }), "Scrim review"),
      el("h1", { id: "login-title" }, note ? "Log in again" : "Log in"),
      note && el("p", { class: "note" }, note),
      el("label", { for: "login-name" }, "Name"), name,
      el("label", { for: "login-password" }, "Password"), password,
      withToken, failed, button);
    const dialog = el("dialog", { class: note ? "login over" : "login", "aria-labelledby": "login-title" }, form);
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    // Escape twice in a row closes what cancels only once.
    dialog.addEventListener("close", () => dialog.isConnected && !api.session && dialog.showModal());

    async function submit(event) {
      event.preventDefault();
      failed.textContent = "";
      button.disabled = true;
      try {
        await api.login(withToken.open ? { token: token.value.trim() } : { name: name.value.trim(), password: password.value });
        dialog.remove();
        done(api.session);
      } catch (error) {
        failed.textContent = error.status === 401 ? `${error.message || "Cannot log in"}. Look at both again; scrim account password sets a new one.` : error.sentence ?? String(error);
        button.disabled = false;
        (withToken.open ? token : password).select();
      }
    }

    if (note && api.session) {
      name.value = api.session.name;
    }
    api.session = null;
    document.body.append(dialog);
    dialog.showModal();
    (name.value ? password : name).focus();
  });
}

/** An address may carry a token once; it leaves the address before anything else happens. */
export async function loginByAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!token) {
    return;
  }
  history.replaceState(null, "", location.pathname);
  try {
    await api.login({ token });
  } catch {
    // Used up, or of an older run: the form says what to do.
  }
}
