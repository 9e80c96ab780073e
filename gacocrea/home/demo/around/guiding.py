"""The forum says a chapter of the primer in its own way, and then better."""

from datetime import datetime
from functools import partial

from gacocrea.core.terms import Role
from gacocrea.home.demo.load import Row, rows_of
from gacocrea.home.demo.scene import Play, with_role
from gacocrea.learning.actions import word_chapter
from gacocrea.learning.rules import ChapterWords


def guide(play: Play) -> None:
    """Script the wordings of the primer, so many days before proposals open."""
    for number, row in enumerate(rows_of("primer", play.forum)):
        at = play.almanac.at(play.opens - row["days"], 10)
        play.script.add(at, partial(_word, play, row, number))


def _word(play: Play, row: Row, seen: int, now: datetime) -> None:
    word_chapter(
        play.session,
        actor=play.scene.actor(with_role(play.forum, Role.SECRETARIAT)),
        forum=play.scene.forums[play.forum],
        key=row["key"],
        language="es",
        words=ChapterWords(row["title"], row["lead"], row["text"]),
        seen=seen,
        now=now,
    )
