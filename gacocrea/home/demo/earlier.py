"""The plan before: adopted from its document, in implementation while the next one is written."""

from dataclasses import replace
from datetime import datetime, timedelta

from gacocrea.commitments.actions import save
from gacocrea.commitments.models import Commitment, CommitmentStatus
from gacocrea.commitments.rules import Sheet
from gacocrea.core import record
from gacocrea.core.numbering import next_number
from gacocrea.core.terms import Phase, Role
from gacocrea.cycle.rules import CyclePlan
from gacocrea.home.demo.dates import NATIONAL, Almanac, Spans
from gacocrea.home.demo.drafting import steps, supporters
from gacocrea.home.demo.founding import pillars_of, publish_plan
from gacocrea.home.demo.load import Row, earlier_plan, listed
from gacocrea.home.demo.scene import Play, with_role
from gacocrea.progress.actions import report
from gacocrea.progress.models import Completion

START = NATIONAL[Phase.IMPLEMENTATION][0]
ENTERED, WITHDRAWN, ADOPTED = 20, 70, 85  # days of that cycle's own calendar
LATEST = 10  # days before the national day 0 on which the last report was made
FIELDS = ("name", "brief", "lead", "problem", "solution")


def calendar(play: Play, plan: Row) -> tuple[Play, Spans]:
    """Return the play on the earlier cycle's own calendar, and its phases."""
    starts_on = play.almanac.months(0, -plan["started_months_ago"])
    own = Almanac(starts_on - timedelta(days=START), play.almanac.zone)
    end = START + (own.months(START, plan["duration_months"]) - starts_on).days
    spans = NATIONAL | {Phase.IMPLEMENTATION: (START, end), Phase.CLOSED: (end, end + 90)}
    return replace(play, almanac=own), spans


def play_earlier(play: Play, forum: Row) -> None:
    """Script the earlier cycle: published, its commitments entered, adopted and reported on."""
    plan = earlier_plan()
    own, spans = calendar(play, plan)
    starts_on, after = (own.almanac.day(number) for number in spans[Phase.IMPLEMENTATION])
    ends_on = after - timedelta(days=1)
    figures = [f"{row['label']}: {row['value']}" for row in plan["cocreation"]]
    words = CyclePlan(
        slug=plan["key"],
        title=plan["name"],
        period=f"{starts_on.year}–{ends_on.year}",
        plan_starts_on=starts_on,
        plan_ends_on=ends_on,
        pillars=pillars_of(forum),
        phases=own.almanac.windows(spans),
        foreword=plan["note"],
        efforts=listed(figures),
    )
    publish_plan(own, plan["key"], words, spans)
    made: dict[str, Commitment] = {}
    for row in plan["commitments"]:
        _enter(own, plan, row, made)
    notes = {row["key"]: row["reason"] for row in plan["commitments"] if row["state"] == "delayed"}
    _adopt(own, plan["key"], made, own.almanac.at(ADOPTED), notes)
    for row in plan["commitments"]:
        if row["state"] != "withdrawn":
            _report_all(own, plan, row, made, play.almanac.at(-LATEST))


def _enter(play: Play, plan: Row, row: Row, made: dict[str, Commitment]) -> None:
    """Script a commitment that comes from a document, not from themes: numbered, then saved as any other."""

    def enter(now: datetime) -> None:
        scene, cycle = play.scene, play.scene.cycles[plan["key"]]
        commitment = _blank(play, plan, row, now)
        sheet = Sheet(
            starts_on=cycle.plan_starts_on,
            ends_on=cycle.plan_ends_on,
            milestones=steps(play, row, START, names=False),
            **{name: row[name] for name in FIELDS},
            **supporters(row),
        )
        actor = scene.actor(with_role(play.forum, Role.SECRETARIAT))
        made[row["key"]] = save(scene.session, actor=actor, cycle=cycle, commitment=commitment, sheet=sheet,
                                seen_version=1, now=now)  # fmt: skip

    def drop(now: datetime) -> None:
        made[row["key"]].status, made[row["key"]].status_reason = CommitmentStatus.WITHDRAWN, row["reason"]
        made[row["key"]].changed_at = now

    play.script.add(play.almanac.at(ENTERED, 9), enter)
    if row["state"] == "withdrawn":
        play.script.add(play.almanac.at(WITHDRAWN, 9), drop)


def _blank(play: Play, plan: Row, row: Row, now: datetime) -> Commitment:
    """Return a numbered commitment with nothing in it yet but its name."""
    cycle = play.scene.cycles[plan["key"]]
    commitment = Commitment(
        cycle_id=cycle.id,
        pillar_id=play.pillar(row["pillar"], plan["key"]).id,
        number=next_number(play.session, scope=f"cycle:{cycle.id}", kind="C"),
        status=CommitmentStatus.DRAFT,
        name=row["name"],
        starts_on=cycle.plan_starts_on,
        ends_on=cycle.plan_ends_on,
        version=1,
        created_at=now,
        changed_at=now,
    )
    play.session.add(commitment)
    play.session.flush()
    return commitment


def _adopt(play: Play, key: str, made: dict[str, Commitment], at: datetime, notes: dict[str, str]) -> None:
    """Script that the plan is adopted: it was decided outside, on paper. `notes` go by the commitment's key."""

    def sign(now: datetime) -> None:
        cycle = play.scene.cycles[key]
        for name, commitment in made.items():
            if commitment.status is CommitmentStatus.DRAFT:
                commitment.status = CommitmentStatus.ADOPTED
                commitment.status_reason = notes.get(name, "")
                commitment.changed_at = now
        record.write(
            play.session, actor=play.scene.actor(with_role(play.forum, Role.SECRETARIAT)), now=now,
            verb="plan.adopted", subject=cycle.slug, forum_id=cycle.forum_id, cycle_id=cycle.id,
            commitments=len(made),
        )  # fmt: skip

    play.script.add(at, sign)


def _report_all(play: Play, plan: Row, row: Row, made: dict[str, Commitment], latest: datetime) -> None:
    """Script one report for each milestone: at its end, or lately when that is still to come."""
    for number, step in enumerate(row["milestones"]):

        def say(now: datetime, step: Row = step, number: int = number) -> None:
            shown = [one["description"] for one in step["evidence"]]
            urls = [one["url"] for one in step["evidence"]]
            commitment = made[row["key"]]
            report(
                play.session,
                actor=play.scene.actor(with_role(play.forum, Role.SECRETARIAT)),
                cycle=play.scene.cycles[plan["key"]],
                commitment=commitment,
                milestone=commitment.milestones[number],
                completion=Completion(step["status"]),
                note=step["progress"],
                evidence="; ".join(shown),
                evidence_url=next(iter(urls), ""),
                now=now,
            )

        end = play.almanac.on(play.almanac.months(START, step["end_month"]))
        play.script.add(min(end, latest), say)
