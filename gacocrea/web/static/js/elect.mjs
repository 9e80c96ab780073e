// Who wins, in exact fractions of big integers, as in recount.py: most votes, sequential Phragmén, equal shares.
import { bytes, hex, sha256 } from "./seals.mjs";

const gcd = (a, b) => {
  while (b) [a, b] = [b, a % b];
  return a;
};

// One object for each value, so that a value may be the key of a Map.
function fractions() {
  const kept = new Map();
  const make = (n, d) => {
    const common = gcd(n < 0n ? -n : n, d) || 1n;
    const key = `${n / common}/${d / common}`;
    if (!kept.has(key)) kept.set(key, { n: n / common, d: d / common });
    return kept.get(key);
  };
  const minus = (a, b) => make(a.n * b.d - b.n * a.d, a.d * b.d);
  const plus = (a, b, times) => make(a.n * b.d + b.n * times * a.d, a.d * b.d);
  return { make, minus, plus, over: (a, number) => make(a.n, a.d * number) };
}
const compare = (a, b) => (a.n * b.d < b.n * a.d ? -1 : a.n * b.d > b.n * a.d ? 1 : 0);
const sum = (numbers) => numbers.reduce((whole, each) => whole + each, 0n);

// Phragmén: what each supporter would carry if their option were elected; held is their load now.
function load(held, exact) {
  let cost = exact.make(1n, 1n);
  for (const [carried, voters] of held) cost = exact.plus(cost, carried, voters);
  return exact.over(cost, sum([...held.values()]));
}

// Equal shares: the least payment at which supporters with these purses pay 1; null if they cannot.
function payment(held, exact) {
  let [cost, voters] = [exact.make(1n, 1n), sum([...held.values()])];
  for (const [purse, number] of [...held].sort((a, b) => compare(a[0], b[0]))) {
    if (purse.n * voters * cost.d >= cost.n * purse.d) return exact.over(cost, voters);
    [cost, voters] = [exact.plus(cost, purse, -number), voters - number];
  }
  return null;
}

// votes: Map code → number; groups: [{choices, number}] of ballots that choose the same. Returns order and winners.
export async function elect(rule, seats, votes, groups, root) {
  const exact = fractions();
  const lot = new Map();
  for (const code of votes.keys()) lot.set(code, hex(await sha256(new Uint8Array([...bytes(root), ...new TextEncoder().encode(code)]))));
  const byLot = (a, b) => (lot.get(a) < lot.get(b) ? -1 : 1);
  const byVotes = [...votes.keys()].sort((a, b) => votes.get(b) - votes.get(a) || byLot(a, b));
  const winners = rule === "top_n" ? byVotes.filter((code) => votes.get(code)).slice(0, seats) : [];
  const zero = exact.make(0n, 1n);
  const total = groups.reduce((whole, group) => whole + group.number, 0) || 1;
  const share = rule === "equal_shares" ? exact.make(BigInt(seats), BigInt(total)) : zero;
  const prices = { top_n: [], phragmen: [load], equal_shares: [payment, load] }[rule];
  let held = groups.map(() => zero); // by each voter of a group
  for (const price of prices) {
    held = held.map((each) => exact.minus(share, each)); // first what may be spent; then what was spent, as load
    while (winners.length < seats) {
      const supporters = new Map();
      groups.forEach(({ choices, number }, place) => {
        for (const code of choices) {
          if (!supporters.has(code)) supporters.set(code, new Map());
          const at = supporters.get(code);
          at.set(held[place], (at.get(held[place]) ?? 0n) + BigInt(number));
        }
      });
      const open = [...supporters].filter(([code]) => !winners.includes(code));
      const offers = open.map(([code, at]) => [price(at, exact), code]).filter(([cost]) => cost);
      if (!offers.length) break;
      const [cost, code] = offers.sort((a, b) => compare(a[0], b[0]) || byLot(a[1], b[1]))[0];
      const after = (each) => (price === load ? cost : compare(each, cost) > 0 ? exact.minus(each, cost) : zero);
      held = held.map((each, place) => (groups[place].choices.includes(code) ? after(each) : each));
      winners.push(code);
    }
  }
  return { order: [...winners, ...byVotes.filter((code) => !winners.includes(code))], winners };
}
