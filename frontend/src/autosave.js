// <form data-autosave="/address"> is sent there while it is being filled in: soon after a pause, every ten seconds, on leaving.
// The server answers 200 {"version": 4, "saved_at": "10:42am"}, 409 {"url": "..."} where somebody else saved first,
// or 422 {"errors": ["..."]}. The form's hidden "version" goes along and is brought up to date.
const PAUSE_MS = 1500;
const REGULAR_MS = 10_000;

export function autosave(form) {
  const status = form.querySelector("[data-autosave-status]");
  let sent = serialise(form);
  let timer = 0;
  let running = false;
  let stopped = false;
  let failing = false;

  function say(text, failed = false, link = "") {
    failing = failed;
    if (status.textContent === text) return;
    status.textContent = text;
    status.classList.toggle("gt-save--failed", failed);
    if (link) {
      const anchor = document.createElement("a");
      Object.assign(anchor, { href: link, textContent: "Compare the two versions", className: "govuk-link" });
      status.append(" ", anchor);
    }
  }

  async function save() {
    clearTimeout(timer);
    const current = serialise(form);
    if (running || stopped || current === sent) return;
    running = true;
    try {
      const response = await fetch(form.dataset.autosave, {
        method: "POST", body: new URLSearchParams(current), keepalive: current.length < 60_000,
        headers: { Accept: "application/json", "X-Autosave": "1", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      });
      const answer = await response.json().catch(() => ({}));
      if (response.ok && answer.saved_at) {
        if (form.elements.version && answer.version !== undefined) form.elements.version.value = answer.version;
        sent = withVersion(current, answer.version);
        say(`Saved at ${answer.saved_at}`);
      } else if (response.status === 409) {
        stopped = true;
        say("Not saved: someone else has changed this since you opened it. Your words are still here.", true, answer.url);
      } else if (response.status === 422) {
        say(`Not saved yet: ${(answer.errors || ["something is missing"]).join(" ")}`, true);
      } else if (response.ok || response.status === 401 || response.status === 403) {
        say("Not saved: you are signed out. Copy your words, then sign in again.", true);
      } else {
        say("Not saved: the service did not answer. We keep trying.", true);
      }
    } catch {
      say("Not saved: you are offline. We keep trying.", true);
    } finally {
      running = false;
    }
  }

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, PAUSE_MS); });
  form.addEventListener("submit", () => { stopped = true; failing = false; });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  window.addEventListener("pagehide", save);
  window.addEventListener("online", save);
  setInterval(save, REGULAR_MS);
  window.addEventListener("beforeunload", (event) => failing && event.preventDefault());
}

function serialise(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(pairs).toString();
}

function withVersion(text, version) {
  const pairs = new URLSearchParams(text);
  if (version !== undefined && pairs.has("version")) pairs.set("version", version);
  return pairs.toString();
}
