// On input[name=nonce]: the voter's own random number, 16 bytes, made in this browser.
export default function nonce(input) {
  if (input.value) return;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  input.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
