// On form (data-similar-url): while #title or #problem is typed, puts the server's fragment of similar proposals
// into [data-similar], which the page marks aria-live="polite".
export default function similar(form) {
  const place = document.querySelector("[data-similar]");
  const fields = ["title", "problem"].map((name) => form.elements[name]).filter(Boolean);
  let timer, asked;
  const ask = async () => {
    const query = new URLSearchParams(fields.map((field) => [field.name, field.value.slice(0, 500)]));
    if (String(query) === asked || fields.every((field) => field.value.trim().length < 8)) return;
    asked = String(query);
    const address = form.dataset.similarUrl;
    const response = await fetch(`${address}${address.includes("?") ? "&" : "?"}${query}`, { credentials: "same-origin" });
    if (!response.ok || String(query) !== asked) return;
    const fragment = new DOMParser().parseFromString(await response.text(), "text/html");
    place.replaceChildren(...fragment.body.childNodes);
  };
  form.addEventListener("input", (event) => {
    if (!place || !fields.includes(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch(() => {}), 500);
  });
}
