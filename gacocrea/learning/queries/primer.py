"""The primer of a forum as it stands: the chapters in order, and the text that each has in a language."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core.errors import NotThere
from gacocrea.forum.models import Forum
from gacocrea.learning.house import KEYS
from gacocrea.learning.models.primer import PrimerChapter, PrimerText


@dataclass(frozen=True)
class Arranged:
    """A chapter in its place. Without a text of the forum in the language asked for, the house's holds."""

    key: str
    own: bool
    hidden: bool
    text: PrimerText | None
    latest: dict[str, PrimerText]
    """By language: the last version that the forum stored, also where it went back to the house's."""


def arranged(
    session: Session, forum: Forum, languages: Sequence[str], *, with_hidden: bool = False
) -> list[Arranged]:
    """Return the chapters of a forum in their order, each with the text that it has in the first of `languages`.

    Two statements, one where the forum changed nothing.
    """
    mine = select(PrimerChapter).where(PrimerChapter.forum_id == forum.id).order_by(PrimerChapter.position)
    rows = list(session.scalars(mine))
    latest = _latest(session, [row.id for row in rows])
    found = [_of_row(row, latest.get(row.id, {}), [*languages, forum.language]) for row in rows]
    known = {row.key for row in rows}
    found += [Arranged(key, False, False, None, {}) for key in KEYS if key not in known]
    return [one for one in found if with_hidden or not one.hidden]


def _of_row(row: PrimerChapter, latest: dict[str, PrimerText], languages: Sequence[str]) -> Arranged:
    """Return a chapter; one of the forum's own is read in the language that it has, others in one asked for."""
    wanted = [*languages, *latest] if row.own else languages[:-1]
    texts = (latest[code] for code in wanted if code in latest)
    return Arranged(
        row.key, row.own, row.hidden, next((one for one in texts if not one.of_house), None), latest
    )


def _latest(session: Session, chapters: Collection[int]) -> dict[int, dict[str, PrimerText]]:
    if not chapters:
        return {}
    last = (
        select(func.max(PrimerText.id))
        .where(PrimerText.chapter_id.in_(chapters))
        .group_by(PrimerText.chapter_id, PrimerText.language)
    )
    found: dict[int, dict[str, PrimerText]] = {}
    for text in session.scalars(select(PrimerText).where(PrimerText.id.in_(last)).order_by(PrimerText.id)):
        found.setdefault(text.chapter_id, {})[text.language] = text
    return found


def chapter_in(chapters: Sequence[Arranged], key: str) -> Arranged:
    """Return the chapter of an address; raises NotThere when there is none."""
    found = next((one for one in chapters if one.key == key), None)
    if found is None:
        raise NotThere
    return found


def versions_of(session: Session, forum: Forum, key: str, language: str) -> list[PrimerText]:
    """Return every version that the forum gave a chapter in a language, oldest first. One statement."""
    return list(
        session.scalars(
            select(PrimerText)
            .join(PrimerChapter, PrimerChapter.id == PrimerText.chapter_id)
            .where(
                PrimerChapter.forum_id == forum.id, PrimerChapter.key == key, PrimerText.language == language
            )
            .order_by(PrimerText.number)
        )
    )
