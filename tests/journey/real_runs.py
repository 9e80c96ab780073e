"""The two real inputs, end to end, through the commands that an operator types; prints the figures of the README.

    .venv/bin/python -m tests.journey.real_runs

A clock that is moved forward stands in for the weeks between opening, closing and publishing; nothing else does.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from click.testing import CliRunner
from flask.ctx import AppContext
from flask_migrate import upgrade
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.app import create_app
from gacocrea.commitments.actions import draft_from_themes
from gacocrea.core.clock import FixedClock
from gacocrea.core.tables import Pabulib, read_pabulib
from gacocrea.core.terms import Phase, Role
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.people.models import Account
from gacocrea.plan.commands import export_plan
from gacocrea.proposals import queries as proposals
from gacocrea.proposals.commands import import_proposals
from gacocrea.proposals.rules import row_key
from gacocrea.themes.actions import answer_many
from gacocrea.themes.commands import import_themes
from gacocrea.themes.models import Outcome, Theme
from gacocrea.themes.queries import Show, progress, queue
from gacocrea.voting.commands import import_ballots, poll
from gacocrea.voting.queries import polls_of, results, selected_theme_ids
from gacocrea.web.extensions import db
from tests.factories import DAYS, actor_of, make_cycle, make_forum, make_member
from tests.support import NOON, make_settings
from tests.votes import decide_selection

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
PLACE = ("--forum", "ecuador", "--cycle", "2026-2028")
REASON = "El resultado oficial también cuenta las boletas en papel y lo que cuesta cada proyecto."
DECLINED = "Se leyó y se registró. Es materia del plan municipal y no de un compromiso de gobierno abierto."


@dataclass
class Run:
    """One real run: its place, its people, its clock, and the figures it leaves."""

    folder: Path
    clock: FixedClock
    session: Session
    forum: Forum
    cycle: Cycle
    core: list[Account]
    say: Callable[[str], None]
    figures: dict[str, object] = field(default_factory=dict)

    def command(self, name: str, command: click.Command, *words: str | Path) -> str:
        """Run a command as an operator would, note how long it took, and stop the run when it fails."""
        start = time.perf_counter()
        done = CliRunner().invoke(command, [str(word) for word in words])
        if done.exit_code:
            raise SystemExit(f"{name}: {done.output}{done.exception or ''}")
        self.note(f"{name} (s)", round(time.perf_counter() - start, 2))
        return done.output

    def note(self, name: str, value: object) -> None:
        self.figures[name] = value
        self.say(f"  {name}: {value}")

    def go_to(self, phase: Phase) -> None:
        """Move the clock to the middle of a phase."""
        window = self.cycle.moment(self.clock.now()).window(phase)
        assert window
        self.clock.instant = window.opens_at + (window.closes_at - window.opens_at) / 2

    def both(self) -> tuple[str, ...]:
        first, second = (str(account.email) for account in self.core)
        return ("--by", first, "--and", second)


def started(folder: Path, phase: Phase, say: Callable[[str], None], **rules: Any) -> tuple[Run, AppContext]:
    """Return a run in a fresh, migrated installation, and the context that keeps it open."""
    clock = FixedClock(NOON)
    app = create_app(make_settings(folder), clock=clock)
    context = app.app_context()
    context.push()
    upgrade()
    session = db.session()
    forum = make_forum(session)
    cycle = make_cycle(session, forum, phase=phase, **rules)
    core = [make_member(session, forum, sector=place) for place in range(2)]
    return Run(folder, clock, session, forum, cycle, core, say), context


def budapest(folder: Path, say: Callable[[str], None] = lambda _line: None) -> Run:
    """Újbuda 2025: four categories become pillars, forty projects themes, 2,040 voters' ballots; the plan leaves."""
    run, context = started(folder, Phase.VOTING, say, choices_max=1)
    path = DATA / "pabulib" / "Hungary_Budapest_2025_XI_Ujbuda.pb"
    fields = ("title=name", "problem=name", "solution=name", "pillar=category", "key=project_id")
    pillars = zip(("Care", "Free", "Green", "Modern"), run.cycle.pillars, strict=True)
    words = [f"--map={one}" for one in fields] + [f"--pillar-map={name}={row.key}" for name, row in pillars]
    run.command("import proposals", import_proposals, path, *PLACE, *words)
    run.command("import themes", import_themes, *PLACE)
    run.command("poll open", poll, "open", *PLACE, *run.both())
    run.command("import ballots", import_ballots, path, *PLACE)
    run.command("the same ballots again", import_ballots, path, *PLACE)
    run.clock.instant = NOON + timedelta(days=DAYS[Phase.VOTING][1] + 3)
    run.command("poll close", poll, "close", *PLACE, *run.both())
    run.clock.instant += timedelta(hours=run.cycle.challenge_hours)
    run.command("poll publish", poll, "publish", *PLACE, *run.both())
    _compare(run, read_pabulib(path))
    _draft_and_export(run)
    context.pop()
    return run


def _compare(run: Run, file: Pabulib) -> None:
    """Compare every tally with the published one, and confirm the official winners with their reasons."""
    keyed = {theme.id: row_key(str(theme.source_key)) for theme in run.session.scalars(select(Theme))}
    published = {project.id: project.votes for project in file.projects}
    official = {
        id for id, key in keyed.items() if key in {row.id for row in file.projects if row.selected == 1}
    }
    counted: dict[str, int] = {}
    departures = ballots = 0
    for each in polls_of(run.session, run.cycle.id):
        found = results(run.session, each)
        assert found
        counted |= {keyed[line.theme_id]: line.votes for line in found.lines}
        departures += sum(line.by_rule != (line.theme_id in official) for line in found.lines)
        ballots += found.ballots
        ids = {line.theme_id for line in found.lines}
        decide_selection(
            run.session,
            actor=actor_of(run.core[0], Role.CORE_GROUP, sector=run.forum.sectors[0]),
            cycle=run.cycle,
            poll=each,
            chosen=ids & official,
            reasons=dict.fromkeys(ids, REASON),
            now=run.clock.now(),
        )
    run.session.commit()
    run.note("voters", len(file.votes))
    run.note("ballots counted", ballots)
    run.note(
        "tallies equal to the published votes", sum(counted[key] == votes for key, votes in published.items())
    )
    run.note("official winners", len(selected_theme_ids(run.session, run.cycle.id)))
    run.note("reasoned departures from the tally", departures)


def _draft_and_export(run: Run) -> None:
    run.go_to(Phase.DRAFTING)
    actor = actor_of(run.core[0], Role.CORE_GROUP, sector=run.forum.sectors[0])
    for theme_id in sorted(selected_theme_ids(run.session, run.cycle.id)):
        draft_from_themes(
            run.session, actor=actor, cycle=run.cycle, theme_ids=[theme_id], now=run.clock.now()
        )
    run.session.commit()
    _export(run)


def barcelona(folder: Path, say: Callable[[str], None] = lambda _line: None) -> Run:
    """447 good-government proposals: imported, searched, answered in bulk, exported with their answers."""
    run, context = started(folder, Phase.PROPOSALS, say)
    path = DATA / "decidim_barcelona_2016" / "proposals_district_bon_govern.tar.gz"
    fields = ("title=title", "problem=summary", "territory=district.name", "key=id")
    words = [f"--map={one.replace('=', '=proposal.')}" for one in fields]
    run.command("import proposals", import_proposals, path, *PLACE, *words, "--set=pillar=participacion")
    run.command("the same file again", import_proposals, path, *PLACE, *words, "--set=pillar=participacion")
    start = time.perf_counter()
    found = proposals.page_of(run.session, cycle_id=run.cycle.id, words="participació")
    run.note("search for «participació» (ms)", round(1000 * (time.perf_counter() - start), 1))
    run.note("found", found.total)
    start = time.perf_counter()
    run.note("answered in bulk", _answer_all(run))
    run.note("bulk answers (s)", round(time.perf_counter() - start, 2))
    run.note("answered, of all", progress(run.session, run.cycle.id))
    _export(run)
    context.pop()
    return run


def _answer_all(run: Run) -> int:
    """Answer every waiting proposal, fifty at a time, as the desk's bulk page does."""
    actor = actor_of(run.core[0], Role.CORE_GROUP, sector=run.forum.sectors[0])
    answered = 0
    while waiting := queue(run.session, cycle_id=run.cycle.id, show=Show.WAITING, size=50).proposals:
        done = answer_many(
            run.session,
            actor=actor,
            cycle=run.cycle,
            proposals=waiting,
            outcome=Outcome.OTHER_BODY,
            reason=DECLINED,
            seen=dict.fromkeys((row.id for row in waiting), 0),
            now=run.clock.now(),
        )
        run.session.commit()
        answered += sum(each.refusal is None for each in done)
    return answered


def _export(run: Run) -> None:
    for kind in ("docx", "pdf", "json", "csv"):
        path = run.folder / f"plan.{kind}"
        run.command(f"export plan {kind}", export_plan, *PLACE, f"--format={kind}", "-o", path)
        run.note(f"plan.{kind} (kB)", path.stat().st_size // 1024)


def main() -> None:
    if not DATA.exists():
        raise SystemExit(f"The real data is not at {DATA}.")
    for run in (budapest, barcelona):
        print(run.__name__)
        with TemporaryDirectory() as folder:
            run(Path(folder), print)


if __name__ == "__main__":
    main()
