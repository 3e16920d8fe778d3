// Copies the recovery codes. Without a clipboard the button stays hidden.
const button = document.querySelector("[data-copy]");

if (button && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
    button.querySelector("[data-copy-label]").textContent = button.dataset.done;
  });
}
