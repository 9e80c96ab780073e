"""The public package of a published vote: the same bytes whenever and wherever it is written.

docs/voting-protocol.md says what each file holds; recount.py, which goes with it, checks them all.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core.record import RecordEntry
from gacocrea.voting import recount
from gacocrea.voting.models import (
    FEWEST_BALLOTS_SHOWN,
    Annulled,
    FinalBallot,
    Poll,
    PollState,
    Step,
    Superseded,
)
from gacocrea.voting.queries.challenge import annulled_by_cause, closing_file
from gacocrea.voting.queries.checkpoints import checkpoints_file
from gacocrea.voting.queries.counts import Count, Figures
from gacocrea.voting.queries.paper import PaperList, paper_of
from gacocrea.voting.queries.polls import signatures_of
from gacocrea.voting.rules import canonical, read_manifest, tally

Content = Callable[[], Iterable[bytes]]
"""Makes a file piece by piece when it is asked for: 100,000 ballots never stand in memory at once."""
SUMS = "SHA256SUMS"
PIECE = 1000
README = """\
El paquete público de una votación de gacocrea · The public package of a gacocrea vote

Cada carpeta es un pilar. Para recontar todo, con Python 3.11 o posterior y sin instalar nada:
Each folder is a pillar. To recount everything, with Python 3.11 or later and nothing to install:

    python recount.py .                  (español)
    python recount.py . --language en    (English)

No le crea a este recount.py si no quiere: el protocolo está publicado y cualquiera puede escribir el suyo.
Do not trust this recount.py if you would rather not: the protocol is public and anybody can write their own.

manifest.json     lo que se preguntó, y las reglas      what was asked, and the rules
closing.json      la lista de cierre y su raíz          the closing list and its root
checkpoints.json  lo publicado mientras se votaba       what was published while people voted
annulled.json     sellos anulados, nunca abiertos       annulled seals, never opened
ballots.jsonl     las boletas abiertas, sin nombre      the opened ballots, without names
paper.json        las boletas en papel                  the ballots on paper
result.json       el resultado                          the result

Con menos de diez boletas se publican solo totales.     With fewer than ten ballots only totals are published.
La huella que recount.py dice de cada pilar es la del registro público del foro:
The hash that recount.py tells of each pillar is the one in the forum's public record:

    grep '  PILAR/' SHA256SUMS | sha256sum
"""


def result_text(session: Session, poll: Poll, count: Count, *, now: datetime) -> str:
    """Return result.json of a poll that is being published, from its count."""
    manifest = read_manifest(poll.manifest)
    said = {
        "format": "gacocrea/result/v1",
        "poll": manifest.poll,
        "manifest_hash": poll.manifest_hash,
        "root": poll.root,
        "published_at": now.isoformat(),
        "signed_by": [
            {"name": one.name, "sector": one.sector}
            for one in signatures_of(session, poll.cycle_id)
            if one.step is Step.PUBLISH
        ],
        "online": _figures(count.online),
        "paper": _figures(count.paper) if count.paper and count.paper.ballots else None,
        "together": _figures(count.together),
        "annulled": annulled_by_cause(session, poll),
        "replaced": session.scalar(select(func.count()).where(Superseded.poll_id == poll.id)),
        "eligible": poll.eligible,
        "rule": count.rule,
        "order": list(count.ranking.order),
        "winners": list(count.ranking.winners),
        "levels": poll.levels,
    }
    return canonical(said).decode()


def poll_files(session: Session, poll: Poll) -> dict[str, Content]:
    """Return the files of one published poll by name, in ascending order of names."""
    annulled = (
        select(Annulled.cause, Annulled.seal).where(Annulled.poll_id == poll.id).order_by(Annulled.seal)
    )
    files: dict[str, Content] = {
        "annulled.json": lambda: [canonical([row._asdict() for row in session.execute(annulled)])],
        "checkpoints.json": lambda: [checkpoints_file(session, poll).encode()],
        "closing.json": lambda: [(closing_file(session, poll) or "").encode()],
        "manifest.json": lambda: [poll.manifest.encode()],
        "result.json": lambda: [(poll.result or "").encode()],
    }
    if session.scalar(select(FinalBallot.seal).where(*_opened(poll)).limit(1)):
        files["ballots.jsonl"] = lambda: _ballots(session, poll)
    batches = paper_of(session, poll)
    if any(batch.ballots for batch in batches):
        files["paper.json"] = lambda: [_paper(poll, batches)]
    return dict(sorted(files.items()))


def sums_of(session: Session, poll: Poll) -> list[str]:
    """Return the lines of SHA256SUMS that speak of one poll."""
    key = read_manifest(poll.manifest).pillar_key
    return [_line(f"{key}/{name}", content) for name, content in poll_files(session, poll).items()]


def hash_of(lines: Iterable[str]) -> str:
    """Return the hash of some lines of SHA256SUMS: that of a poll is in the public record."""
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def recorded_hash(session: Session, poll: Poll) -> str:
    """Return the hash of the package of a published poll as the public record has it. One statement."""
    key = read_manifest(poll.manifest).pillar_key
    entry = select(RecordEntry.facts).where(RecordEntry.cycle_id == poll.cycle_id, RecordEntry.subject == key)
    facts = session.scalar(entry.where(RecordEntry.verb == "poll.published").order_by(RecordEntry.id.desc()))
    return str((facts or {}).get("package", ""))


def package_files(session: Session, polls: Iterable[Poll]) -> dict[str, Content]:
    """Return the files of the package of some polls by path, in ascending order; those not published are left out."""
    files: dict[str, Content] = {
        "LEEME.txt": lambda: [README.encode()],
        "recount.py": lambda: [Path(recount.__file__).read_bytes()],
    }
    for poll in polls:
        if poll.state is PollState.PUBLISHED:
            key = read_manifest(poll.manifest).pillar_key
            files |= {f"{key}/{name}": content for name, content in poll_files(session, poll).items()}
    sums = "".join(_line(path, content) for path, content in sorted(files.items()))
    return dict(sorted((files | {SUMS: lambda: [sums.encode()]}).items()))


def write_folder(files: dict[str, Content], folder: Path) -> None:
    """Write a package as a folder. Raises OSError."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with (folder / path).open("wb") as file:
            file.writelines(content())


def write_zip(files: dict[str, Content], target: IO[bytes]) -> None:
    """Write a package as a zip: names in order, one fixed instant, nothing compressed, so that bytes never differ."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files.items():
            with archive.open(zipfile.ZipInfo(path), "w") as file:
                for piece in content():
                    file.write(piece)


def _line(path: str, content: Content) -> str:
    found = hashlib.sha256()
    for piece in content():
        found.update(piece)
    return f"{found.hexdigest()}  {path}\n"


def _opened(poll: Poll) -> tuple[Any, ...]:
    return FinalBallot.poll_id == poll.id, FinalBallot.voter_nonce.is_not(None)


def _ballots(session: Session, poll: Poll) -> Iterator[bytes]:
    columns = (FinalBallot.choices, FinalBallot.seal, FinalBallot.server_nonce, FinalBallot.voter_nonce)
    rows = session.execute(select(*columns).where(*_opened(poll)).order_by(FinalBallot.seal))
    for piece in rows.partitions(PIECE):
        yield b"".join(canonical(row._asdict()) + b"\n" for row in piece)


def _paper(poll: Poll, batches: tuple[PaperList, ...]) -> bytes:
    manifest = read_manifest(poll.manifest)
    is_open = sum(len(batch.ballots) for batch in batches) >= FEWEST_BALLOTS_SHOWN
    told = _batch_in_full if is_open else _batch_in_totals
    said = {
        "format": "gacocrea/paper/v1",
        "poll": manifest.poll,
        "manifest_hash": poll.manifest_hash,
        "batches": [
            {"number": batch.number, "spoiled": batch.spoiled} | told(batch, manifest.codes)
            for batch in batches
        ],
    }
    return canonical(said)


def _batch_in_full(batch: PaperList, _codes: Iterable[str]) -> dict[str, Any]:
    return {"ballots": [{"choices": sorted(choices), "serial": serial} for serial, choices in batch.ballots]}


def _batch_in_totals(batch: PaperList, codes: Iterable[str]) -> dict[str, Any]:
    ballots = [choices for _serial, choices in batch.ballots]
    blank = sum(not choices for choices in ballots)
    return {"totals": tally(codes, ballots), "count": len(ballots), "blank": blank}


def _figures(figures: Figures) -> dict[str, Any]:
    return {"ballots": figures.ballots, "blank": figures.blank, "totals": figures.votes}
