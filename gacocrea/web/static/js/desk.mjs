// On .desk: j and k walk the queue, digits choose the outcome, Enter publishes; never while someone is typing.
// An untouched answer follows the template of the chosen outcome; a written one is left alone.
export default function desk(root) {
  const links = [...root.querySelectorAll(".queue a")];
  const form = root.querySelector("form.decide");
  const answer = form?.querySelector("textarea[name=reason]");
  form?.addEventListener("change", ({ target }) => {
    const ready = [...form.querySelectorAll("[data-template]")].map((radio) => radio.dataset.template);
    const written = answer?.value.trim();
    if (!answer || !target.dataset.template || (written && !ready.includes(written))) return;
    answer.value = target.dataset.template;
    answer.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const walk = (step) => {
    const here = links.findIndex((link) => link.hasAttribute("aria-current"));
    links[here + step]?.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target.closest("textarea, select, input:not([type=radio])");
    if (typing) return;
    if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
    else if (/^[1-9]$/.test(event.key)) form?.querySelectorAll("input[type=radio]")[event.key - 1]?.click();
    else if (event.key === "Enter" && form && !event.target.closest("a, button, summary")) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button:not([formaction])"));
    }
  });
  root.querySelector(".queue [aria-current]")?.scrollIntoView({ block: "nearest" });
}
