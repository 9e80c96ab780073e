// On a form[data-options]: asks the person's device for a passkey, or for a new one, and sends its answer with the form.
// The form is hidden where the browser knows no passkeys; the other ways in stay.
const SAFE = { "+": "-", "/": "_", "=": "" };
const CODED = { "-": "+", _: "/" };
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/[+/=]/g, (one) => SAFE[one]);
const bytes = (coded) => Uint8Array.from(atob(coded.replace(/[-_]/g, (one) => CODED[one])), (one) => one.charCodeAt(0));
const known = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));

function asked(options) {
  const publicKey = { ...options, challenge: bytes(options.challenge) };
  if (!options.user) return navigator.credentials.get({ publicKey: { ...publicKey, allowCredentials: [] } });
  const user = { ...options.user, id: bytes(options.user.id) };
  const excludeCredentials = known(options.excludeCredentials);
  return navigator.credentials.create({ publicKey: { ...publicKey, user, excludeCredentials } });
}

function written({ id, rawId, type, response }) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const said = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return JSON.stringify({ id, rawId: text(rawId), type, response: Object.fromEntries(said) });
}

export default function passkey(form) {
  if (!window.PublicKeyCredential) return;
  const told = form.querySelector("[role=status]");
  const { answer } = form.elements;
  let isAsking = false;
  form.hidden = false;
  window.addEventListener("pageshow", () => (answer.value = ""));
  form.addEventListener("submit", async (event) => {
    if (answer.value) return;
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    told.textContent = "";
    try {
      answer.value = written(await asked(JSON.parse(form.dataset.options)));
      form.submit();
    } catch {
      told.textContent = form.dataset.failed;
    }
    isAsking = false;
  });
}
