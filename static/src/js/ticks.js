// Ticking a whole list at once, and saying how many are ticked. Without JavaScript each row is ticked by hand.
for (const form of document.querySelectorAll("form[data-ticks]")) {
  const all = form.querySelector("[data-tick-all]");
  const label = form.querySelector("[data-tick-count]");
  const rows = [...form.querySelectorAll("input[type=checkbox][name]")];
  if (!all || !rows.length) continue;
  const words = label.textContent;

  const show = () => {
    const ticked = rows.filter((row) => row.checked).length;
    all.checked = ticked === rows.length;
    all.indeterminate = ticked > 0 && !all.checked;
    label.textContent = ticked ? label.dataset.tickCount.replace("{count}", ticked) : words;
  };

  all.closest("[hidden]").hidden = false;
  all.addEventListener("change", () => {
    for (const row of rows) row.checked = all.checked;
  });
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show);
}
