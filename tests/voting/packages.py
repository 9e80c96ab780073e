"""Public packages without a database: valid ones out of plain ballots, and the same ones tampered with.

`package(cast)` gives the files of a package by path, `TAMPERINGS` what may be done to them and the fault that a
recount must name. A tampering mends every hash that its author could mend: what is left is what gives it away.
"""

import hashlib
import json
import random
import zipfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gacocrea.voting import recount
from gacocrea.voting.rules import (
    Manifest,
    Option,
    canonical,
    closing_root,
    digest,
    profile_of,
    rank,
    seal,
    tally,
)

PILLAR = "transparencia"
KEY = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"\6" * 32)
CHECKPOINT = "gacocrea/checkpoint/v1"
OPENED, ENDED = "2026-06-09T05:00:00+00:00", "2026-06-20T05:00:00+00:00"
CLOSED, PUBLISHED = "2026-06-20T06:00:00+00:00", "2026-06-23T06:00:00.250000+00:00"
Files = dict[str, bytes]
Choices = tuple[str, ...]


def codes_of(number: int) -> list[str]:
    return [f"T-{place:03d}" for place in range(1, number + 1)]


@dataclass(frozen=True)
class Cast:
    """What people did in one poll. `ballots` are the choices that stand at the close, annulled ones among them."""

    ballots: tuple[Choices, ...]
    options: int = 6
    choices_max: int = 3
    seats: int = 3
    rule: str = "top_n"
    replaced: int = 3
    annulled: int = 2
    sheets: tuple[Choices, ...] | None = None
    checkpoints: int = 0
    pillar: str = PILLAR
    seed: int = 1
    levels: dict[str, int | None] = field(default_factory=dict)


def some_ballots(
    number: int, *, options: int = 6, choices_max: int = 3, seed: int = 1
) -> tuple[Choices, ...]:
    """Return ballots that lean to the first options, some of them blank."""
    dice, codes = random.Random(seed), codes_of(options)
    weights = [1 / (place + 1) for place in range(options)]
    return tuple(
        tuple(sorted(set(dice.choices(codes, weights, k=dice.randint(0, choices_max)))))
        for _ in range(number)
    )


@cache
def usual(**given: Any) -> Cast:
    """Return a poll with everything in it: 160 ballots, two checkpoints, paper, annulments, replacements."""
    cast = Cast(some_ballots(160), checkpoints=2, sheets=some_ballots(30, seed=2), rule="equal_shares")
    return replace(cast, **given)


def package(*casts: Cast) -> Files:
    """Return the files of a valid package with these polls."""
    files = {path: content for cast in casts for path, content in poll_files(cast).items()}
    files["LEEME.txt"] = b"Recuento.\n"
    files["recount.py"] = Path(recount.__file__).read_bytes()
    return mended(files)


def poll_files(cast: Cast) -> Files:
    """Return the files of one pillar."""
    dice = random.Random(cast.seed)
    manifest = manifest_of(cast)
    ballots = sorted(
        (_ballot(manifest, choices, dice) for choices in cast.ballots), key=lambda one: one["seal"]
    )
    superseded = sorted(_ballot(manifest, (), dice)["seal"] for _ in range(cast.replaced))
    seals = [ballot["seal"] for ballot in ballots]
    causes = {seal: dice.choice(manifest.annulment_causes) for seal in dice.sample(seals, cast.annulled)}
    values: dict[str, Any] = {
        "manifest.json": json.loads(manifest.text),
        "closing.json": _head(manifest, "closing")
        | {"closed_at": CLOSED, "eligible": 1000, "root": closing_root(seals), "seals": seals}
        | {"superseded": superseded},
        "annulled.json": [{"cause": causes[seal], "seal": seal} for seal in sorted(causes)],
        "checkpoints.json": _checkpoints(manifest, cast, seals, superseded, dice),
    }
    counted = [ballot for ballot in ballots if ballot["seal"] not in causes]
    if cast.sheets:
        values["paper.json"] = _head(manifest, "paper") | {"batches": _batches(manifest, cast.sheets)}
    values["result.json"] = _result(manifest, values, counted, cast)
    files = {f"{cast.pillar}/{name}": canonical(value) for name, value in values.items()}
    if len(counted) >= manifest.fewest_shown:
        files[f"{cast.pillar}/ballots.jsonl"] = b"".join(canonical(ballot) + b"\n" for ballot in counted)
    return files


def manifest_of(cast: Cast) -> Manifest:
    return Manifest(
        poll=f"ecuador/2026-2028/{cast.pillar}",
        forum="Ecuador abierto",
        cycle="2026–2028",
        pillar="Transparencia",
        options=tuple(
            Option.freeze(code, f"Tema «{code}»", f"Línea 1\nLínea 2 de {code}")
            for code in codes_of(cast.options)
        ),
        choices_max=cast.choices_max,
        seats=cast.seats,
        selection_rule=cast.rule,
        identity_level=0,
        opens_at=OPENED,
        closes_at=ENDED,
        challenge_hours=72,
        key_check="0" * 64,
        public_key=KEY.public_key().public_bytes_raw().hex(),
        paper=bool(cast.sheets),
    )


def _head(manifest: Manifest, name: str) -> dict[str, Any]:
    return {"format": f"gacocrea/{name}/v1", "poll": manifest.poll, "manifest_hash": manifest.hash}


def _ballot(manifest: Manifest, choices: Choices, dice: random.Random) -> dict[str, Any]:
    nonces = {side: dice.randbytes(16).hex() for side in ("voter_nonce", "server_nonce")}
    sealed = seal(poll=manifest.poll, manifest_hash=manifest.hash, choices=choices, **nonces)
    return {"choices": list(choices), "seal": sealed, **nonces}


def _checkpoints(
    manifest: Manifest, cast: Cast, seals: list[str], superseded: list[str], dice: random.Random
) -> list[dict[str, Any]]:
    """Chain as many checkpoints as asked over all seals but the last few, which came too late for one."""
    seen = dice.sample([*seals, *superseded], len(seals) + len(superseded))
    late, previous, chain = len(seen) // (cast.checkpoints + 1), "", list[dict[str, Any]]()
    for number in range(1, cast.checkpoints + 1):
        added = seen[(number - 1) * late : number * late]
        checkpoint = _head(manifest, "checkpoint") | {
            "number": number,
            "at": (datetime.fromisoformat(OPENED) + timedelta(minutes=45 * number)).isoformat(),
            "previous": previous,
            "added": sorted(added),
            "superseded": sorted(set(added) & set(superseded)),
        }
        chain.append(signed(checkpoint))
        previous = digest(CHECKPOINT, checkpoint)
    return chain


def signed(checkpoint: dict[str, Any], key: Ed25519PrivateKey = KEY) -> dict[str, Any]:
    """Return a checkpoint with its signature, in the place of one it may have."""
    bare = {name: value for name, value in checkpoint.items() if name != "signature"}
    return bare | {"signature": key.sign(CHECKPOINT.encode() + b"\0" + canonical(bare)).hex()}


def _batches(manifest: Manifest, sheets: tuple[Choices, ...]) -> list[dict[str, Any]]:
    halves = [sheets[: len(sheets) // 2], sheets[len(sheets) // 2 :]]
    batches = []
    for number, half in enumerate(halves, start=1):
        batch: dict[str, Any] = {"number": number, "spoiled": number}
        if len(sheets) >= manifest.fewest_shown:
            batch["ballots"] = [
                {"choices": list(choices), "serial": f"S{number}{place:06d}"}
                for place, choices in enumerate(half)
            ]
        else:
            count = count_of(manifest, half)
            batch |= {"totals": count["totals"], "count": count["ballots"], "blank": count["blank"]}
        batches.append(batch)
    return batches


def count_of(manifest: Manifest, ballots: Any) -> dict[str, Any]:
    ballots = list(ballots)
    blank = sum(not choices for choices in ballots)
    return {"ballots": len(ballots), "blank": blank, "totals": tally(sorted(manifest.codes), ballots)}


def _result(
    manifest: Manifest, values: dict[str, Any], counted: list[dict[str, Any]], cast: Cast
) -> dict[str, Any]:
    """Return the result as the program's own rules have it: the recount has its own."""
    online, sheets = [tuple(ballot["choices"]) for ballot in counted], list(cast.sheets or ())
    is_open = len(online) >= manifest.fewest_shown and (not sheets or len(sheets) >= manifest.fewest_shown)
    together, root = count_of(manifest, online + sheets), values["closing.json"]["root"]
    profile = profile_of(manifest.codes, online + sheets) if is_open else None
    rule = manifest.selection_rule if is_open else "top_n"
    ranking = rank(rule, votes=together["totals"], profile=profile, seats=manifest.seats, root=root)
    return _head(manifest, "result") | {
        "root": root,
        "published_at": PUBLISHED,
        "signed_by": [{"name": "Ana Cando", "sector": "Academia"}, {"name": "Luis Paz", "sector": "Estado"}],
        "online": count_of(manifest, online),
        "paper": count_of(manifest, sheets) if sheets else None,
        "together": together,
        "annulled": dict(Counter(each["cause"] for each in values["annulled.json"])),
        "replaced": len(values["closing.json"]["superseded"]),
        "eligible": values["closing.json"]["eligible"],
        "rule": rule,
        "order": list(ranking.order),
        "winners": list(ranking.winners),
        "levels": cast.levels,
    }


def mended(files: Files) -> Files:
    """Return the files with the SHA256SUMS that belongs to them."""
    others = {path: content for path, content in sorted(files.items()) if path != "SHA256SUMS"}
    lines = [f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in others.items()]
    return others | {"SHA256SUMS": "".join(lines).encode()}


def write_folder(files: Files, folder: Path) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def write_zip(files: Files, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path
