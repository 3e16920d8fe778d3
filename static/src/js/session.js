// Warns two minutes before the session ends. Staying asks for a page in the background, so nothing typed is lost.
const WARN_SECONDS = 120;
const seconds = Number(document.querySelector("meta[name=session-seconds]")?.content);
const warning = document.querySelector("[data-session-warning]");
let timer;

function start() {
  warning.hidden = true;
  clearTimeout(timer);
  timer = setTimeout(warn, Math.max(seconds - WARN_SECONDS, 1) * 1000);
}

function warn() {
  warning.hidden = false;
  warning.querySelector("[data-session-stay]").focus();
}

if (warning && seconds > 0 && seconds < 2 ** 31 / 1000) {
  start();
  warning.addEventListener("click", async (event) => {
    const stay = event.target.closest("[data-session-stay]");
    if (!stay) return;
    event.preventDefault();
    const answer = await fetch(stay.href, { credentials: "same-origin" });
    if (answer.ok) start();
    else window.location.assign(stay.href);
  });
  document.addEventListener("htmx:afterRequest", start);
}
