"""The forum meets: called ahead, attended, its minutes drafted, commented, signed, published; agreements are kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from gacocrea.core.terms import Actor, Role
from gacocrea.forum.actions import (
    AgreementWords,
    MeetingWords,
    MinutesWords,
    Presence,
    call_meeting,
    comment_minutes,
    publish_minutes,
    settle_agreement,
    sign_minutes,
    take_attendance,
    write_minutes,
)
from gacocrea.forum.models import Meeting, Membership
from gacocrea.forum.queries import held_seats, term_of, today_in
from gacocrea.forum.rules import digest_of_minutes
from gacocrea.home.demo.load import Row, listed
from gacocrea.home.demo.scene import Play, with_role

CALLED_AHEAD = timedelta(days=20)
DRAFTED, SIGNED, PUBLISHED = timedelta(days=2), timedelta(days=4), timedelta(days=6)
MEMBERS = frozenset({Role.CITIZEN, Role.CORE_GROUP})
REMARK = "Que conste también quién pidió la palabra por la conexión: hubo dos cortes y se repitió la lectura."


def meet(play: Play, row: Row) -> None:
    """Script the meetings of a forum and what came of them."""
    for meeting in row["meetings"]:
        hour, minute = (int(part) for part in meeting["time"].split(":"))
        starts_at = play.almanac.at(meeting["relative_days"], hour, minute)
        ends_at = starts_at + timedelta(minutes=meeting["duration_minutes"])
        words = MeetingWords(
            title=meeting["title"],
            starts_at=starts_at,
            ends_at=ends_at,
            place=meeting["place"],
            agenda=listed(meeting["agenda"]),
            link="https://example.org/sala" if "línea" in meeting["place"] else "",
        )
        _call(play, meeting["key"], words)
        if meeting["minutes"]:
            _hold(play, meeting, ends_at)


def _secretary(play: Play) -> Actor:
    return play.scene.actor(with_role(play.forum, Role.SECRETARIAT))


def _call(play: Play, key: str, words: MeetingWords) -> None:
    def call(now: datetime) -> None:
        forum = play.scene.forums[play.forum]
        play.scene.meetings[key] = call_meeting(
            play.session, actor=_secretary(play), forum=forum, words=words, now=now
        )

    play.script.add(words.starts_at - CALLED_AHEAD, call)


def _hold(play: Play, row: Row, ends_at: datetime) -> None:
    """Script what follows a meeting that was held."""
    steps: tuple[tuple[timedelta, Callable[[Play, Row, datetime], object]], ...] = (
        (timedelta(minutes=30), _attend),
        (DRAFTED, _draft),
        (SIGNED, _sign),
        (PUBLISHED, _publish),
    )
    for after, deed in steps:
        play.script.add(ends_at + after, partial(deed, play, row))
    for place, one in enumerate(row["agreements"]):
        if one["kept"]:
            _keep(play, row, place, ends_at)


def _attend(play: Play, row: Row, now: datetime) -> None:
    meeting = play.scene.meetings[row["key"]]
    presence = Presence(_present(play, row, meeting), {"sector": row["attendance"]} | row["counts"])
    take_attendance(play.session, actor=_secretary(play), meeting=meeting, presence=presence, now=now)


def _draft(play: Play, row: Row, now: datetime) -> None:
    agreed = [
        AgreementWords(one["text"], one["owner"], play.almanac.day(one["due"])) for one in row["agreements"]
    ]
    words = MinutesWords(listed(row["minutes"]), row["disagreements"], agreed)
    meeting = play.scene.meetings[row["key"]]
    write_minutes(play.session, actor=_secretary(play), meeting=meeting, words=words, now=now)


def _sign(play: Play, row: Row, now: datetime) -> None:
    meeting = play.scene.meetings[row["key"]]
    people = [Actor(one.account_id, one.name, MEMBERS) for one in meeting.present]
    comment_minutes(play.session, actor=people[0], meeting=meeting, text=REMARK, now=now)
    seen = digest_of_minutes(meeting)
    for actor in people[: len(people) * 3 // 4 + 1]:
        sign_minutes(play.session, actor=actor, meeting=meeting, seen=seen, now=now)


def _publish(play: Play, row: Row, now: datetime) -> None:
    meeting = play.scene.meetings[row["key"]]
    publish_minutes(play.session, actor=_secretary(play), meeting=meeting, now=now)


def _present(play: Play, row: Row, meeting: Meeting) -> dict[int, Membership]:
    """Return who sat on the first seats of each sector, as many as the content says."""
    forum = play.scene.forums[play.forum]
    seats = held_seats(play.session, forum, today_in(forum, meeting.starts_at))
    found = {}
    for key, number in row["attendance"].items():
        of_sector = [one for one in seats if one.seat.sector.key == key and one.members]
        for one in of_sector[:number]:
            found[one.seat.id] = term_of(play.session, forum, one.members[0].id)
    return found


def _keep(play: Play, row: Row, place: int, ends_at: datetime) -> None:
    said = row["agreements"][place]
    day = play.almanac.day(said["due"])
    at = max(play.almanac.on(day), ends_at + PUBLISHED + timedelta(hours=1))

    def settle(now: datetime) -> None:
        meeting = play.scene.meetings[row["key"]]
        settle_agreement(
            play.session,
            actor=_secretary(play),
            agreement=meeting.agreements[place],
            meeting=meeting,
            outcome=said["kept"],
            day=now.date(),
            now=now,
        )

    play.script.add(at, settle)
