// On form.ballot (data-max): says how many may still be chosen. Nothing is disabled: the server decides.
export default function ballot(form) {
  const status = form.querySelector("[data-left]");
  if (!status) return;
  form.addEventListener("change", () => {
    const left = Number(form.dataset.max) - form.querySelectorAll("fieldset :checked").length;
    status.textContent = (left < 0 ? status.dataset.over : status.dataset.left).replace("{n}", Math.abs(left));
  });
}
