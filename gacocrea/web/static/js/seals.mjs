// The hashes of the vote as docs/voting-protocol.md has them. Nothing here asks the server anything.
const encoder = new TextEncoder();

export const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

export function bytes(text) {
  const made = new Uint8Array(text.length / 2);
  for (let place = 0; place < made.length; place += 1) made[place] = parseInt(text.slice(2 * place, 2 * place + 2), 16);
  return made;
}

// The one JSON text that everybody writes alike: sorted keys, no spaces, NFC.
function plain(value) {
  if (Array.isArray(value)) return `[${value.map(plain).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${plain(value[name])}`).join(",")}}`;
}
export const canonical = (value) => plain(value).normalize("NFC");

export const sha256 = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", typeof data === "string" ? encoder.encode(data) : data));
export const digest = async (purpose, value) => hex(await sha256(`${purpose}\0${canonical(value)}`));

// true, false, or undefined where this browser does not know Ed25519.
export async function isSigned(publicKey, text, signature) {
  try {
    const key = await crypto.subtle.importKey("raw", bytes(publicKey), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, bytes(signature), encoder.encode(text));
  } catch (error) {
    return error.name === "NotSupportedError" ? undefined : false;
  }
}

// The sentences of a page: <template data-words><p data-code="…">… {name} …</p></template>.
export function sentences(root) {
  const kept = root.querySelector("template[data-words]").content;
  return (code, facts = {}) => {
    const said = kept.querySelector(`[data-code="${code}"]`).cloneNode(true);
    said.textContent = said.textContent.replace(/\{(\w+)\}/g, (all, name) => facts[name] ?? all);
    return said;
  };
}
