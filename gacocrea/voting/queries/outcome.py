"""What is read of a published poll. Before publication every function here answers None or nothing, to everyone."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.record import RecordEntry
from gacocrea.forum.models import Decision
from gacocrea.voting.models import Annulled, Ballot, FinalBallot, Poll, PollOption, PollState, Selection
from gacocrea.voting.queries.counts import Count, count_of
from gacocrea.voting.rules import PROPORTIONAL, Ranking, read_manifest


@dataclass(frozen=True)
class Turnout:
    """Who took part, as counted when the poll was closed."""

    ballots: int
    eligible: int
    replaced: int

    @property
    def share(self) -> float:
        return self.ballots / self.eligible if self.eligible else 0.0


@dataclass(frozen=True)
class Line:
    """A theme in the result. `chosen` is None until the core group has confirmed."""

    theme_id: int
    code: str
    title: str
    votes: int
    share: float
    place: int
    place_by_votes: int
    by_rule: bool
    by_votes: bool
    """Whether it would win by most votes."""
    chosen: bool | None
    reason: str

    @property
    def departs(self) -> bool:
        return self.chosen is not None and self.chosen != self.by_rule


@dataclass(frozen=True)
class Result:
    """The result of a poll, best first."""

    pillar: str
    pillar_key: str
    lines: tuple[Line, ...]
    seats: int
    count: Count
    decision: Decision | None

    @property
    def ballots(self) -> int:
        return self.count.together.ballots

    @property
    def blank(self) -> int:
        return self.count.together.blank

    @property
    def ranking(self) -> Ranking:
        return self.count.ranking

    @property
    def is_proportional(self) -> bool:
        """Whether a proportional rule found the winners."""
        return self.count.rule in PROPORTIONAL

    @property
    def agrees_with_majority(self) -> bool:
        """Whether the rule and most votes give the same winners."""
        return all(line.by_rule == line.by_votes for line in self.lines)

    def title(self, code: str) -> str:
        """Return the title of a theme."""
        return next(line.title for line in self.lines if line.code == code)

    @property
    def taken_up(self) -> tuple[Line, ...]:
        """The themes that go on: those confirmed, or those of the rule while nobody has confirmed."""
        return tuple(line for line in self.lines if (line.by_rule if line.chosen is None else line.chosen))


def results(session: Session, poll: Poll) -> Result | None:
    """Return the result of a poll, None for everyone until it is published. Two statements at most."""
    return results_of(session, [poll]).get(poll.id)


def results_of(session: Session, polls: Sequence[Poll]) -> dict[int, Result]:
    """Return by poll the results of those that are published. One statement, and one to count each poll once."""
    published = [poll for poll in polls if poll.state is PollState.PUBLISHED]
    wanted = (
        select(Selection, Decision)
        .join(Decision, Decision.id == Selection.decision_id)
        .where(Selection.poll_id.in_([poll.id for poll in published]))
    )
    selected = defaultdict[int, dict[int, Selection]](dict)
    decisions: dict[int, Decision] = {}
    for row, decision in session.execute(wanted) if published else ():
        selected[row.poll_id][row.theme_id] = row
        decisions[row.poll_id] = decision
    return {poll.id: _result(session, poll, selected[poll.id], decisions.get(poll.id)) for poll in published}


def _result(
    session: Session, poll: Poll, selected: Mapping[int, Selection], decision: Decision | None
) -> Result:
    manifest, count = read_manifest(poll.manifest), count_of(session, poll)
    options = {option.code: option for option in poll.options}
    lines = (
        _line(options[code], count, selected.get(options[code].theme_id), decided=decision is not None)
        for code in count.ranking.order
    )
    return Result(manifest.pillar, manifest.pillar_key, tuple(lines), poll.seats, count, decision)


def _line(option: PollOption, count: Count, row: Selection | None, *, decided: bool) -> Line:
    code, together = option.code, count.together
    return Line(
        theme_id=option.theme_id,
        code=code,
        title=option.title,
        votes=together.votes[code],
        share=together.votes[code] / together.ballots if together.ballots else 0.0,
        place=count.ranking.place(code),
        place_by_votes=count.majority.place(code),
        by_rule=code in count.ranking.winners,
        by_votes=code in count.majority.winners,
        chosen=bool(row and row.chosen) if decided else None,
        reason=row.reason if row else "",
    )


def selected_theme_ids(session: Session, cycle_id: int) -> set[int]:
    """Return the themes that the core group confirmed, in all pillars. One statement."""
    mine = select(Selection.theme_id).join(Poll, Poll.id == Selection.poll_id)
    return set(session.scalars(mine.where(Poll.cycle_id == cycle_id, Selection.chosen)))


@dataclass(frozen=True)
class ThemeResult:
    """What the vote said of one theme, and what the core group made of it."""

    line: Line
    result: Result


def theme_results(session: Session, theme_ids: Collection[int]) -> dict[int, ThemeResult]:
    """Return by theme the result of those whose poll is published. Three statements, and see `results_of`."""
    mine = select(PollOption.poll_id).where(PollOption.theme_id.in_(theme_ids))
    polls = session.scalars(select(Poll).where(Poll.id.in_(mine), Poll.state == PollState.PUBLISHED)).all()
    return {
        line.theme_id: ThemeResult(line, result)
        for result in results_of(session, polls).values()
        for line in result.lines
        if line.theme_id in theme_ids
    }


def turnout(session: Session, cycle_id: int) -> dict[str, Turnout]:
    """Return by pillar key who took part in the polls that are closed, from the public record. One statement."""
    closed = select(RecordEntry.subject, RecordEntry.facts).where(
        RecordEntry.cycle_id == cycle_id, RecordEntry.verb == "poll.closed"
    )
    return {
        subject: Turnout(facts["ballots"], facts["eligible"], facts["replaced"])
        for subject, facts in session.execute(closed)
    }


def closing_list(session: Session, poll: Poll) -> list[str] | None:
    """Return the seals of a closed poll in ascending order, None while it is open. One statement."""
    if poll.state is PollState.OPEN:
        return None
    table = FinalBallot if poll.state is PollState.PUBLISHED else Ballot
    counted = select(table.seal).where(table.poll_id == poll.id)
    return sorted(session.scalars(counted.union(select(Annulled.seal).where(Annulled.poll_id == poll.id))))
