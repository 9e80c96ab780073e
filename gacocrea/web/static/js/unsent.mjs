// On a form that is easily taken for sent: the browser asks before the page is left without sending it.
export default function unsent(form) {
  let isSent = false;
  form.addEventListener("submit", () => (isSent = true));
  window.addEventListener("pageshow", () => (isSent = false));
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && form.querySelector("[name=choices]:is(:checked, [type=hidden])")) event.preventDefault();
  });
}
