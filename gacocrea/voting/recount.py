"""Recount a vote from its public package without trusting whoever made it. Needs Python 3.11 and nothing else.

    python recount.py PACKAGE [--language es|en]    PACKAGE: folder or zip. Exit 0, 1 (faults), 2 (no package).

It opens every ballot, counts, elects and compares with what was published (docs/voting-protocol.md). It cannot know
whether you have the package that everybody has, nor whether the voters exist: compare the hashes that it prints with
the forum's public record, and the seals with the checkpoints and the receipts that people kept.
"""

import argparse
import hashlib
import json
import sys
import unicodedata
import zipfile
import zlib
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

SENTENCES = """
no_package | Aquí no hay ningún paquete: {what}. | There is no package here: {what}.
sum        | {what} cambió, falta o sobra: no es lo que dice SHA256SUMS. | {what} is not what SHA256SUMS says.
form       | {what} falta o no sigue el protocolo. | {what} is missing or does not follow the protocol.
manifest   | El manifiesto cambió o es otro: {what}. | The manifest was changed or is another: {what}.
differs    | No concuerda: {what}. | It does not agree: {what}.
changed    | Una opción o un número de la boleta {what} cambió. | A choice or a nonce of ballot {what} was changed.
invalid    | La boleta {what} elige lo que no puede. | Ballot {what} chooses what it may not.
duplicate  | La boleta {what} está dos veces. | Ballot {what} is there twice.
unlisted   | La boleta {what} no está en la lista de cierre. | Ballot {what} is not on the closing list.
void       | La boleta {what} se contó, anulada o reemplazada. | Ballot {what} counts, annulled or replaced as it was.
dropped    | Falta la boleta {what} de la lista de cierre. | Ballot {what} of the closing list is missing.
opened     | Se abren las boletas desde {what}: aquí no es así. | Ballots are opened from {what} on: here they are not.
signature  | La firma del punto de control {what} es falsa. | The signature of checkpoint {what} is false.
lost       | El sello {what} se perdió tras un punto de control. | Seal {what} was lost after a checkpoint.
sound      | Todo concuerda: nada falta, nada sobra, nada cambió. | All agrees: nothing is missing, added or changed.
"""
ALWAYS = ("manifest.json", "closing.json", "result.json", "annulled.json", "checkpoints.json")
Profile = Counter[tuple[str, ...]]  # how many ballots choose what


def canonical(value: Any) -> bytes:
    """Return the one JSON text that everybody writes alike."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def digest(purpose: str, value: Any) -> str:
    return hashlib.sha256(purpose.encode() + b"\0" + canonical(value)).hexdigest()


def merkle_root(leaves: list[str]) -> bytes:
    """Return the Merkle tree hash of a list of seals (RFC 6962, section 2.1)."""
    if len(leaves) < 2:
        return hashlib.sha256(b"\0" * len(leaves) + bytes.fromhex("".join(leaves))).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + merkle_root(leaves[:half]) + merkle_root(leaves[half:])).digest()


def tally(codes: set[str], ballots: Profile, *counts: dict[str, Any]) -> dict[str, Any]:
    votes = Counter(code for choices in ballots.elements() for code in choices)
    for count in counts:
        votes.update(count["totals"])
    whole = ballots.total() + sum(count["ballots"] for count in counts)
    blank = ballots[()] + sum(count["blank"] for count in counts)
    return {"ballots": whole, "blank": blank, "totals": {code: votes[code] for code in codes}}


def load(held: Counter[Fraction]) -> Fraction | None:
    """Phragmén: return what each supporter would carry if their option were elected; `held` is their load now."""
    return sum((load * voters for load, voters in held.items()), Fraction(1)) / held.total()


def payment(held: Counter[Fraction]) -> Fraction | None:
    """Equal shares: return the least payment at which supporters with these purses pay 1; None if they cannot."""
    cost, voters = Fraction(1), held.total()
    for purse, number in sorted(held.items()):
        if purse * voters >= cost:
            return cost / voters
        cost, voters = cost - purse * number, voters - number
    return None


def elect(rule: str, seats: int, votes: dict[str, int], ballots: Profile, root: str) -> list[list[str]]:
    """Return all options, best first, and the winners. Every tie falls by SHA-256(root ‖ option)."""
    lot = {code: hashlib.sha256(bytes.fromhex(root) + code.encode()).digest() for code in votes}
    by_votes = sorted(votes, key=lambda code: (-votes[code], lot[code]))
    winners = [code for code in by_votes if votes[code]][:seats] if rule == "top_n" else []
    share = Fraction(seats, ballots.total() or 1) if rule == "equal_shares" else Fraction(0)
    held = [Fraction(0)] * len(ballots)  # by each voter of a group with the same choices
    for price in {"top_n": [], "phragmen": [load], "equal_shares": [payment, load]}[rule]:
        held = [share - each for each in held]  # first what may be spent; then what was spent, as load
        while len(winners) < seats:
            by: dict[str, Counter[Fraction]] = defaultdict(Counter)  # what the supporters of each option hold
            for (choices, number), each in zip(ballots.items(), held, strict=True):
                for code in choices:
                    by[code][each] += number
            offers = [(cost, lot[one], one) for one in by.keys() - set(winners) if (cost := price(by[one]))]
            if not offers:
                break
            cost, _lot, code = min(offers)
            after = {each: cost if price is load else max(each - cost, Fraction(0)) for each in set(held)}
            held = [after[had] if code in kind else had for kind, had in zip(ballots, held, strict=True)]
            winners.append(code)
    return [winners + [code for code in by_votes if code not in winners], winners]


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Verify an Ed25519 signature (RFC 8032, section 5.1). Raise ValueError where it is not even a point."""
    p, order = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
    d = -121665 * pow(121666, -1, p) % p

    def add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
        (a, b), (x, y), k = one, other, d * one[0] * one[1] * other[0] * other[1]
        inverse = pow(1 - k * k, -1, p)
        return (a * y + b * x) * (1 - k) * inverse % p, (b * y + a * x) * (1 + k) * inverse % p

    def times(number: int, base: tuple[int, int]) -> tuple[int, int]:
        rest = times(number // 2, add(base, base)) if number > 1 else (0, 1)
        return add(rest, base) if number % 2 else rest

    def point(text: bytes) -> tuple[int, int]:
        odd, y = divmod(int.from_bytes(text, "little"), 2**255)
        square = (y * y - 1) * pow(d * y * y + 1, -1, p) % p
        for x in (root := pow(square, (p + 3) // 8, p), root * pow(2, (p - 1) // 4, p) % p):
            if x * x % p == square and y < p:
                return (x if x % 2 == odd else p - x), y
        raise ValueError(text)

    number, base = int.from_bytes(signature[32:], "little"), point(b"\x58" + b"\x66" * 31)
    hashed = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % order
    whole = add(point(signature[:32]), times(hashed, point(public)))
    return len(signature) == 64 and number < order and times(number, base) == whole


class Poll:
    """One pillar, recounted: every list against every other, and the result against the ballots."""

    def __init__(self, files: dict[str, bytes], key: str) -> None:
        self.files, self.key, self.reading, self.faults = files, key, key, list[tuple[str, str, str]]()

    def say(self, code: str, what: object = "") -> None:
        self.faults.append((code, self.key, str(what)[:200]))

    def expect(self, where: str, said: dict[str, Any], found: dict[str, Any]) -> None:
        """Compare what a file says of some fields with what follows from the other files."""
        for name, right in found.items():
            if isinstance(given := said.get(name), dict) and isinstance(right, dict):
                self.expect(f"{where}, {name}", given, dict.fromkeys(given, "–") | right)
            elif canonical(given) != canonical(right):
                what = f"{where}, {name}: {str(given)[:66]} ≠ {str(right)[:66]}"
                self.say("manifest" if name in self.head else "differs", what)

    def json(self, name: str, content: bytes | None = None) -> Any:
        self.reading = name
        value = json.loads(content := self.files[name] if content is None else content)
        if canonical(value) != content:
            raise ValueError(name)
        return value

    def check(self) -> list[tuple[str, str, str]]:
        try:
            self.manifest, self.closing, self.result, annulled, chain = (self.json(name) for name in ALWAYS)
            manifest_hash = digest("gacocrea/manifest/v1", self.manifest)
            self.head = {"poll": self.manifest["poll"], "manifest_hash": manifest_hash}
            self.seals, self.superseded = set(self.closing["seals"]), set(self.closing["superseded"])
            self.codes = {option["code"] for option in self.manifest["options"]}
            self.annulled = {each["seal"]: each["cause"] for each in annulled}
            self.check_lists(annulled)
            self.check_checkpoints(chain)
            self.check_result()
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            self.say("form", self.reading)
        return self.faults

    def check_lists(self, annulled: list[dict[str, str]]) -> None:
        """Compare the texts of the options, the lists and their root, and the causes of annulments."""
        for option in self.manifest["options"]:
            text = {field: option[field] for field in ("code", "title", "summary")}
            self.expect(option["code"], option, {"text_hash": digest("gacocrea/text/v1", text)})
        lists = {"seals": sorted(self.seals), "superseded": sorted(self.superseded - self.seals)}
        root, causes = merkle_root(lists["seals"]).hex(), self.manifest["annulment_causes"]
        self.expect("closing.json", self.closing, lists | {"root": root} | self.head)
        known = [one for one in sorted(self.annulled.items()) if one[0] in self.seals and one[1] in causes]
        valid = [{"cause": cause, "seal": seal} for seal, cause in known]
        self.expect("annulled.json", {"annulled": annulled}, {"annulled": valid})

    def check_checkpoints(self, checkpoints: list[dict[str, Any]]) -> None:
        """Follow the chain that was published while people voted: nothing that was in it may be gone."""
        previous, at, seen = "", self.manifest["opens_at"], set[str]()
        for number, checkpoint in enumerate(checkpoints, start=1):
            signature = bytes.fromhex(checkpoint.pop("signature"))
            text = b"gacocrea/checkpoint/v1\0" + canonical(checkpoint)
            new, superseded = set(checkpoint["added"]) - seen, set(checkpoint["superseded"])
            seen, at = seen | new, max(at, checkpoint["at"])
            lists = {"added": sorted(new), "superseded": sorted(superseded & seen), "new": max(len(new), 50)}
            follows = {"number": number, "previous": previous, "at": at} | lists | self.head
            self.expect(f"checkpoints.json/{number}", checkpoint | {"new": len(new)}, follows)
            if not is_signed(bytes.fromhex(self.manifest["public_key"]), text, signature):
                self.say("signature", number)
            for seal in sorted((new - self.seals | superseded) - self.superseded):
                self.say("lost", seal)
            previous = hashlib.sha256(text).hexdigest()

    def choices(self, ballot: dict[str, Any], name: str) -> tuple[str, ...]:
        valid = sorted(self.codes.intersection(ballot["choices"]))[: self.manifest["choices_max"]]
        if ballot["choices"] != valid:
            self.say("invalid", name)
        return tuple(valid)

    def online(self) -> Profile:
        """Open every ballot; return how many chose what."""
        profile, seen = Profile(), list[str]()
        for line in self.files["ballots.jsonl"].splitlines():
            ballot = self.json(f"ballots.jsonl:{len(seen) + 1}", line)
            seen.append(ballot.pop("seal"))
            if digest("gacocrea/ballot/v1", ballot | self.head) != seen[-1]:
                self.say("changed", seen[-1])
            profile[self.choices(ballot, seen[-1])] += 1
        counted, void = set(seen), self.superseded | self.annulled.keys()
        faults = {"unlisted": counted - self.seals - void, "dropped": self.seals - counted - void}
        faults |= {"void": counted & void, "duplicate": {seal for seal, n in Counter(seen).items() if n > 1}}
        for code, seal in sorted((code, seal) for code, seals in faults.items() for seal in seals):
            self.say(code, seal)
        self.expect("ballots.jsonl", {"order": seen}, {"order": sorted(seen)})
        return profile

    def paper(self) -> tuple[Profile, list[dict[str, Any]]]:
        paper = self.json("paper.json")
        sheets = [sheet for batch in paper["batches"] for sheet in batch.get("ballots", [])]
        once = {sheet["serial"] for sheet in sheets}
        self.expect("paper.json", paper | {"serials": len(sheets)}, {"serials": len(once)} | self.head)
        totals = [{**batch, "ballots": batch["count"]} for batch in paper["batches"] if "totals" in batch]
        return Profile(self.choices(sheet, sheet["serial"]) for sheet in sheets), totals

    def check_result(self) -> None:
        fewest, ballots = self.manifest["fewest_shown"], len(self.seals) - len(self.annulled)
        has_online, has_paper = "ballots.jsonl" in self.files, "paper.json" in self.files
        profile = self.online() if has_online else Profile()
        online = tally(self.codes, profile) if has_online else self.result["online"] | {"ballots": ballots}
        sheets, totals = self.paper() if has_paper else (Profile(), [])
        paper = tally(self.codes, sheets, *totals)
        if has_online != (ballots >= fewest) or (has_paper and bool(totals) != (paper["ballots"] < fewest)):
            self.say("opened", fewest)
        rule = self.manifest["selection_rule"] if has_online and not totals else "top_n"
        together, root = tally(self.codes, Profile(), online, paper), self.closing["root"]
        order, winners = elect(rule, self.manifest["seats"], together["totals"], profile + sheets, root)
        found = {"online": online, "paper": paper if has_paper else None, "together": together, "rule": rule}
        found |= {"order": order, "winners": winners, "root": root, "eligible": self.closing["eligible"]}
        found |= {"replaced": len(self.superseded), "annulled": Counter(self.annulled.values())} | self.head
        self.expect("result.json", self.result, found)


def files_of(path: Path) -> dict[str, bytes]:
    """Return the files of a folder or a zip by their paths; nothing where it is neither, or too large to be true."""
    try:
        if path.is_dir():
            found = [each for each in path.rglob("[!.]*") if each.is_file()]
            return {each.relative_to(path).as_posix(): each.read_bytes() for each in found}
        with zipfile.ZipFile(path) as archive:
            names, size = archive.namelist(), sum(each.file_size for each in archive.infolist())
            is_sound = len(names) == len(set(names)) and size < 1 << 28
            return {name: archive.read(name) for name in names if is_sound and not name.endswith("/")}
    except (EOFError, OSError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return {}


def recount(path: Path) -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    """Return all that is wrong (code, pillar, what), and by pillar the hash of its lines in SHA256SUMS."""
    files = files_of(path)
    lines = files.pop("SHA256SUMS", b"").decode(errors="replace").splitlines(keepends=True)
    real = {f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()}
    faults = [("sum", "", name) for name in sorted({line[66:-1] for line in real ^ set(lines)})]
    prints = dict[str, str]()
    for key in sorted(name.split("/")[0] for name in files if name.endswith("/manifest.json")):
        mine = {name.removeprefix(f"{key}/"): files[name] for name in files if name.startswith(f"{key}/")}
        faults += Poll(mine, key).check()
        listed = "".join(line for line in lines if line[66:].startswith(f"{key}/"))
        prints[key] = hashlib.sha256(listed.encode()).hexdigest()
    return faults, prints


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("--language", choices=["es", "en"], default="es")
    asked = parser.parse_args()
    rows = [row.split("|") for row in SENTENCES.strip().splitlines()]
    sentence = {row[0].strip(): row[1 if asked.language == "es" else 2].strip() for row in rows}
    faults, prints = recount(asked.package)
    told = (faults or [("sound", "", "")]) if prints else [("no_package", "", str(asked.package))]
    lines = [f"{poll}: " * bool(poll) + sentence[code].format(what=what) for code, poll, what in told]
    lines += [f"{key}: SHA-256 {value}" for key, value in prints.items()]
    print("\n".join("".join(sign if sign.isprintable() else "?" for sign in line) for line in lines))
    return (1 if faults else 0) if prints else 2


if __name__ == "__main__":
    sys.exit(main())
