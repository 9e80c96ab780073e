// Every check of recount.py over the files of a package (Map path → bytes), in the same order, with the same codes.
import { elect } from "./elect.mjs";
import { bytes, canonical, digest, hex, isSigned, sha256 } from "./seals.mjs";

const ALWAYS = ["manifest.json", "closing.json", "result.json", "annulled.json", "checkpoints.json"];
const [SUMS, BALLOTS, PAPER, AT_ONCE] = ["SHA256SUMS", "ballots.jsonl", "paper.json", 1000];

const text = (content) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
const lines = (content) => content.replace(/\r?\n$/, "").split(/\r?\n/).filter((line, place, all) => line || all.length > 1);
const shown = (value) => canonical(value).slice(0, 66);
const isNamed = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const sorted = (values) => [...values].sort();
const need = (value, name) => {
  if (value?.[name] === undefined) throw new RangeError(name);
  return value[name];
};

async function merkleRoot(leaves) {
  if (leaves.some((leaf) => !/^[0-9a-f]{64}$/.test(leaf))) throw new RangeError("leaf");
  let level = await inTurn(leaves, (leaf) => sha256(joined(0, bytes(leaf))));
  while (level.length > 1) {
    const pairs = level.filter((_node, place) => place % 2 === 0).map((node, place) => [node, level[2 * place + 1]]);
    level = await inTurn(pairs, ([left, right]) => (right ? sha256(joined(1, left, right)) : left));
  }
  return hex(level[0] ?? (await sha256("")));
}
const joined = (mark, ...parts) => {
  const made = new Uint8Array(1 + 32 * parts.length);
  made[0] = mark;
  parts.forEach((part, place) => made.set(part, 1 + 32 * place));
  return made;
};

// A thousand at a time, so that the page stays alive and can tell how far it is.
async function inTurn(values, make, tell = () => {}) {
  const made = [];
  for (let start = 0; start < values.length; start += AT_ONCE) {
    made.push(...(await Promise.all(values.slice(start, start + AT_ONCE).map(make))));
    tell(made.length, values.length);
    await new Promise((go) => setTimeout(go));
  }
  return made;
}

class Poll {
  constructor(files, key, tell) {
    Object.assign(this, { files, key, tell, reading: key, faults: [], unsure: false });
  }
  say(code, what) {
    this.faults.push({ code, poll: this.key, what: String(what).slice(0, 200).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "?") });
  }
  expect(where, said, found) {
    for (const [name, right] of Object.entries(found)) {
      const given = said[name] ?? null;
      if (isNamed(given) && isNamed(right)) {
        const unknown = Object.fromEntries(Object.keys(given).map((field) => [field, "–"]));
        this.expect(`${where}, ${name}`, given, { ...unknown, ...right });
      } else if (canonical(given) !== canonical(right)) {
        this.say(name in this.head ? "manifest" : "differs", `${where}, ${name}: ${shown(given)} ≠ ${shown(right)}`);
      }
    }
  }
  json(name, content) {
    this.reading = name;
    const said = content ?? text(need({ it: this.files.get(name) }, "it"));
    const value = JSON.parse(said);
    if (canonical(value) !== said) throw new RangeError(name);
    return value;
  }
  async check() {
    try {
      const [manifest, closing, result, annulled, chain] = ALWAYS.map((name) => this.json(name));
      this.head = { poll: need(manifest, "poll"), manifest_hash: await digest("gacocrea/manifest/v1", manifest) };
      Object.assign(this, { manifest, closing, result });
      this.seals = new Set(need(closing, "seals"));
      this.superseded = new Set(need(closing, "superseded"));
      this.codes = new Set(need(manifest, "options").map((option) => need(option, "code")));
      this.annulled = new Map(annulled.map((each) => [need(each, "seal"), need(each, "cause")]));
      await this.checkLists(annulled);
      await this.checkCheckpoints(chain);
      await this.checkResult();
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)) throw error;
      this.say("form", this.reading);
    }
    return this;
  }
  async checkLists(annulled) {
    for (const option of this.manifest.options) {
      const words = Object.fromEntries(["code", "title", "summary"].map((field) => [field, need(option, field)]));
      this.expect(option.code, option, { text_hash: await digest("gacocrea/text/v1", words) });
    }
    const lists = { seals: sorted(this.seals), superseded: sorted([...this.superseded].filter((seal) => !this.seals.has(seal))) };
    this.expect("closing.json", this.closing, { ...lists, root: await merkleRoot(lists.seals), ...this.head });
    const causes = need(this.manifest, "annulment_causes");
    const known = sorted(this.annulled.keys()).filter((seal) => this.seals.has(seal) && causes.includes(this.annulled.get(seal)));
    const right = known.map((seal) => ({ cause: this.annulled.get(seal), seal }));
    this.expect("annulled.json", { annulled }, { annulled: right });
  }
  async checkCheckpoints(checkpoints) {
    let [previous, at] = ["", need(this.manifest, "opens_at")];
    const seen = new Set();
    for (const [place, { signature, ...checkpoint }] of checkpoints.entries()) {
      const number = place + 1;
      const words = `gacocrea/checkpoint/v1\0${canonical(checkpoint)}`;
      const fresh = new Set(need(checkpoint, "added").filter((seal) => !seen.has(seal)));
      const superseded = new Set(need(checkpoint, "superseded"));
      for (const seal of fresh) seen.add(seal);
      at = at < need(checkpoint, "at") ? checkpoint.at : at;
      const lists = { added: sorted(fresh), superseded: sorted([...superseded].filter((seal) => seen.has(seal))), new: Math.max(fresh.size, 50) };
      this.expect(`checkpoints.json/${number}`, { ...checkpoint, new: fresh.size }, { number, previous, at, ...lists, ...this.head });
      const signed = await isSigned(need(this.manifest, "public_key"), words, signature);
      if (signed === undefined) this.unsure = true;
      else if (!signed) this.say("signature", number);
      const gone = new Set([...[...fresh].filter((seal) => !this.seals.has(seal)), ...superseded]);
      for (const seal of sorted(gone)) if (!this.superseded.has(seal)) this.say("lost", seal);
      previous = hex(await sha256(words));
    }
  }
  choices(ballot, name) {
    const valid = sorted(new Set(need(ballot, "choices").filter((code) => this.codes.has(code)))).slice(0, need(this.manifest, "choices_max"));
    if (canonical(ballot.choices) !== canonical(valid)) this.say("invalid", name);
    return valid;
  }
  async online() {
    const chosen = [];
    const seen = [];
    const opened = await inTurn(lines(text(this.files.get(BALLOTS))), (line) => this.open(line), this.tell);
    for (const [place, ballot] of opened.entries()) {
      this.reading = `${BALLOTS}:${place + 1}`;
      if (!ballot) throw new RangeError(this.reading);
      seen.push(ballot.seal);
      if (ballot.found !== ballot.seal) this.say("changed", ballot.seal);
      chosen.push(this.choices(ballot, ballot.seal));
    }
    const [counted, once] = [new Set(seen), new Set(seen)];
    const isVoid = (seal) => this.superseded.has(seal) || this.annulled.has(seal);
    const among = (seals, test) => sorted(new Set([...seals].filter(test)));
    const faults = {
      dropped: among(this.seals, (seal) => !counted.has(seal) && !isVoid(seal)),
      duplicate: among(seen, (seal) => !once.delete(seal)),
      unlisted: among(counted, (seal) => !this.seals.has(seal) && !isVoid(seal)),
      void: among(counted, isVoid),
    };
    for (const [code, seals] of Object.entries(faults)) for (const seal of seals) this.say(code, seal);
    this.expect(BALLOTS, { order: seen }, { order: sorted(seen) });
    return chosen;
  }
  // One line of the ballots with the seal that it gives; null where it is not one.
  async open(line) {
    try {
      const { seal, ...ballot } = this.json(BALLOTS, line);
      return { ...ballot, seal: String(need({ seal }, "seal")), found: await digest("gacocrea/ballot/v1", { ...ballot, ...this.head }) };
    } catch {
      return null;
    }
  }
  paper() {
    const paper = this.json(PAPER);
    const sheets = need(paper, "batches").flatMap((batch) => batch.ballots ?? []);
    const serials = new Set(sheets.map((sheet) => need(sheet, "serial")));
    this.expect(PAPER, { ...paper, serials: sheets.length }, { serials: serials.size, ...this.head });
    const totals = paper.batches.filter((batch) => "totals" in batch).map((batch) => ({ ...batch, ballots: need(batch, "count") }));
    return [sheets.map((sheet) => this.choices(sheet, sheet.serial)), totals];
  }
  // Count ballots, and add what was counted elsewhere.
  tally(ballots, ...counts) {
    const totals = Object.fromEntries([...this.codes].map((code) => [code, 0]));
    for (const choices of ballots) for (const code of choices) totals[code] += 1;
    for (const count of counts) for (const code of this.codes) totals[code] += need(count, "totals")[code] ?? 0;
    const add = (name) => counts.reduce((whole, count) => whole + need(count, name), 0);
    return { ballots: ballots.length + add("ballots"), blank: ballots.filter((choices) => !choices.length).length + add("blank"), totals };
  }
  async checkResult() {
    const fewest = need(this.manifest, "fewest_shown");
    const ballots = this.seals.size - this.annulled.size;
    const [hasOnline, hasPaper] = [BALLOTS, PAPER].map((name) => this.files.has(name));
    const profile = hasOnline ? await this.online() : [];
    const online = hasOnline ? this.tally(profile) : { ...need(this.result, "online"), ballots };
    const [sheets, totals] = hasPaper ? this.paper() : [[], []];
    const paper = this.tally(sheets, ...totals);
    if (hasOnline !== ballots >= fewest || (hasPaper && totals.length > 0 !== paper.ballots < fewest)) this.say("opened", fewest);
    const rule = hasOnline && !totals.length ? need(this.manifest, "selection_rule") : "top_n";
    const together = this.tally([], online, paper);
    const groups = new Map();
    for (const choices of [...profile, ...sheets]) {
      const key = choices.join("\0");
      if (!groups.has(key)) groups.set(key, { choices, number: 0 });
      groups.get(key).number += 1;
    }
    const root = need(this.closing, "root");
    const elected = await elect(rule, need(this.manifest, "seats"), new Map(Object.entries(together.totals)), [...groups.values()], root);
    const annulled = {};
    for (const cause of this.annulled.values()) annulled[cause] = (annulled[cause] ?? 0) + 1;
    this.found = { online, paper: hasPaper ? paper : null, together, rule, ...elected };
    const lists = { root, eligible: need(this.closing, "eligible"), replaced: this.superseded.size, annulled };
    this.expect("result.json", this.result, { ...this.found, ...lists, ...this.head });
  }
}

// Returns every poll with what was found and its faults; null where there is no package.
export async function recount(files, tell) {
  const keys = sorted([...files.keys()].filter((name) => name.endsWith("/manifest.json")).map((name) => name.split("/")[0]));
  if (!keys.length) return null;
  const listed = new TextDecoder().decode(files.get(SUMS)).match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const real = new Set();
  for (const [name, content] of files) if (name !== SUMS) real.add(`${hex(await sha256(content))}  ${name}\n`);
  const changed = [...listed.filter((line) => !real.has(line)), ...[...real].filter((line) => !listed.includes(line))];
  const faults = sorted(new Set(changed.map((line) => line.slice(66, -1)))).map((what) => ({ code: "sum", poll: "", what }));
  const polls = [];
  for (const key of keys) {
    const mine = [...files].filter(([name]) => name.startsWith(`${key}/`)).map(([name, content]) => [name.slice(key.length + 1), content]);
    const poll = await new Poll(new Map(mine), key, (done, of) => tell(key, done, of)).check();
    poll.print = hex(await sha256(listed.filter((line) => line.slice(66).startsWith(`${key}/`)).join("")));
    polls.push(poll);
  }
  return { polls, faults: [...faults, ...polls.flatMap((poll) => poll.faults)], unsure: polls.some((poll) => poll.unsure) };
}
