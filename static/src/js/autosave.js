// Saves a half-filled section in the background: after a change, and after three idle seconds.
// Nothing is kept in the browser itself, for others may use the same computer.
const IDLE = 3000;
const RETRY = 15000;
const PATIENCE = 10000;
const UNSAVED = ["seen_version", "csrfmiddlewaretoken", "hold"];

function typed(form) {
  const entries = [...new FormData(form)].filter(([name]) => !UNSAVED.includes(name));
  return JSON.stringify(entries);
}

function start(form) {
  const state = form.querySelector("[data-save-state]");
  let saved = typed(form);
  let timer = 0;
  let running = null;
  let stopped = false;

  function say(text) {
    if (state.textContent !== text) state.textContent = text;
  }

  function later(wait) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, wait);
  }

  function conflict() {
    stopped = true;
    say(`${form.dataset.conflict} `);
    const link = document.createElement("a");
    link.href = form.dataset.conflictUrl;
    link.textContent = form.dataset.conflictLink;
    state.append(link);
  }

  function told(answer, sent) {
    if (answer.status === 204) {
      saved = sent;
      form.elements.seen_version.value = answer.headers.get("X-Version");
      say(form.dataset.saved.replace("{time}", answer.headers.get("X-Saved-At")));
    } else if (answer.status === 409) conflict();
    else if (answer.headers.get("X-Held") === "yes") {
      saved = sent;
      say(form.dataset.held);
    } else if (answer.status >= 500 || answer.status === 429) {
      say(form.dataset.offline);
      later(RETRY);
    } else say(form.dataset.refused);
  }

  async function send(sent) {
    const headers = { "X-Autosave": "yes" };
    try {
      // A sign-in page is no answer: a redirect is not followed.
      const options = { method: "POST", body: new FormData(form), headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) };
      told(await fetch(form.action, options), sent);
    } catch {
      say(form.dataset.offline);
      later(RETRY);
    } finally {
      running = null;
    }
  }

  function save() {
    const sent = typed(form);
    if (stopped || sent === saved) return;
    if (running) later(IDLE);
    else running = send(sent);
  }

  form.addEventListener("input", () => later(IDLE));
  form.addEventListener("change", () => later(200));
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!running) {
      stopped = true;
      return;
    }
    // What is under way brings a new version number; sending the old one would look like a second window.
    event.preventDefault();
    running.finally(() => form.requestSubmit(event.submitter));
  });
  // The back button brings back the page as it was: from then on it saves again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) stopped = false;
  });
}

// "Hoogstens 2000 tekens" becomes how many are left.
function count(form) {
  for (const hint of form.querySelectorAll("[data-remaining]")) {
    const field = form.querySelector(`[aria-describedby~="${hint.id}"]`);
    const show = () => {
      const left = Number(hint.dataset.remaining) - field.value.trim().length;
      const text = left < 0 ? form.dataset.remainingOver : form.dataset.remainingText;
      hint.textContent = text.replace("{count}", Math.abs(left));
    };
    field.addEventListener("input", show);
    show();
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  start(form);
  count(form);
}
