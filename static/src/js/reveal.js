// <div data-show-when="field=yes,maybe"> is shown while the field of its form has one of these values.
// Without JavaScript it is always shown; hidden fields are not sent, and the server decides again.
function chosen(form, name) {
  return [...form.elements]
    .filter((field) => field.name === name && (!["radio", "checkbox"].includes(field.type) || field.checked))
    .map((field) => field.value);
}

function update(form) {
  for (const part of form.querySelectorAll("[data-show-when]")) {
    const [name, values] = part.dataset.showWhen.split("=");
    const show = chosen(form, name).some((value) => values.split(",").includes(value));
    part.hidden = !show;
    for (const field of part.querySelectorAll("input, select, textarea")) field.disabled = !show;
  }
}

function updateAll() {
  for (const form of document.forms) update(form);
}

document.addEventListener("change", (event) => event.target.form && update(event.target.form));
document.addEventListener("htmx:afterSwap", updateAll);
window.addEventListener("pageshow", updateAll);
updateAll();
