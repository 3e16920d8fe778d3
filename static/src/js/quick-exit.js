// "Verlaat deze pagina" replaces the page in the history, so that the back button does not return to it.
document.addEventListener("click", (event) => {
  const exit = event.target.closest("[data-quick-exit]");
  if (!exit) return;
  event.preventDefault();
  document.body.hidden = true;
  window.location.replace(exit.href);
});
