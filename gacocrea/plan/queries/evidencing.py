"""What shows how a plan was made: figures of the cycle, earlier plans, the forum's members, minutes and decisions."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from gacocrea.commitments import queries as commitments
from gacocrea.commitments.models import Commitment, CommitmentStatus
from gacocrea.core.terms import Phase
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.queries import cycles_of
from gacocrea.forum import queries as forums
from gacocrea.forum.models import Attendance, Choice, Forum, Meeting, Motion
from gacocrea.plan.paper import evidence
from gacocrea.plan.queries.words import Address, Completions, Words
from gacocrea.proposals import queries as proposals
from gacocrea.proposals.models import Origin
from gacocrea.themes import queries as themes
from gacocrea.voting import queries as voting

_AFTER = (Phase.IMPLEMENTATION, Phase.CLOSED)


def calendar(cycle: Cycle, words: Words) -> tuple[evidence.Phase, ...]:
    """Return the phases in order."""
    return tuple(
        evidence.Phase(words(row.phase), row.opens_at, row.closes_at, row.phase not in _AFTER)
        for row in cycle.phases
    )


def figures(session: Session, forum: Forum, cycle: Cycle, words: Words, now: datetime) -> evidence.Figures:
    """Return the cycle in numbers. Ten statements."""
    came = proposals.figures(session, cycle_id=cycle.id)
    made = themes.themes_of(session, cycle.id)
    outcomes = themes.outcome_counts(session, cycle.id)
    consulted = commitments.participation(session, cycle.id)
    met = [row for row in forums.meetings(session, forum) if _within(cycle, row.starts_at, now)]
    return evidence.Figures(
        proposals_online=came.total - came.by_origin[Origin.WORKSHOP],
        proposals_workshops=came.by_origin[Origin.WORKSHOP],
        themes=len(made),
        meetings=len(met),
        pillars=_by_pillar(session, cycle, came, made),
        outcomes=tuple((words(outcome), count) for outcome, count in outcomes.items() if count),
        people=proposals.people(session, cycle_id=cycle.id),
        territories=sum(bool(name) for name in came.by_territory),
        workshops=came.workshops,
        attendance=came.attendance,
        comments=consulted.comments,
        commenters=consulted.people,
        comment_answers=tuple((words(one), count) for one, count in sorted(consulted.outcomes.items())),
    )


def _by_pillar(
    session: Session, cycle: Cycle, came: proposals.Figures, made: list[themes.ThemeRow]
) -> tuple[evidence.PillarFigures, ...]:
    took_part = voting.turnout(session, cycle.id)
    rows = []
    for pillar in cycle.pillars:
        part = took_part.get(pillar.key)
        rows.append(
            evidence.PillarFigures(
                pillar=pillar.key,
                proposals=came.by_pillar[pillar.id],
                themes=sum(row.theme.pillar_id == pillar.id for row in made),
                ballots=part.ballots if part else None,
                turnout=part.share if part else None,
            )
        )
    return tuple(rows)


def _within(cycle: Cycle, instant: datetime, now: datetime) -> bool:
    return cycle.phases[0].opens_at <= instant < min(now, cycle.phases[-1].closes_at)


def sectors(session: Session, forum: Forum, words: Words, now: datetime) -> tuple[evidence.Sector, ...]:
    """Return who sits in the forum today. Three statements."""
    return tuple(
        evidence.Sector(
            sector.name,
            tuple(
                evidence.Member(one.name, one.institution, words(one.kind) if one.kind else "")
                for one in members
            ),
        )
        for sector, members in forums.roll(session, forum, now).seats
    )


def earlier(
    session: Session, forum: Forum, cycle: Cycle, words: Words, completions: Completions
) -> tuple[evidence.EarlierPlan, ...]:
    """Return the forum's plans before this one, the latest first, with where each commitment got. Six statements."""
    before = [row for row in cycles_of(session, forum.id) if row.plan_starts_on < cycle.plan_starts_on]
    found = _adopted(session, [row.id for row in before])
    reached = completions([row.id for row in found])
    plans = []
    for plan in before:
        rows = tuple(
            evidence.EarlierCommitment(
                reference("C", row.number),
                row.name,
                row.lead,
                words(reached[row.id]) if row.id in reached else "",
            )
            for row in found
            if row.cycle_id == plan.id
        )
        plans += [evidence.EarlierPlan(plan.title, rows)] if rows else []
    return tuple(plans)


def _adopted(session: Session, cycle_ids: list[int]) -> list[Commitment]:
    wanted = select(Commitment).where(
        Commitment.cycle_id.in_(cycle_ids), Commitment.status == CommitmentStatus.ADOPTED
    )
    return list(session.scalars(wanted.order_by(Commitment.number))) if cycle_ids else []


def minutes(
    session: Session, forum: Forum, cycle: Cycle, now: datetime, address: Address
) -> tuple[evidence.Minutes, ...]:
    """Return the meetings of the cycle whose minutes are public, in order. Three statements."""
    return tuple(
        evidence.Minutes(
            ref=reference("R", row.number),
            title=row.title,
            starts=row.starts_at,
            place=row.place,
            present=tuple(map(_present, row.present)),
            agreements=tuple(
                evidence.Agreed(one.text, one.owner, one.due_on, one.done_on is not None)
                for one in row.agreements
            ),
            disagreements=row.disagreements,
            address=address("forum.meeting", code=reference("R", row.number)),
        )
        for row in _minuted(session, forum)
        if _within(cycle, row.starts_at, now)
    )


def _minuted(session: Session, forum: Forum) -> list[Meeting]:
    wanted = select(Meeting).where(Meeting.forum_id == forum.id, Meeting.minutes_published_at.is_not(None))
    whole = wanted.options(selectinload(Meeting.agreements), selectinload(Meeting.present))
    return list(session.scalars(whole.order_by(Meeting.starts_at, Meeting.id)))


def _present(row: Attendance) -> evidence.Member:
    return evidence.Member(row.name, row.seat.institution)


def decisions(
    session: Session, forum: Forum, cycle: Cycle, now: datetime
) -> tuple[evidence.DecisionTaken, ...]:
    """Return what the core group decided in the cycle, in order. Three statements."""
    motions = {row.decision_id: row for row in forums.motions(session, forum) if row.decision_id}
    return tuple(
        evidence.DecisionTaken(
            ref=reference("D", row.number),
            title=row.title,
            text=row.text,
            at=row.decided_at,
            by=row.decided_by,
            votes=_votes(motions.get(row.id)),
        )
        for row in reversed(forums.decisions(session, forum))
        if _within(cycle, row.decided_at, now)
    )


def _votes(motion: Motion | None) -> evidence.Votes | None:
    if motion is None:
        return None
    cast = [seat.choice for seat in motion.seats]
    return evidence.Votes(cast.count(Choice.FOR), cast.count(Choice.AGAINST), cast.count(Choice.ABSTAIN))
