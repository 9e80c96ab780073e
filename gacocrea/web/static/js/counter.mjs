// On a text field with data-max: characters left, in its own "…-limit" line, announced when one stops typing.
export default function counter(field) {
  const line = document.getElementById(`${field.id}-limit`);
  if (!line) return;
  let timer;
  const tell = () => {
    const left = Number(field.dataset.max) - [...field.value].length;
    line.textContent = (left < 0 ? line.dataset.over : line.dataset.left).replace("{n}", Math.abs(left));
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(tell, 600);
  });
  line.setAttribute("aria-live", "polite");
}
