// On [data-module=recount]: recounts the package of this site, or one that the person chose, in this browser alone.
import { recount } from "./package.mjs";
import { sentences } from "./seals.mjs";
import { unzip } from "./zip.mjs";

const SHOWN = 5; // faults of one kind

async function downloaded(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return unzip(new Uint8Array(await answer.arrayBuffer()));
}

async function chosen(list) {
  if (!list[0].webkitRelativePath) return unzip(new Uint8Array(await list[0].arrayBuffer()));
  const files = new Map();
  for (const file of list) {
    if (file.name.startsWith(".")) continue;
    files.set(file.webkitRelativePath.replace(/^[^/]+\//, ""), new Uint8Array(await file.arrayBuffer()));
  }
  return files;
}

function faults(found, say) {
  const list = document.createElement("ul");
  list.className = "rows small";
  const codes = [...new Set(found.faults.map((fault) => fault.code))];
  for (const code of codes) {
    const kind = found.faults.filter((fault) => fault.code === code);
    const told = kind.slice(0, SHOWN).map(({ poll, what }) => say(code, { what: poll ? `${what} (${poll})` : what }));
    list.append(...told, ...(kind.length > SHOWN ? [say("more", { number: kind.length - SHOWN })] : []));
  }
  return list;
}

// The totals of one pillar, in a copy of the table that the page keeps ready.
function table(root, { key, manifest, found, print }) {
  const copy = root.querySelector("template[data-table]").content.cloneNode(true);
  const [caption, body, mark] = ["caption", "tbody", ".mono"].map((one) => copy.querySelector(one));
  const heads = [...copy.querySelectorAll("thead th")].map((head) => head.textContent);
  for (const name of [caption, copy.querySelector("h3")]) name.textContent = manifest.pillar ?? key;
  copy.querySelector("[role=region]").setAttribute("aria-label", caption.textContent);
  mark.textContent = print;
  for (const code of found.order) {
    const title = manifest.options.find((option) => option.code === code).title;
    const row = body.insertRow();
    const name = document.createElement("th");
    name.scope = "row";
    name.textContent = `${code} ${title}`;
    row.append(name);
    const votes = [found.online, found.paper, found.together].map((count) => count?.totals[code] ?? "–");
    for (const cell of [...votes, found.winners.includes(code) ? body.dataset.yes : body.dataset.no]) {
      const made = row.insertCell();
      made.textContent = cell.toLocaleString(document.documentElement.lang);
      made.className = "n";
      made.dataset.l = heads[made.cellIndex];
    }
  }
  return copy;
}

export default function start(root) {
  const say = sentences(root);
  const [bar, status, verdict] = ["progress", "[role=status]", "[data-verdict]"].map((one) => root.querySelector(one));
  let told = -1;
  const tell = (pillar, done, of) => {
    bar.value = done / of;
    const tenth = Math.floor((10 * done) / of);
    if (tenth !== told) status.replaceChildren(say("progress", { pillar, percent: 10 * tenth }));
    told = tenth;
  };
  const show = (head, ...parts) => {
    status.replaceChildren(head);
    verdict.replaceChildren(...parts);
    status.scrollIntoView({ block: "nearest" });
  };
  async function run(get) {
    if (root.ariaBusy === "true") return; // nothing is disabled: whoever uses a keyboard would lose their place
    root.ariaBusy = "true";
    show(say("reading"));
    bar.hidden = false;
    try {
      const found = await recount(await get(), tell);
      if (!found) show(say("no_package"));
      else {
        const head = found.faults.length ? say("unsound", { number: found.faults.length }) : say("sound");
        const remarks = found.unsure ? [say("unsure")] : [];
        const tables = found.polls.filter((poll) => poll.found).map((poll) => table(root, poll));
        show(head, ...remarks, ...(found.faults.length ? [faults(found, say)] : []), ...tables);
      }
    } catch (error) {
      console.info(error);
      show(say(crypto.subtle ? "no_package" : "insecure"));
    }
    bar.hidden = true;
    root.ariaBusy = "false";
  }
  root.hidden = false;
  root.querySelector("[data-package]")?.addEventListener("click", ({ target }) => run(() => downloaded(target.dataset.package)));
  for (const input of root.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => input.files.length && run(() => chosen(input.files)));
  }
}
