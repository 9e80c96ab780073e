"""How long the largest plan takes in each format and how much memory: `python -m tests.plan.big_plan`.

It fills a database with a plan of 30 commitments of 10 milestones and 10,000 answered proposals with long texts, and
runs `gacocrea export plan` as anyone would: three times for each format, printing the seconds and the most memory that
the command and its processes held together (PSS, so that pages they share count once). Each document is then read
back: every commitment, milestone and proposal stands in it once. It ends with 1 when a figure is missed. By hand, some
minutes; with soffice on the machine the DOCX is also read through LibreOffice (`--office`, some minutes more).
"""

import os
import random
import re
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import insert
from sqlalchemy.orm import Session

from gacocrea.app import from_environment
from gacocrea.commitments.models import Commitment, CommitmentStatus, CommitmentTheme, Milestone
from gacocrea.core.terms import Phase
from gacocrea.cycle.models import Cycle
from gacocrea.proposals.models import Origin, Proposal, ProposalStatus
from gacocrea.themes.models import Outcome, Response, Theme, ThemeProposal
from gacocrea.web.extensions import db
from tests.factories import make_account, make_cycle, make_forum
from tests.plan.tagged import faults_of
from tests.support import NOON

COMMITMENTS, MILESTONES, PROPOSALS = 30, 10, 10_000
SECONDS, MEGABYTES, RUNS = 30.0, 500, 3
FORMATS = ("docx", "odt", "pdf", "json", "csv")
_WORDS = [
    "agua",
    "municipio",
    "planilla",
    "vecindario",
    "costo",
    "avance",
    "contrato",
    "publicar",
    "datos",
    "rural",
    "plazo",
]


def fill(session: Session, *, commitments: int, milestones: int, proposals: int) -> None:
    """Put a plan into the database: rows as the actions leave them, in bulk."""
    draw = random.Random(4)
    cycle = make_cycle(session, make_forum(session), phase=Phase.DRAFTING)
    author = make_account(session, "Rosa Elena Quishpe")
    _propose(session, cycle, author.id, proposals, lambda count: " ".join(draw.choices(_WORDS, k=count)))
    session.flush()
    for number in range(1, commitments + 1):
        _commit(session, cycle, number, milestones, lambda count: " ".join(draw.choices(_WORDS, k=count)))
    session.commit()


def _propose(
    session: Session, cycle: Cycle, author_id: int, proposals: int, say: Callable[[int], str]
) -> None:
    at = {"created_at": NOON, "changed_at": NOON}
    themes = [
        {
            "cycle_id": cycle.id,
            "pillar_id": cycle.pillars[n % 4].id,
            "number": n,
            "title": say(6),
            "summary": say(20),
            **at,
        }
        for n in range(1, 41 + COMMITMENTS)
    ]
    session.execute(insert(Theme), themes)
    rows, answers, joined = [], [], []
    for n in range(1, proposals + 1):
        rows.append(_proposal(cycle, n, say) | {"author_id": author_id} | at)
        theme = n % 40 + 1 if n % 3 == 0 else None
        outcome = Outcome.ADOPTED if theme else Outcome.OTHER_BODY
        answer = {"proposal_id": n, "number": 1, "is_current": True, "outcome": outcome, "reason": say(60)}
        answers.append({**answer, "theme_id": theme, "by_name": "Ana", "by_sector": "Gobierno", "at": NOON})
        if theme:
            joined.append({"proposal_id": n, "theme_id": theme, "at": NOON})
    session.execute(insert(Proposal), rows)
    session.execute(insert(Response), answers)
    session.execute(insert(ThemeProposal), joined)


def _proposal(cycle: Cycle, number: int, say: Callable[[int], str]) -> dict[str, object]:
    return {
        "id": number,
        "cycle_id": cycle.id,
        "pillar_id": cycle.pillars[number % 4].id,
        "number": number,
        "title": f"Propuesta {name(number)}: {say(10)}",
        "problem": say(60),
        "solution": say(60),
        "territory": "Archidona",
        "origin": Origin.ONLINE,
        "status": ProposalStatus.ANSWERED,
        "author_name": "Rosa Elena Quishpe",
        "submitted_at": NOON,
    }


def _commit(session: Session, cycle: Cycle, number: int, milestones: int, say: Callable[[int], str]) -> None:
    days = {"starts_on": date(2027, 1, 15), "ends_on": date(2028, 6, 30)}
    texts = ("problem", "causes", "done_so_far", "solution", "results", "transparency", "accountability")
    made = Commitment(
        cycle_id=cycle.id,
        pillar_id=cycle.pillars[number % 4].id,
        number=number,
        status=CommitmentStatus.DRAFT,
        name=f"Compromiso {name(number)}: {say(6)}",
        brief=say(20),
        lead=say(4),
        created_at=NOON,
        changed_at=NOON,
        milestones=[
            Milestone(
                number=n, text=f"Hito {name(number * 100 + n)}: {say(12)}", output=say(8), lead=say(3), **days
            )
            for n in range(1, milestones + 1)
        ],
        **{text: say(90) for text in texts},
        **days,
    )
    session.add(made)
    session.flush()
    session.add(
        CommitmentTheme(commitment_id=made.id, theme_id=40 + number)
    )  # whose proposals stand in the annex alone


def name(number: int) -> str:
    """Return a word that stands for a number and is found whole, wherever a line is broken."""
    return "q" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}") + "x"


def memory_of(pid: int) -> int:
    """Return the kilobytes that a process and its descendants hold, shared pages divided among those who share them."""
    total, waiting = 0, [pid]
    while waiting:
        pid = waiting.pop()
        try:
            total += sum(
                map(
                    int,
                    re.findall(r"^Pss: +(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE),
                )
            )
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return total


def spent() -> float:
    """Return the seconds of processor of everything that was started and has ended."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def export(kind: str, to: Path) -> tuple[float, float]:
    """Run the command; return its seconds and the megabytes that it held at most."""
    started = time.monotonic()
    place = ["--forum", "ecuador", "--cycle", "2026-2028", "--format", kind, "-o", str(to)]
    run = subprocess.Popen(
        [sys.executable, "-m", "gacocrea.cli", "export", "plan", *place], stdout=subprocess.DEVNULL
    )
    most = 0
    while run.poll() is None:
        most = max(most, memory_of(run.pid))
        time.sleep(0.02)
    if run.returncode:
        raise SystemExit(f"{kind}: the command failed")
    return time.monotonic() - started, most / 1024


def text_of(path: Path, kind: str) -> str:
    """Return what a document says, as another program reads it."""
    if kind == "pdf":
        done = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, check=True)
        return done.stdout.decode()
    if kind in {"docx", "odt", "csv"}:
        with zipfile.ZipFile(path) as package:
            inside = {"docx": ["word/document.xml"], "odt": ["content.xml"]}.get(kind, package.namelist())
            return "\n".join(package.read(part).decode() for part in inside)
    return path.read_text("utf-8")


def wrong_in(text: str) -> list[str]:
    """Return what a document does not say exactly once; a commitment also heads its line of the contents."""
    wanted = {f"Propuesta {name(n)}" for n in range(1, PROPOSALS + 1)}
    steps = {f"Hito {name(c * 100 + m)}" for c in range(1, COMMITMENTS + 1) for m in range(1, MILESTONES + 1)}
    found = re.findall(r"(Propuesta|Hito)\s+(q[a-j]{5}x):", text)
    once = [f"{kind} {word}" for kind, word in found]
    faults = sorted((wanted | steps) ^ set(once))
    heads = [
        name(n) for n in range(1, COMMITMENTS + 1) if f"Compromiso {name(n)}" not in " ".join(text.split())
    ]
    return faults[:5] + heads[:5]


def measure(folder: Path, kind: str, runs: int) -> bool:
    """Write one format several times, print its figures, read it back; say whether all is as it must be."""
    path = folder / f"plan.{kind}"
    before = spent()
    found = [export(kind, path) for _run in range(runs)]
    processor = (spent() - before) / runs
    seconds, memory = [one for one, _two in found], [two for _one, two in found]
    faults = wrong_in(text_of(path, kind)) + (faults_of(path.read_bytes()) if kind == "pdf" else [])
    print(
        f"{kind:5} {median(seconds):5.1f} s ({min(seconds):.1f} to {max(seconds):.1f}; processor {processor:.1f} s)  "
        f"{max(memory):4.0f} MB  {path.stat().st_size / 1e6:5.1f} MB of file  "
        f"{'each once' if not faults else faults[:8]}",
        flush=True,
    )
    return not faults and median(seconds) <= SECONDS and max(memory) <= MEGABYTES


def office(folder: Path) -> bool:
    """Let LibreOffice turn the DOCX into a PDF, and read that back."""
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/office",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    started = time.monotonic()
    into = folder / "read"
    subprocess.run(
        [*command, "--outdir", str(into), str(folder / "plan.docx")], check=True, capture_output=True
    )
    faults = wrong_in(text_of(into / "plan.pdf", "pdf"))
    print(f"docx through LibreOffice: {time.monotonic() - started:.0f} s, {faults or 'each once'}")
    return not faults


def main(asked: list[str]) -> int:
    kinds = [kind for kind in FORMATS if kind in asked] or list(FORMATS)
    with TemporaryDirectory(prefix="gacocrea-big-") as name_of_folder:
        folder = Path(name_of_folder)
        os.environ["GACOCREA_INSTANCE"] = str(folder / "instance")
        with from_environment().app_context():
            db.create_all()
            fill(db.session(), commitments=COMMITMENTS, milestones=MILESTONES, proposals=PROPOSALS)
            db.session.remove()
            db.engine.dispose()
        print(
            f"{COMMITMENTS} × {MILESTONES} milestones, {PROPOSALS} proposals; load {os.getloadavg()[0]:.1f}"
        )
        held = [measure(folder, kind, RUNS) for kind in kinds]
        if "--office" in asked:
            held.append(office(folder))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
