// On input[type=hidden] with a challenge (altcha's protocol, version 2): solves it in a worker, once the form is touched,
// and puts the solution in its place. Who is quicker than the worker waits for it; without one the form goes as it is.
const read = (word) => JSON.parse(atob(word));

function solved(challenge) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./proof-worker.mjs", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
    worker.postMessage(challenge);
  });
}

export default function proof(input) {
  const form = input.form;
  let work;
  if (!crypto.subtle || !read(input.value).parameters) return; // no secure address, or solved already
  const start = () => {
    work ??= solved(read(input.value))
      .then((word) => (input.value = word))
      .catch(console.info)
      .finally(() => (work = true));
    return work;
  };
  form.addEventListener("focusin", start, { once: true });
  form.addEventListener("submit", (event) => {
    if (start() === true) return;
    event.preventDefault();
    form.ariaBusy = "true";
    const { submitter } = event;
    work.then(() => form.requestSubmit(submitter));
  });
}
