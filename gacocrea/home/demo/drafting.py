"""Winners become commitments in three versions, and everyone watches them being kept."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from gacocrea.commitments.actions import draft_from_themes, save
from gacocrea.commitments.models import Commitment
from gacocrea.commitments.rules import MilestoneWords, Sheet
from gacocrea.core.terms import Role
from gacocrea.home.demo.load import Row, rows_of
from gacocrea.home.demo.scene import Play, with_role
from gacocrea.progress.actions import report
from gacocrea.progress.models import Completion
from gacocrea.voting.queries import selected_theme_ids

DRAFTED, REWRITTEN, COMPLETED = 18, 25, 31
TEXTS = (
    *("name", "brief", "lead", "problem", "causes", "done_so_far", "solution", "results", "transparency"),
    *("accountability", "participation"),
)
FIRST_TEXTS = TEXTS[:7]
EXTRAS = ("sdg", "national_plan", "cross_cutting", "budget")
FIRST_STEPS = 2
REASONS = (
    "Se escribe el problema con las mesas de redacción.",
    "Se completa con la institución responsable.",
)
NOTES = {
    Completion.LIMITED: "Se nombró a las personas responsables y se acordó el plan de trabajo con las contrapartes.",
    Completion.SUBSTANTIAL: "La mayor parte está hecha. Falta la revisión con las contrapartes antes de publicar.",
    Completion.COMPLETED: "Se entregó lo comprometido y las contrapartes lo revisaron.",
}
"""What is reported of a milestone on its way; the product is named with it."""
UNFINISHED = 6
"""One milestone in so many stays short of being completed."""


def supporters(row: Row) -> dict[str, Any]:
    """Return the supporting stakeholders of a commitment as the fields of its sheet."""
    return {
        f"support_{kind}": "; ".join(row["supporters"][kind])
        for kind in ("government", "civil_society", "other")
    }


def steps(play: Play, row: Row, start: int, names: bool = True) -> tuple[MilestoneWords, ...]:
    """Return the milestones of a commitment; months count from the day `start`."""
    return tuple(
        MilestoneWords(
            text=step["text"],
            output=step["output"],
            starts_on=play.almanac.months(start, step["start_month"]),
            ends_on=play.almanac.months(start, step["end_month"]),
            lead=step["lead"] if names else "",
            supporters="; ".join(step["supporters"]) if names else "",
        )
        for step in row["milestones"]
    )


def draft(play: Play, start: int) -> dict[str, Commitment]:
    """Script the commitments: begun from their themes, rewritten, completed; `start` is the plan's first day."""
    made: dict[str, Commitment] = {}
    for place, row in enumerate(rows_of("commitments", play.forum)):
        _draft(play, row, place, start, made)
    return made


def _draft(play: Play, row: Row, place: int, start: int, made: dict[str, Commitment]) -> None:
    def begin(now: datetime) -> None:
        themes = [play.scene.themes[key].id for key in row["themes"]]
        if set(themes) <= selected_theme_ids(
            play.session, play.cycle.id
        ):  # a handful of ballots may choose otherwise
            actor = play.scene.actor(with_role(play.forum, Role.SECRETARIAT))
            made[row["key"]] = draft_from_themes(
                play.session, actor=actor, cycle=play.cycle, theme_ids=themes, now=now
            )

    def keep(version: int, now: datetime) -> None:
        if row["key"] in made:
            sheet = _sheet(play, row, start, is_whole=version > 1)
            actor = play.scene.actor(with_role(play.forum, Role.SECRETARIAT))
            save(play.session, actor=actor, cycle=play.cycle, commitment=made[row["key"]], sheet=sheet,
                 seen_version=version, reason=REASONS[version - 1], now=now)  # fmt: skip

    play.script.add(play.almanac.at(DRAFTED + place // 2, 10 + place % 2), begin)
    play.script.add(play.almanac.at(REWRITTEN + place // 2, 11), partial(keep, 1))
    play.script.add(play.almanac.at(COMPLETED + place, 9), partial(keep, 2))


def _sheet(play: Play, row: Row, start: int, *, is_whole: bool) -> Sheet:
    """Return a commitment as it is written: its first half, or all of it."""
    known: dict[str, Any] = {name: row[name] for name in (TEXTS if is_whole else FIRST_TEXTS)}
    if is_whole:
        known |= supporters(row) | {"contact": row["contact_role"], "extras": {key: row[key] for key in EXTRAS}}
    milestones = steps(play, row, start)
    return Sheet(
        starts_on=play.cycle.plan_starts_on,
        ends_on=play.cycle.plan_ends_on,
        milestones=milestones if is_whole else milestones[:FIRST_STEPS],
        **known,
    )


def keep_promises(play: Play, made: dict[str, Commitment], start: int) -> None:
    """Script what is reported of every milestone: begun, well on its way, and mostly completed in time."""
    place = 0
    for row in rows_of("commitments", play.forum):
        for number, step in enumerate(steps(play, row, start)):
            place += 1
            length = (step.ends_on - step.starts_on).days
            for completion, share in zip(NOTES, (0.3, 0.7, 1.0), strict=True):
                if completion is Completion.COMPLETED and place % UNFINISHED == 0:
                    continue
                day = step.starts_on + timedelta(days=round(length * share))
                _report(play, made, (row["key"], number), completion, day)


def _report(
    play: Play, made: dict[str, Commitment], which: tuple[str, int], completion: Completion, day: date
) -> None:
    def say(now: datetime) -> None:
        if which[0] not in made:
            return
        commitment = made[which[0]]
        milestone = commitment.milestones[which[1]]
        done = completion is Completion.COMPLETED
        address = f"https://example.org/plan/c{commitment.number:02}/h{milestone.number}"
        report(
            play.session,
            actor=play.scene.actor(with_role(play.forum, Role.SECRETARIAT)),
            cycle=play.cycle,
            commitment=commitment,
            milestone=milestone,
            completion=completion,
            note=NOTES[completion],
            evidence=milestone.output if done else "",
            evidence_url=address if done else "",
            now=now,
        )

    play.script.add(play.almanac.on(day), say)
