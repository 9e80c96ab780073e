"""A new secretary's first plan on real commitments: typed in, consulted, adopted, exported in every format.

    .venv/bin/python -m tests.journey.plan_run [FOLDER]

The fifteen commitments of Colombia's fourth plan and the ten of Ecuador's first are typed into the pages, field by
field, from their published facts; what a document of the time says beyond them is marked as an example. Colombia's is
taken through its consultation and adopted. The files stay in FOLDER, to be looked at.
"""

import csv
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from gacocrea.commitments.actions import ADDITION
from gacocrea.commitments.models import CommentOutcome
from gacocrea.commitments.queries import all_of, comments_of
from gacocrea.core.terms import Phase, Role
from gacocrea.forum.models import Motion, MotionState
from gacocrea.plan.actions import ADOPTION
from gacocrea.plan.commands import export_plan
from gacocrea.plan.views import KINDS
from gacocrea.web.application import application
from tests.browser import Browser, Page
from tests.factories import make_account, make_member
from tests.journey.real_runs import DATA, PLACE, Run, started
from tests.votes import carry

HERE = "/ecuador/2026-2028"
FACTS = DATA / "ogp_commitments"
WHY = "El plan se escribió antes de que hubiera votación aquí: entra como lo decidió su comité."
EXAMPLE = "(Ejemplo) Lo que dice el plan publicado en este punto se escribe aquí, con sus propias palabras y datos."
ASKED = ("problem", "causes", "done_so_far", "solution", "results", "transparency", "accountability", "participation")
NOTES = (
    ("problem", "against", "Falta decir a quién afecta más: a las comunidades rurales sin conexión."),
    ("problem", "against", "No dice a quién afecta más: las comunidades rurales que no tienen conexión."),
    ("results", "for", "Es lo que pedimos en la mesa: que los resultados se publiquen cada año."),
    ("accountability", "against", "No queda claro quién responde si el hito se retrasa."),
)


def rows_of(name: str, plan: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["plan_id"] == plan]


def typed_plan(run: Run, plan: str, most: int) -> Browser:
    """Type every commitment of a plan in: each is added by a motion of the group, then its sheet is filled."""
    secretary = Browser(application(), make_member(run.session, run.forum, Role.SECRETARIAT))
    steps = rows_of("milestones.csv", plan)
    for number, row in enumerate(rows_of("commitments.csv", plan)[:most], 1):
        _add(run, secretary, number, row)
        own = [step for step in steps if step["commitment_no"] == row["no"]]
        _fill(run, secretary, number, row, own)
    found = all_of(run.session, run.cycle.id)
    run.note("commitments typed in", len(found))
    run.note("milestones typed in", sum(len(one.milestones) for one in found))
    return secretary


def _send(browser: Browser, page: Page, form: str | None = None, **typed: Any) -> Page:
    sent = browser.submit(page, form, **typed)
    assert sent.status == 200, f"{sent.path}: {sent.status} {sent.words[:400]}"
    return sent


def _carried(run: Run, kind: str) -> Motion:
    wanted = select(Motion).where(Motion.kind == kind, Motion.state == MotionState.OPEN)
    motion = carry(run.session, run.forum, run.session.scalars(wanted).one(), run.clock.now())
    run.session.commit()
    return motion


def _add(run: Run, secretary: Browser, number: int, row: dict[str, str]) -> None:
    pillar = run.cycle.pillars[number % len(run.cycle.pillars)].key
    page = secretary.get(f"{HERE}/compromisos/agregar")
    put = _send(secretary, page, pillar=pillar, name=row["title"][:140], reason=WHY)
    _carried(run, ADDITION)
    code = put.path.rpartition("/")[2]
    _send(secretary, secretary.get(put.path), f"{HERE}/compromisos/mocion/{code}")


def _fill(run: Run, secretary: Browser, number: int, row: dict[str, str], steps: list[dict[str, str]]) -> None:
    starts, ends = run.cycle.plan_starts_on, run.cycle.plan_ends_on
    known = [(step["milestone_or_target"], "Informe publicado con sus anexos") for step in steps]
    typed: dict[str, Any] = dict.fromkeys(ASKED, EXAMPLE) | {
        "brief": row["title"],
        "lead": row["lead"] or "Por confirmar con la institución",
        "support_civil_society": row["counterpart_or_support"][:400] or "Por confirmar",
        "extra_national_plan": row["group_or_pillar"],
        "reason": "Se escribe a partir del plan publicado.",
    }
    for place, (text, output) in enumerate(known or [("Publicar el informe anual de avance", "Informe publicado")]):
        if place % 2 == 0:
            page = secretary.get(f"{HERE}/compromisos/C-{number:02}/editar")
        words = {"text": text[:400], "output": output, "starts_on": starts, "ends_on": min(ends, _later(starts, place))}
        typed |= {f"milestones-{place}-{name}": str(value) for name, value in words.items()}
        if place % 2 or place == len(known or [0]) - 1:
            _send(secretary, page, **typed)
            typed = {"reason": "Se agregan hitos."}


def _later(starts: date, place: int) -> date:
    return starts + timedelta(days=120 * (place + 1))


def consulted(run: Run, secretary: Browser) -> None:
    """Freeze the draft, let people comment on every commitment, answer them in bulk and change what they moved."""
    _send(secretary, secretary.get(f"{HERE}/secretaria/plan/fijar"), stage="consultation", note="Sale a consulta.")
    run.go_to(Phase.CONSULTATION)
    for place, (part, stance, text) in enumerate(NOTES):
        citizen = Browser(application(), make_account(run.session))
        for number in range(1 + place, len(all_of(run.session, run.cycle.id)) + 1, 3):
            page = citizen.get(f"{HERE}/compromisos/C-{number:02}/observaciones?parte={part}")
            _send(citizen, page, f"{HERE}/compromisos/C-{number:02}/observaciones", part=part, stance=stance, text=text)
    waiting = comments_of(run.session, run.cycle.id)
    page = secretary.get(f"{HERE}/mesa/observaciones")
    numbers = [str(row.comment.number) for row in waiting]
    reason = "Gracias. La institución confirmó el dato y se agrega en la versión que va a decisión."
    preview = _send(
        secretary, page, chosen=numbers, outcome=CommentOutcome.NOT_TAKEN.value, reason=reason
    )
    _send(secretary, preview, chosen=numbers, publish="1")
    run.note("comments answered in one action", len(numbers))


def adopted(run: Run, secretary: Browser) -> None:
    """Put the plan to the group's decision by its rules, and adopt it."""
    run.go_to(Phase.ADOPTION)
    _send(secretary, secretary.get(f"{HERE}/secretaria/plan/fijar"), stage="decision", note="Va a decisión.")
    page = secretary.get(f"{HERE}/secretaria/plan/fijar")
    put = _send(secretary, page, f"{HERE}/secretaria/plan/someter")
    _carried(run, ADOPTION)
    done = _send(secretary, secretary.get(put.path), f"{HERE}/plan/adoptar")
    assert "El plan quedó adoptado." in done.words
    run.note("plan adopted", True)


def exported(run: Run, plan: str) -> None:
    for kind in KINDS:
        path = run.folder / f"{plan}-{kind}.{'zip' if kind in ('csv', 'fichas') else kind.partition('-')[0]}"
        path = path.with_suffix(".pdf") if kind.startswith("pared") else path
        run.command(f"export {kind}", export_plan, *PLACE, f"--format={kind}", "-o", path)


def plan_run(
    folder: Path, plan: str, say: Callable[[str], None] = lambda _line: None, *, most: int = 99
) -> Run:
    """Type one plan in (at most so many commitments) and export it; Colombia's is consulted on and adopted."""
    run, context = started(folder, Phase.DRAFTING, say, plan_ends_on=date(2030, 6, 30))
    run.core += [make_member(run.session, run.forum, sector=place) for place in (2, 3)]
    secretary = typed_plan(run, plan, most)
    if plan == "CO4":
        consulted(run, secretary)
        adopted(run, secretary)
    exported(run, plan)
    context.pop()
    return run


def main() -> None:
    with TemporaryDirectory() as own:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(own)
        for plan in ("CO4", "EC1"):
            (folder / plan).mkdir(parents=True, exist_ok=True)
            print(plan)
            plan_run(folder / plan, plan, print)


if __name__ == "__main__":
    main()
