// Everything works without these; they make it quicker or kinder.
import htmx from "htmx.org";
import "./errors.js";
import "./submit-once.js";
import "./reveal.js";
import "./menu.js";
import "./quick-exit.js";
import "./session.js";
import "./passkeys.js";
import "./recovery-codes.js";
import "./autosave.js";
import "./ticks.js";

document.documentElement.classList.add("js");
window.htmx = htmx;
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
});
