"""What somebody may do to a package, and which fault a recount must then name.

Each tampering mends every hash that its author could mend without the poll's key: what is left gives it away.
"""

import json
from collections.abc import Callable
from typing import Any

from gacocrea.voting.rules import closing_root, digest
from gacocrea.voting.rules.seals import canonical
from tests.voting.packages import PILLAR, STRANGER, Files, mended, signed

Change = Callable[[Any], Any]


def read(files: Files, name: str) -> Any:
    """Return what a file of the pillar says; the lines of ballots.jsonl as a list."""
    content = files[f"{PILLAR}/{name}"]
    return [json.loads(line) for line in content.splitlines()] if name.endswith("l") else json.loads(content)


def put(files: Files, name: str, value: Any) -> None:
    lines = b"".join(canonical(each) + b"\n" for each in value) if name.endswith("l") else canonical(value)
    files[f"{PILLAR}/{name}"] = lines


def edit(name: str, change: Change, *, mend: bool = True) -> Callable[[Files], Files]:
    """Return a tampering that changes what one file says in place."""

    def tamper(files: Files) -> Files:
        files = dict(files)
        value = read(files, name)
        change(value)
        put(files, name, value)
        return mended(files) if mend else files

    return tamper


def _full(ballots: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the first ballot that chooses something."""
    return next(ballot for ballot in ballots if ballot["choices"])


def _drop(ballots: list[dict[str, Any]]) -> None:
    del ballots[3]


def _another_choice(ballots: list[dict[str, Any]]) -> None:
    ballot = _full(ballots)
    ballot["choices"] = ["T-006"] if ballot["choices"] != ["T-006"] else ["T-005"]


def _swap_within(ballots: list[dict[str, Any]]) -> None:
    ballots[0]["voter_nonce"], ballots[0]["server_nonce"] = (
        ballots[0]["server_nonce"],
        ballots[0]["voter_nonce"],
    )


def _swap_between(ballots: list[dict[str, Any]]) -> None:
    one, other = ballots[0], ballots[1]
    one["voter_nonce"], other["voter_nonce"] = other["voter_nonce"], one["voter_nonce"]


def _swap_choices(ballots: list[dict[str, Any]]) -> None:
    one = _full(ballots)
    other = next(ballot for ballot in ballots if ballot["choices"] != one["choices"])
    one["choices"], other["choices"] = other["choices"], one["choices"]


def _more_choices(ballots: list[dict[str, Any]]) -> None:
    ballots[0]["choices"] = ["T-001", "T-002", "T-003", "T-004"]


def _unsorted_choices(ballots: list[dict[str, Any]]) -> None:
    next(ballot for ballot in ballots if len(ballot["choices"]) > 1)["choices"].reverse()


def _edit_total(result: dict[str, Any]) -> None:
    for count in (result["online"], result["together"]):
        count["totals"]["T-004"] += 40


def _edit_manifest(manifest: dict[str, Any]) -> None:
    manifest["seats"] += 1


def _edit_option(manifest: dict[str, Any]) -> None:
    manifest["options"][0]["summary"] = "Otra cosa."


def _lose(closing: dict[str, Any]) -> None:
    """Take a seal of the first checkpoint off the closing list, with a new root."""
    closing["seals"].remove(closing["lost"])
    del closing["lost"]
    closing["root"] = closing_root(closing["seals"])


def _lost_after_a_checkpoint(files: Files) -> Files:
    """Drop a ballot and its seal everywhere but in the checkpoint that people have kept."""
    files, checkpoints = dict(files), read(files, "checkpoints.json")
    ballots, closing, result = (
        read(files, name) for name in ("ballots.jsonl", "closing.json", "result.json")
    )
    early = set(checkpoints[0]["added"])
    gone = next(ballot for ballot in ballots if ballot["seal"] in early)
    closing["seals"].remove(gone["seal"])
    closing["root"] = result["root"] = closing_root(closing["seals"])
    put(files, "ballots.jsonl", [ballot for ballot in ballots if ballot is not gone])
    put(files, "closing.json", closing)
    put(files, "result.json", result)
    return mended(files)


def _added_everywhere(files: Files) -> Files:
    """Add a ballot of nobody, sealed as it should be, without touching the closing list."""
    files, ballots = dict(files), read(files, "ballots.jsonl")
    manifest = read(files, "manifest.json")
    ballot = {"choices": ["T-006"], "server_nonce": "5" * 32, "voter_nonce": "4" * 32}
    head = {"poll": manifest["poll"], "manifest_hash": digest("gacocrea/manifest/v1", manifest)}
    ballot["seal"] = digest("gacocrea/ballot/v1", ballot | head)
    put(files, "ballots.jsonl", sorted([*ballots, ballot], key=lambda one: str(one["seal"])))
    return mended(files)


def _count_the_annulled(files: Files) -> Files:
    """Take an annulment back without saying so: its ballot is on the closing list and nobody opened it."""
    files, annulled = dict(files), read(files, "annulled.json")
    put(files, "annulled.json", annulled[1:])
    return mended(files)


def _annul_one_more(files: Files) -> Files:
    """Annul a ballot that was counted, and leave it among those counted."""
    files, annulled, ballots = dict(files), read(files, "annulled.json"), read(files, "ballots.jsonl")
    annulled.append({"cause": "not_eligible", "seal": ballots[5]["seal"]})
    put(files, "annulled.json", sorted(annulled, key=lambda one: str(one["seal"])))
    return mended(files)


def _resign(files: Files) -> Files:
    """Write a checkpoint anew, signed by somebody else."""
    files, chain = dict(files), read(files, "checkpoints.json")
    put(files, "checkpoints.json", [signed(checkpoint, STRANGER) for checkpoint in chain])
    return mended(files)


def _without(name: str) -> Callable[[Files], Files]:
    return lambda files: mended(
        {path: content for path, content in files.items() if path != f"{PILLAR}/{name}"}
    )


def _with(path: str, content: bytes) -> Callable[[Files], Files]:
    return lambda files: files | {path: content}


def _not_canonical(files: Files) -> Files:
    """Name the same thing twice: some would read the first, others the last."""
    result = files[f"{PILLAR}/result.json"]
    return mended(
        files | {f"{PILLAR}/result.json": result.replace(b'{"annulled"', b'{"annulled":{},"annulled"', 1)}
    )


TAMPERINGS: dict[str, tuple[str, Callable[[Files], Files]]] = {
    "a dropped ballot": ("dropped", edit("ballots.jsonl", _drop)),
    "a changed choice": ("changed", edit("ballots.jsonl", _another_choice)),
    "choices of two ballots exchanged": ("changed", edit("ballots.jsonl", _swap_choices)),
    "a ballot twice": ("duplicate", edit("ballots.jsonl", lambda ballots: ballots.insert(2, ballots[2]))),
    "the two nonces of a ballot exchanged": ("changed", edit("ballots.jsonl", _swap_within)),
    "nonces of two ballots exchanged": ("changed", edit("ballots.jsonl", _swap_between)),
    "an edited total": ("differs", edit("result.json", _edit_total)),
    "an unlisted ballot": ("unlisted", _added_everywhere),
    "a changed manifest": ("manifest", edit("manifest.json", _edit_manifest)),
    "a changed text of an option": ("manifest", edit("manifest.json", _edit_option)),
    "too many choices": ("invalid", edit("ballots.jsonl", _more_choices)),
    "choices out of order": ("invalid", edit("ballots.jsonl", _unsorted_choices)),
    "ballots out of order": ("differs", edit("ballots.jsonl", lambda ballots: ballots.reverse())),
    "another winner": ("differs", edit("result.json", lambda result: result["winners"].reverse())),
    "another rule": ("differs", edit("result.json", lambda result: result.update(rule="top_n"))),
    "blank ballots hidden": ("differs", edit("result.json", lambda result: result["online"].update(blank=0))),
    "another root": ("differs", edit("closing.json", lambda closing: closing.update(root="0" * 64))),
    "a seal taken off the list": ("unlisted", edit("closing.json", lambda closing: closing["seals"].pop(4))),
    "a replaced seal among the final ones": (
        "differs",
        edit("closing.json", lambda closing: closing["superseded"].append(closing["seals"][0])),
    ),
    "an annulment for no cause": (
        "differs",
        edit("annulled.json", lambda annulled: annulled[0].update(cause="because")),
    ),
    "an annulment taken back": ("dropped", _count_the_annulled),
    "an annulled ballot counted": ("void", _annul_one_more),
    "a checkpoint left out": ("differs", edit("checkpoints.json", lambda chain: chain.pop(0))),
    "a checkpoint changed": ("signature", edit("checkpoints.json", lambda chain: chain[1]["added"].pop())),
    "a checkpoint by another key": ("signature", _resign),
    "a checkpoint at another time": (
        "signature",
        edit("checkpoints.json", lambda chain: chain[0].update(at="2026-06-10T13:00:00+00:00")),
    ),
    "a ballot lost after a checkpoint": ("lost", _lost_after_a_checkpoint),
    "a sheet twice": (
        "differs",
        edit(
            "paper.json",
            lambda paper: paper["batches"][0]["ballots"].append(paper["batches"][0]["ballots"][0]),
        ),
    ),
    "a sheet changed": (
        "differs",
        edit("paper.json", lambda paper: paper["batches"][0]["ballots"][0].update(choices=["T-006"])),
    ),
    "a sheet with an unknown theme": (
        "invalid",
        edit("paper.json", lambda paper: paper["batches"][0]["ballots"][0].update(choices=["T-999"])),
    ),
    "a file left out": ("form", _without("closing.json")),
    "no ballots although there are many": ("opened", _without("ballots.jsonl")),
    "a file that is not listed": ("sum", _with(f"{PILLAR}/notas.txt", b"nada")),
    "a changed file that is listed": ("sum", edit("result.json", _edit_total, mend=False)),
    "a field said twice": ("form", _not_canonical),
}
