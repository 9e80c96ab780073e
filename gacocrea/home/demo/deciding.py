"""The core group decides: motions are put, seats vote with their names, and what is carried is carried out."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from gacocrea.core.terms import Actor, Role
from gacocrea.forum.actions import Noted, close_motion, propose_motion, record_votes, vote
from gacocrea.forum.models import Choice, Meeting, Motion, MotionSeat
from gacocrea.forum.queries import HeldSeat, held_seats, today_in
from gacocrea.home.demo.load import Row, rows_of
from gacocrea.home.demo.scene import Play, with_role
from gacocrea.voting.actions import confirm_selection, propose_selection
from gacocrea.voting.queries import Result, polls_of, results_of

PUT_BEFORE = timedelta(days=8)
SELECTED, VOTED, CONFIRMED = 13, 14, 15
"""The days on which the selections are put to the vote, voted, and carried out."""
Choices = Callable[[str], Choice]


def decide(play: Play) -> None:
    """Script the motions of a forum: some voted at a meeting, some by the seats themselves, some still open."""
    for row in rows_of("decisions", play.forum):
        if row["meeting"]:
            _at_a_meeting(play, row)
    for row in rows_of("motions", play.forum):
        _by_the_seats(play, row)


def _at_a_meeting(play: Play, row: Row) -> None:
    """Script a decision that a meeting took: the secretariat takes the votes from its minutes."""
    made: list[Motion] = []
    at = play.almanac.at(row["relative_days"], 14)

    def put(now: datetime) -> None:
        text = f"{row['text']}\n\n{row['reason']}"
        made.append(_put(play, row["proposed_by"], title=row["title"], text=text, now=now, closes_at=at))

    def note(now: datetime) -> None:
        meeting: Meeting = play.scene.meetings[row["meeting"]]
        chosen = _by_sector(play, row, now)
        votes = {
            seat.seat_id: Noted(chosen(seat.institution), dissent=_dissent(row["dissent"], seat.institution))
            for seat in made[0].seats
        }
        secretary = play.scene.actor(with_role(play.forum, Role.SECRETARIAT))
        record_votes(play.session, actor=secretary, motion=made[0], meeting=meeting, votes=votes, now=now)
        close_now(play, row["proposed_by"], made[0], now)

    play.script.add(at - PUT_BEFORE, put)
    play.script.add(at, note)


def _by_the_seats(play: Play, row: Row) -> None:
    made: list[Motion] = []
    closes_at = play.almanac.at(row["closes"], 20)

    def put(now: datetime) -> None:
        made.append(
            _put(play, row["proposed_by"], title=row["title"], text=row["text"], now=now, closes_at=closes_at)
        )

    def vote_now(late: bool, now: datetime) -> None:
        chosen = _named(row)
        for voter in voters_of(play, made[0], now):
            institution = voter[0].institution
            if (institution in row.get("late", ())) is late:
                vote_from(play, made[0], voter, chosen(institution), dissent=row["dissent"], now=now)

    play.script.add(play.almanac.at(row["put"], 9), put)
    play.script.add(play.almanac.at(row["put"] + 2, 18), lambda now: vote_now(False, now))
    play.script.add(closes_at - timedelta(hours=3), lambda now: vote_now(True, now))
    play.script.add(closes_at, lambda now: close_now(play, row["proposed_by"], made[0], now))


def select(play: Play) -> None:
    """Script the decision on each pillar: the tally, and the departures that were decided, voted by the seats."""
    made: list[tuple[Motion, Row]] = []

    def vote_all(now: datetime) -> None:
        for motion, row in made:
            chosen = _by_sector(play, row, now)
            for voter in voters_of(play, motion, now):
                choice = chosen(voter[0].institution)
                vote_from(play, motion, voter, choice, dissent=row["dissent"], now=now)

    def confirm(now: datetime) -> None:
        for place, (motion, row) in enumerate(made):
            at = now + timedelta(minutes=place)
            close_now(play, row["proposed_by"], motion, at)
            poll = polls_of(play.session, play.cycle.id)[place]
            actor = play.scene.actor(row["proposed_by"])
            confirm_selection(play.session, actor=actor, cycle=play.cycle, poll=poll, motion=motion, now=at)

    play.script.add(play.almanac.at(SELECTED, 15), lambda now: made.extend(_put_selections(play, now)))
    play.script.add(play.almanac.at(VOTED, 11), vote_all)
    play.script.add(play.almanac.at(CONFIRMED, 16), confirm)


def _put_selections(play: Play, now: datetime) -> Iterator[tuple[Motion, Row]]:
    """Put one motion for each poll: on its tally, or on the departure that concerns one of its themes."""
    rows = [row for row in rows_of("decisions", play.forum) if row["kind"] in ("selection", "departure")]
    polls = polls_of(play.session, play.cycle.id)
    for poll, result in zip(polls, results_of(play.session, polls).values(), strict=True):
        row = max(rows, key=lambda one: bool(_departures(play, one, result)))
        reasons = _departures(play, row, result)
        motion = propose_selection(
            play.session,
            actor=play.scene.actor(row["proposed_by"]),
            cycle=play.cycle,
            poll=poll,
            chosen={line.theme_id for line in result.lines if line.by_rule} | reasons.keys(),
            reasons=reasons,
            why=f"{row['text']}\n\n{row['reason']}",
            closes_at=play.almanac.at(CONFIRMED, 16),
            now=now,
        )
        yield motion, row


def _departures(play: Play, row: Row, result: Result) -> dict[int, str]:
    """Return by theme the reason to take it up where the tally of this poll does not."""
    reasons = {play.scene.themes[one["theme"]].id: one["reason"] for one in row["departures"]}
    return {
        line.theme_id: reasons[line.theme_id]
        for line in result.lines
        if line.theme_id in reasons and not line.by_rule
    }


def _put(play: Play, who: str, *, title: str, text: str, now: datetime, closes_at: datetime) -> Motion:
    return propose_motion(
        play.session,
        actor=play.scene.actor(who),
        forum=play.scene.forums[play.forum],
        title=title,
        text=text,
        closes_at=closes_at,
        now=now,
    )


def vote_from(
    play: Play,
    motion: Motion,
    voter: tuple[MotionSeat, Actor],
    choice: Choice,
    *,
    dissent: str,
    now: datetime,
) -> None:
    """Vote on a motion from one seat; `dissent` may name several, each keeps its own sentence."""
    seat, actor = voter
    said = _dissent(dissent, seat.institution)
    forum = play.scene.forums[play.forum]
    vote(play.session, actor=actor, forum=forum, motion=motion, choice=choice, dissent=said, now=now)


def close_now(play: Play, who: str, motion: Motion, now: datetime) -> None:
    """Close a motion on which the seats have voted."""
    forum = play.scene.forums[play.forum]
    close_motion(play.session, actor=play.scene.actor(who), forum=forum, motion=motion, now=now)


def _held(play: Play, now: datetime) -> list[HeldSeat]:
    forum = play.scene.forums[play.forum]
    return held_seats(play.session, forum, today_in(forum, now))


def voters_of(play: Play, motion: Motion, now: datetime) -> list[tuple[MotionSeat, Actor]]:
    """Return each seat in the roll with the person who votes from it."""
    people = {one.seat.id: one.titular or one.members[0] for one in _held(play, now) if one.members}
    roles = frozenset({Role.CITIZEN, Role.CORE_GROUP})
    return [
        (seat, Actor(people[seat.seat_id].account_id, people[seat.seat_id].name, roles))
        for seat in motion.seats
        if seat.seat_id in people
    ]


def _named(row: Row) -> Choices:
    """Return what each institution says, from lists of their names."""
    said = dict.fromkeys(row["against"], Choice.AGAINST) | dict.fromkeys(row["abstain"], Choice.ABSTAIN)
    return lambda institution: said.get(institution, Choice.FOR)


def _by_sector(play: Play, row: Row, now: datetime) -> Choices:
    """Return what each institution says, from counts by sector: those named in the dissent are not for it."""
    said: dict[str, Choice] = {}
    for counts in row["votes_by_sector"]:
        seats = [one.seat for one in _held(play, now) if one.seat.sector.key == counts["sector"]]
        seats.sort(key=lambda seat: seat.institution not in row["dissent"])
        others = [Choice.AGAINST] * counts["against"] + [Choice.ABSTAIN] * counts["abstain"]
        said |= {seat.institution: choice for seat, choice in zip(seats, others, strict=False)}
    return lambda institution: said.get(institution, Choice.FOR)


def _dissent(text: str, institution: str) -> str:
    """Return the sentence of a dissent that is this institution's."""
    return next((one for one in re.split(r"(?<=\.) ", text) if institution in one), "")
