// On .desk: j and k walk the queue, digits choose the reason, Enter publishes; never while someone is typing.
export default function desk(root) {
  const links = [...root.querySelectorAll(".queue a")];
  const form = root.querySelector("form.decide");
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
