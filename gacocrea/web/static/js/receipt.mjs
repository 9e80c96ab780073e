// On [data-module=receipt]: looks a receipt up in the public lists. What is typed stays here: the lists are the same
// for everybody, and no address that is fetched tells which seal is looked for.
import { canonical, digest, isSigned, sentences } from "./seals.mjs";

const WHOLE = /gacocrea\/receipt\/v1\s+(\S+)\s+([0-9a-f]{64})\s+([0-9a-f]{64})\s+([0-9a-f]{32})\s+([0-9a-f]{32})\s+([0-9a-f]{128})/;

function read(text, manifests) {
  const said = text.normalize("NFKC").toLowerCase();
  const whole = said.match(WHOLE);
  if (whole) return { poll: whole[1], manifest: whole[2], seal: whole[3], signature: whole[6] };
  const grouped = said.replace(/\b([0-9a-f]{4})\s+(?=[0-9a-f]{4}\b)/g, "$1");
  const seals = new Set(grouped.match(/\b[0-9a-f]{64}\b/g)?.filter((hash) => !manifests.includes(hash)));
  return seals.size === 1 ? { seal: [...seals][0] } : null;
}

const fetched = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return answer;
};

async function signature(poll, found, say) {
  if (!found.signature) return say("only_seal");
  const manifest = await (await fetched(poll.dataset.manifest)).json();
  if ((await digest("gacocrea/manifest/v1", manifest)) !== found.manifest) return say("other_manifest");
  const text = canonical({ manifest_hash: found.manifest, poll: found.poll, seal: found.seal });
  const signed = await isSigned(manifest.public_key, `gacocrea/receipt/v1\0${text}`, found.signature);
  return say(signed === undefined ? "unsure" : signed ? "signed" : "unsigned");
}

async function place(polls, seal) {
  for (const poll of polls) {
    const pillar = poll.textContent;
    const closing = await (await fetched(poll.dataset.closing)).json();
    if (closing.seals.includes(seal)) return ["listed", { pillar }];
    if (closing.superseded.includes(seal)) return ["replaced", { pillar }];
  }
  return ["absent", { pillar: polls.map((poll) => poll.textContent).join(", ") }];
}

// While people vote there are only checkpoints, at fixed hours and with at least fifty new seals.
async function checkpoint(polls, seal) {
  for (const poll of polls) {
    const chain = await (await fetched(poll.dataset.checkpoints)).json();
    if (chain.some(({ superseded }) => superseded.includes(seal))) return ["replaced", { pillar: poll.textContent }];
    const seen = chain.find(({ added }) => added.includes(seal));
    if (seen) return ["seen", { pillar: poll.textContent, number: seen.number }];
  }
  return ["waiting"];
}

async function check(polls, text, say) {
  const found = read(text, polls.map((poll) => poll.dataset.manifestHash));
  if (!found) return [say("unclear")];
  const own = found.poll ? polls.filter((poll) => poll.dataset.poll === found.poll) : polls;
  if (!own.length) return [say("other_poll", found)];
  const closed = own.filter((poll) => poll.dataset.closing);
  const listed = closed.length ? await place(closed, found.seal) : await checkpoint(own, found.seal);
  return [say(...listed), await signature(own[0], found, say)];
}

export default function receipt(root) {
  const say = sentences(root);
  const [typed, file, answer] = ["textarea", "input[type=file]", "[role=status]"].map((one) => root.querySelector(one));
  const polls = [...root.querySelectorAll("[data-poll]")];
  root.hidden = false;
  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    const text = await file.files[0].text();
    typed.value = text.match(WHOLE)?.[0] ?? text;
  });
  root.querySelector("button").addEventListener("click", async () => {
    const said = crypto.subtle ? await check(polls, typed.value, say).catch(() => [say("failed")]) : [say("insecure")];
    answer.replaceChildren(...said);
  });
}
