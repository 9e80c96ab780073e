"""The core group answers: themes are made, proposals join them, and every no has its reason."""

from datetime import datetime

from gacocrea.core.terms import Phase
from gacocrea.home.demo.dates import Spans
from gacocrea.home.demo.load import Row, rows, rows_of
from gacocrea.home.demo.scene import Play, person_of, seated
from gacocrea.themes.actions import answer, create_theme
from gacocrea.themes.models import Outcome, Theme
from gacocrea.themes.rules import same_institution

SOONEST, SPREAD = 12, 9  # days from a proposal to its answer
LATE = 20  # days before voting: what was pending or returned gets its answer from here on
LEFT = ("pending", "withdrawn")


def answer_all(play: Play, spans: Spans) -> None:
    """Script a reasoned response to every proposal, by somebody who has no interest in it."""
    end = spans[Phase.ANALYSIS][1]
    for place, row in enumerate(rows_of("proposals", play.forum)):
        if row["outcome"] not in LEFT:
            day = play.opens + row["day"] + SOONEST + place % SPREAD
            _answer(play, row, row, day=day, place=place, seen=0)
        if row["later"]:
            seen = 1 if row["outcome"] == Outcome.RETURNED else 0
            _answer(play, row, row["later"], day=end - LATE + place % 6, place=place, seen=seen)


def _answer(play: Play, row: Row, said: Row, *, day: int, place: int, seen: int) -> None:
    responder = _responder(play.forum, row, place)

    def respond(now: datetime) -> None:
        scene = play.scene
        theme = _theme(play, said["theme"], responder, now) if said["theme"] else None
        answer(
            scene.session,
            actor=scene.actor(responder),
            cycle=play.cycle,
            proposal=scene.proposals[row["key"]],
            outcome=Outcome(said["outcome"]),
            reason=said["answer"],
            theme=theme,
            seen_number=seen,
            now=now,
        )

    play.script.add(play.almanac.at(day, 15 + place % 4, place * 13 % 60), respond)


def _responder(forum: str, row: Row, place: int) -> str:
    """Return who answers: in turn, but never the author nor somebody of the institution concerned."""
    group = seated(forum)
    turns = group[place % len(group) :] + group[: place % len(group)]
    concerned = row["institution"]
    return next(
        key
        for key in turns
        if key != row["author"] and not same_institution(person_of(key)["institution"], concerned)
    )


def _theme(play: Play, key: str, maker: str, now: datetime) -> Theme:
    """Return a theme of the content; the first answer that needs it makes it."""
    if key not in play.scene.themes:
        row = next(theme for theme in rows("themes") if theme["key"] == key)
        play.scene.themes[key] = create_theme(
            play.session,
            actor=play.scene.actor(maker),
            cycle=play.cycle,
            pillar=play.pillar(row["pillar"]),
            title=row["title"],
            summary=row["summary"],
            now=now,
        )
    return play.scene.themes[key]
