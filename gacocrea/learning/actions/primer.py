"""The secretariat makes the primer its forum's own: words a chapter, adds one, hides one, puts them in order."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core import permissions, record
from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor, Moment
from gacocrea.forum.models import Forum
from gacocrea.learning.house import KEYS
from gacocrea.learning.models.primer import CHAPTERS_MAX, PrimerChapter, PrimerText
from gacocrea.learning.rules.primer import ChapterWords, chapter_key, checked_chapter


class Step(StrEnum):
    """What can be done to a chapter without touching its words."""

    UP = "up"
    DOWN = "down"
    HIDE = "hide"
    SHOW = "show"


def word_chapter(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    key: str,
    language: str,
    words: ChapterWords,
    seen: int,
    now: datetime,
) -> PrimerText:
    """Give a chapter a new text in a language. `seen` is the number of the version that was on the page.

    Raises NotAllowed, NotThere (no such chapter), and Invalid for words of the wrong length, words that change
    nothing, and a version that somebody else published meanwhile.
    """
    permissions.require(Action.EDIT_PRIMER, actor=actor, moment=Moment(now))
    words = checked_chapter(words)
    chapter = _chapter(session, forum, key)
    last = _last(session, chapter, language)
    if (last.number if last else 0) != seen:
        raise Invalid("text", "chapter_moved")
    if last and (last.title, last.lead, last.text) == (words.title, words.lead, words.text):
        raise Invalid("text", "chapter_same")
    made = _publish(session, actor, chapter, language, last=last, now=now, **vars(words))
    _note(session, actor, forum, now, key, verb="primer.worded", language=language, version=made.number)
    return made


def restore_house(
    session: Session, *, actor: Actor, forum: Forum, key: str, language: str, now: datetime
) -> PrimerText:
    """Go back to the house's text of a chapter in a language; the forum's versions stay to be read.

    Raises NotAllowed, NotThere, and Conflict("house_already") where the house's text holds or there is none.
    """
    permissions.require(Action.EDIT_PRIMER, actor=actor, moment=Moment(now))
    chapter = _chapter(session, forum, key)
    last = _last(session, chapter, language)
    if chapter.own or last is None or last.of_house:
        raise Conflict("house_already")
    made = _publish(session, actor, chapter, language, last=last, now=now, of_house=True)
    _note(session, actor, forum, now, key, verb="primer.restored", language=language, version=made.number)
    return made


def add_chapter(
    session: Session, *, actor: Actor, forum: Forum, language: str, words: ChapterWords, now: datetime
) -> PrimerChapter:
    """Add a chapter of the forum's own, at the end. Raises NotAllowed and Invalid."""
    permissions.require(Action.EDIT_PRIMER, actor=actor, moment=Moment(now))
    words = checked_chapter(words)
    rows = _begin(session, forum)
    if len(rows) >= CHAPTERS_MAX:
        raise Invalid("title", "chapters_full", most=CHAPTERS_MAX)
    chapter = PrimerChapter(
        forum_id=forum.id,
        key=chapter_key(words.title, {row.key for row in rows}),
        position=max(row.position for row in rows) + 1,
        own=True,
    )
    session.add(chapter)
    session.flush()
    _publish(session, actor, chapter, language, last=None, now=now, **vars(words))
    _note(session, actor, forum, now, chapter.key, verb="primer.added", language=language, version=1)
    return chapter


def arrange_chapter(
    session: Session, *, actor: Actor, forum: Forum, key: str, step: Step, now: datetime
) -> PrimerChapter:
    """Move a chapter one place among all, or hide it or show it again; its texts stay.

    Raises NotAllowed, NotThere, Conflict("last_chapter") for hiding the only one that is shown.
    """
    permissions.require(Action.EDIT_PRIMER, actor=actor, moment=Moment(now))
    chapter, rows = _chapter(session, forum, key), _begin(session, forum)
    if step in (Step.HIDE, Step.SHOW):
        if step is Step.HIDE and not any(row is not chapter and not row.hidden for row in rows):
            raise Conflict("last_chapter")
        chapter.hidden = step is Step.HIDE
    else:
        _swap(session, rows, rows.index(chapter), -1 if step is Step.UP else 1)
    session.flush()
    verb = {Step.HIDE: "primer.hidden", Step.SHOW: "primer.shown"}.get(step, "primer.moved")
    _note(session, actor, forum, now, key, verb=verb, position=chapter.position)
    return chapter


def _swap(session: Session, rows: list[PrimerChapter], here: int, by: int) -> None:
    """Change places with the neighbour; at either end nothing moves."""
    there = here + by
    if not 0 <= there < len(rows):
        return
    one, other = rows[here], rows[there]
    mine, its = one.position, other.position
    one.position = rows[-1].position + 1  # no two chapters may stand in one place, not even for a moment
    session.flush()
    other.position = mine
    session.flush()
    one.position = its


def _begin(session: Session, forum: Forum) -> list[PrimerChapter]:
    """Return the forum's chapters in order; those of the house that are not stored yet are stored, at the end."""
    mine = select(PrimerChapter).where(PrimerChapter.forum_id == forum.id).order_by(PrimerChapter.position)
    rows = list(session.scalars(mine))
    known, last = {row.key for row in rows}, rows[-1].position if rows else 0
    new = [key for key in KEYS if key not in known]
    rows += [
        PrimerChapter(forum_id=forum.id, key=key, position=last + place, own=False)
        for place, key in enumerate(new, 1)
    ]
    session.add_all(rows)
    session.flush()
    return rows


def _chapter(session: Session, forum: Forum, key: str) -> PrimerChapter:
    found = next((row for row in _begin(session, forum) if row.key == key), None)
    if found is None:
        raise NotThere
    return found


def _last(session: Session, chapter: PrimerChapter, language: str) -> PrimerText | None:
    mine = select(func.max(PrimerText.number)).where(
        PrimerText.chapter_id == chapter.id, PrimerText.language == language
    )
    wanted = select(PrimerText).where(
        PrimerText.chapter_id == chapter.id,
        PrimerText.language == language,
        PrimerText.number == mine.scalar_subquery(),
    )
    return session.scalar(wanted)


def _publish(
    session: Session,
    actor: Actor,
    chapter: PrimerChapter,
    language: str,
    *,
    last: PrimerText | None,
    now: datetime,
    **words: Any,
) -> PrimerText:
    made = PrimerText(
        chapter_id=chapter.id,
        language=language,
        number=last.number + 1 if last else 1,
        by_name=actor.name,
        at=now,
        **words,
    )
    session.add(made)
    session.flush()
    return made


def _note(
    session: Session, actor: Actor, forum: Forum, now: datetime, key: str, *, verb: str, **facts: Any
) -> None:
    record.write(session, actor=actor, now=now, verb=verb, subject=key, forum_id=forum.id, **facts)
