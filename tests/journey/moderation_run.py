"""The core group's evening on real texts: 447 proposals and two conversations, read, decided and answered.

    .venv/bin/python -m tests.journey.moderation_run

A member works through the pages as a person would: what they click, mark or send is counted as an action.
"""

import csv
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select

from gacocrea.core.terms import Phase
from gacocrea.moderation.models import Ruling, Verdict
from gacocrea.moderation.queries import Show, counts
from gacocrea.proposals.actions import submit
from gacocrea.proposals.commands import import_comments_, import_proposals
from gacocrea.proposals.models import Argument
from gacocrea.proposals.rules import ProposalWords
from gacocrea.themes.commands import export_responses
from gacocrea.themes.queries import progress
from gacocrea.web.application import application
from tests.browser import Browser, Page
from tests.factories import actor_of, make_account
from tests.journey.real_runs import DATA, PLACE, Run, started

HERE = "/ecuador/2026-2028"
REVIEW, DESK = f"{HERE}/mesa/revision", f"{HERE}/mesa/"
CONVERSATIONS = ("15-per-hour-seattle", "brexit-consensus")
HIDE_RULE = "4"
WHY = "Gracias por participar, [nombre]. Quien moderó la conversación lo dejó fuera: no trata de lo que se discute."
KEPT = "Alguien del grupo núcleo lo leyó: cumple las reglas de participación."
ANSWER = "Gracias, [nombre]. Es materia del plan municipal, al que se envió el 12 de junio, y no de este plan."


class Member:
    """A new member at the desk: every page asked for, box marked, choice and button is an action."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.actions = 0
        self.slowest = 0.0

    def open(self, path: str) -> Page:
        self.actions += 1
        begin = time.perf_counter()
        page = self.browser.get(path)
        self.slowest = max(self.slowest, time.perf_counter() - begin)
        return page

    def send(self, page: Page, form: str, *, acts: int, **typed: Any) -> Page:
        """Fill and send a form; `acts` counts the choices made before the button."""
        self.actions += acts + 1
        sent = self.browser.submit(page, form, **typed)
        assert sent.status == 200, f"{sent.path}: {sent.status} {sent.words[:300]}"
        return sent

    def bulk(self, page: Page, chosen: list[str], *, acts: int, **typed: Any) -> None:
        """Decide on what is marked: look at the preview, publish it."""
        name = "revision" if "revision" in page.path else "varias"
        preview = self.send(page, name, acts=acts, chosen=chosen, **typed)
        self.send(preview, name, acts=0, chosen=chosen, publish="1")


def moderation(folder: Path, say: Callable[[str], None] = lambda _line: None, *, most: int = 10_000) -> Run:
    """Import the real texts (at most so many comments of each conversation), review them all, answer, export."""
    run, context = started(folder, Phase.PROPOSALS, say)
    rejected = _bring_in(run, most)
    member = Member(Browser(application(), run.core[0]))
    _one_by_one(run, member, 20)
    _review(run, member, rejected)
    _answer(run, member)
    for kind in ("csv", "xlsx"):
        path = folder / f"respuestas.{kind}"
        run.command(f"export responses {kind}", export_responses, *PLACE, f"--format={kind}", "-o", path)
        run.note(f"respuestas.{kind} (kB)", path.stat().st_size // 1024)
    with (folder / "respuestas.csv").open(encoding="utf-8-sig", newline="") as file:
        run.note("rows in the table", sum(1 for _row in csv.reader(file)) - 1)
    context.pop()
    return run


def _bring_in(run: Run, most: int) -> set[str]:
    """Import everything, and return the texts that the conversations' moderators had rejected."""
    path = DATA / "decidim_barcelona_2016" / "proposals_district_bon_govern.tar.gz"
    fields = ("title=title", "problem=summary", "territory=district.name", "key=id")
    words = [f"--map={one.replace('=', '=proposal.')}" for one in fields]
    run.command("import proposals", import_proposals, path, *PLACE, *words, "--set=pillar=participacion")
    rejected = set[str]()
    host = make_account(run.session, "Quien abrió la conversación")
    for name in CONVERSATIONS:
        about = submit(
            run.session, actor=actor_of(host), cycle=run.cycle, pillar=run.cycle.pillars[1], now=run.clock.now(),
            words=ProposalWords(f"Conversación {name}", "Una conversación abierta entre muchas personas.",
                                "Leer lo que se dijo y responder."),
        )  # fmt: skip
        run.session.commit()
        file = run.folder / f"{name}.csv"
        rejected |= _cut(DATA / "polis" / name / "comments.csv", file, most)
        options = ("--map=text=comment-body", "--map=key=comment-id", "--set=stance=for")
        run.command(f"import comments {name}", import_comments_, file, *PLACE, *options,
                    f"--set=proposal=P-{about.number}")  # fmt: skip
    run.note("arguments", run.session.scalar(select(func.count()).select_from(Argument)))
    return rejected


def _cut(source: Path, target: Path, most: int) -> set[str]:
    with source.open(encoding="utf-8", newline="") as read, target.open("w", encoding="utf-8", newline="") as out:
        rows = csv.DictReader(read)
        writer = csv.DictWriter(out, rows.fieldnames or [])
        writer.writeheader()
        found = [row for _n, row in zip(range(most), rows, strict=False)]
        writer.writerows(found)
    return {row["comment-id"] + row["comment-body"][:20] for row in found if row["moderated"] == "-1"}


def _one_by_one(run: Run, member: Member, count: int) -> None:
    """Decide on some one after the other: a key for the decision, Enter to publish; the next is there."""
    page, before = member.open(f"{REVIEW}?ver=argumentos"), member.actions
    for _n in range(count):
        page = member.send(page, "revision", acts=1, decision="keep", reason=KEPT)
    run.note("actions a decision, one by one", (member.actions - before) / count)


def _review(run: Run, member: Member, rejected: set[str]) -> None:
    """Review everything in pages: mark what breaks a rule and hide it, then keep the rest."""
    before, begin = member.actions, time.perf_counter()
    items = counts(run.session, run.cycle.id)[Show.ALL]
    out = _out(run, rejected)
    while counts(run.session, run.cycle.id)[Show.ALL]:
        page = member.open(f"{REVIEW}?compacta=1")
        boxes = [str(box["value"]) for box in page.soup.select("input[name=chosen]")]
        wrong = [value for value in boxes if value.partition(":")[0] in out]
        if wrong:
            member.bulk(page, wrong, acts=len(wrong) + 1, decision=HIDE_RULE, reason=WHY)
            page = member.open(f"{REVIEW}?compacta=1")
        page = member.open(f"{REVIEW}?compacta=1&todas=1")
        marked = [str(box["value"]) for box in page.soup.select("input[name=chosen][checked]")]
        member.bulk(page, marked, acts=1, decision="keep", reason=KEPT)
    hidden = select(func.count()).where(Ruling.verdict == Verdict.HIDDEN)
    run.note("texts reviewed", items)
    run.note("hidden, as their moderators had", run.session.scalar(hidden))
    run.note("actions a text", round((member.actions - before) / items, 3))
    run.note("review (s)", round(time.perf_counter() - begin, 1))
    run.note("slowest page of the queue (s)", round(member.slowest, 2))


def _out(run: Run, rejected: set[str]) -> set[str]:
    """Return the targets of the arguments that were rejected where they come from."""
    found = run.session.execute(select(Argument.id, Argument.source_key, Argument.text))
    return {f"A{id}" for id, key, text in found if (key or "").partition(":")[0] + text[:20] in rejected}


def _answer(run: Run, member: Member) -> None:
    """Answer every proposal in pages of two hundred with a reason that speaks to each."""
    before, begin, (done, total) = member.actions, time.perf_counter(), progress(run.session, run.cycle.id)
    member.slowest = 0.0
    while done < total:
        page = member.open(f"{DESK}?compacta=1&todas=1")
        chosen = [str(box["value"]) for box in page.soup.select("input[name=chosen][checked]")]
        member.bulk(page, chosen, acts=1, outcome="other_body", reason=ANSWER)
        run.session.expire_all()
        done, total = progress(run.session, run.cycle.id)
    run.note("answered, of all", (done, total))
    run.note("actions an answer", round((member.actions - before) / total, 3))
    run.note("answers (s)", round(time.perf_counter() - begin, 1))
    run.note("slowest page of the desk (s)", round(member.slowest, 2))


def main() -> None:
    if not DATA.exists():
        raise SystemExit(f"The real data is not at {DATA}.")
    with TemporaryDirectory() as folder:
        moderation(Path(folder), print, most=int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)


if __name__ == "__main__":
    main()
