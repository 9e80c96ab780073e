// On a field that holds a short address: the system's own way to hand it on, or else a button that copies it.
export default function share(field) {
  const { url, title, done } = field.dataset;
  const sheet = Boolean(navigator.share);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn alt";
  button.textContent = sheet ? field.dataset.share : field.dataset.copy;
  const told = document.createElement("span");
  told.className = "small soft";
  told.setAttribute("role", "status");
  const row = document.createElement("p");
  row.className = "acts";
  row.append(button, told);
  field.after(row);
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    try {
      if (sheet) await navigator.share({ title, url });
      else {
        await navigator.clipboard.writeText(url);
        told.textContent = done;
      }
    } catch {
      field.select(); // refused or called off: the address is there to be copied by hand
    }
  });
}
