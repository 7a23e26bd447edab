// <form data-autosave="/address"> is sent there while it is being filled in: soon after a pause, every five seconds, on leaving.
// The server answers 200 {"version": 4, "saved_at": "10:42am"}, 409 {"url": "..."} where somebody else saved first,
// or 422 {"errors": ["..."]}. The form's hidden "version" goes along and is brought up to date.
//
// What got no answer may be saved or not: the very same is sent again, before what was typed since, so that nobody is told
// that somebody else wrote what they wrote themselves. Whoever was signed out signs in in another window; then it goes on.
const PAUSE_MS = 1500;
const REGULAR_MS = 5_000;
const AGAIN_MS = 1000;
const PATIENCE_MS = 4_000;
const LONGEST_PATIENCE_MS = 32_000;

export function autosave(form) {
  const status = form.querySelector("[data-autosave-status]");
  let sent = serialise(form);
  let timer = 0;
  let running = false;
  let stopped = false;
  let failing = false;
  let unanswered = "";
  let signedOut = false;
  let patience = PATIENCE_MS;

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
    const onceMore = unanswered;
    if (running || stopped || (onceMore || serialise(form)) === sent) return;
    running = true;
    let again = false;
    let current = "";
    try {
      if (signedOut) await signedInAgain(form);
      const token = form.elements.csrfmiddlewaretoken.value;
      current = changed(onceMore || serialise(form), "csrfmiddlewaretoken", token);
      const response = await fetch(form.dataset.autosave, {
        method: "POST", body: new URLSearchParams(current), keepalive: current.length < 60_000, signal: AbortSignal.timeout(patience),
        headers: { Accept: "application/json", "X-Autosave": "1", "X-CSRFToken": token },
      });
      const answer = await response.json().catch(() => ({}));
      const saved = response.ok && answer.saved_at;
      patience = PATIENCE_MS;
      signedOut = !saved && (response.ok || response.status === 401 || response.status === 403);
      unanswered = response.status >= 500 ? current : "";
      if (saved) {
        if (form.elements.version && answer.version !== undefined) form.elements.version.value = answer.version;
        sent = changed(current, "version", answer.version);
        again = Boolean(onceMore) && sent !== serialise(form);
        say(`Saved at ${answer.saved_at}`);
      } else if (response.status === 409) {
        stopped = true;
        say("Not saved: someone else has changed this since you opened it. Your words are still here.", true, answer.url);
      } else if (response.status === 422) {
        say(`Not saved yet: ${(answer.errors || ["something is missing"]).join(" ")}`, true);
      } else if (signedOut) {
        say("Not saved: you are signed out. Sign in again in another window; your words are saved then.", true);
      } else {
        again = true;
        say("Not saved: the service did not answer. We keep trying.", true);
      }
    } catch {
      unanswered = current;
      again = true;
      patience = Math.min(2 * patience, LONGEST_PATIENCE_MS);
      say("Not saved: you are offline. We keep trying.", true);
    } finally {
      running = false;
      if (again) timer = setTimeout(save, AGAIN_MS);
    }
  }

  form.addEventListener("input", () => { if (!failing) { clearTimeout(timer); timer = setTimeout(save, PAUSE_MS); } });
  form.addEventListener("submit", () => { stopped = true; failing = false; });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  window.addEventListener("pagehide", save);
  window.addEventListener("online", save);
  setInterval(save, REGULAR_MS);
  window.addEventListener("beforeunload", (event) => failing && event.preventDefault());
}

// A new session has another token; the page holds it.
async function signedInAgain(form) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const token = page.querySelector("form[data-autosave] [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
}

function serialise(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(pairs).toString();
}

function changed(text, name, value) {
  const pairs = new URLSearchParams(text);
  if (value !== undefined && pairs.has(name)) pairs.set(name, value);
  return pairs.toString();
}
