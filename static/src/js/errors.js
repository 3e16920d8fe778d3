// An error summary takes focus when the page opens, so that a screen reader starts there.
function focusSummary(root) {
  root.querySelector("[data-focus-now]")?.focus();
}

focusSummary(document);
document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.detail.elt));
