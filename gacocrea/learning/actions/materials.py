"""What a course shows and hands out: its banner, and files or links before or after."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.files import FileKind
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import clean
from gacocrea.forum.actions import Upload, keep_file
from gacocrea.learning.models.courses import LINE_MAX, MATERIALS_MAX, Course, CourseMaterial
from gacocrea.learning.rules.courses import code_of


def set_banner(session: Session, *, actor: Actor, course: Course, upload: Upload, now: datetime) -> Course:
    """Give a course its picture, in place of the one before.

    Raises NotAllowed but for the secretariat; Invalid as `forum.actions.keep_file`, "file_no_picture" for a document.
    """
    require(Action.RUN_COURSES, actor=actor, moment=Moment(now))
    kept = keep_file(session, actor=actor, forum_id=course.forum_id, upload=upload, now=now)
    if kept.kind is not FileKind.PICTURE:
        raise Invalid("file", "file_no_picture")
    before, course.banner = course.banner, kept
    session.flush()
    if before is not None:
        session.delete(before)
        session.flush()
    _note(session, actor, course, verb="course.pictured", now=now, sha256=kept.sha256)
    return course


def add_material(
    session: Session,
    *,
    actor: Actor,
    course: Course,
    title: str,
    link: str,
    upload: Upload | None,
    now: datetime,
) -> CourseMaterial:
    """Hand out a file or a link, one of the two, under a title.

    Raises NotAllowed but for the secretariat; Invalid on "title" ("material_title") or "link" ("material_one"), on
    "file" as `keep_file`; Conflict ("materials_many").
    """
    require(Action.RUN_COURSES, actor=actor, moment=Moment(now))
    many = session.scalar(select(func.count()).where(CourseMaterial.course_id == course.id)) or 0
    if many >= MATERIALS_MAX:
        raise Conflict("materials_many", most=MATERIALS_MAX)
    words = clean(title, multiline=False)
    if not 3 <= len(words) <= LINE_MAX:
        raise Invalid("title", "material_title", most=LINE_MAX)
    if bool(link) == (upload is not None):
        raise Invalid("link", "material_one")
    made = CourseMaterial(course_id=course.id, title=words, link=link, at=now)
    if upload is not None:
        made.file = keep_file(session, actor=actor, forum_id=course.forum_id, upload=upload, now=now)
    session.add(made)
    session.flush()
    _note(session, actor, course, verb="course.supplied", now=now, material=words)
    return made


def remove_material(session: Session, *, actor: Actor, course: Course, number: int, now: datetime) -> None:
    """Take a file or link back. Raises NotAllowed but for the secretariat, and NotThere."""
    require(Action.RUN_COURSES, actor=actor, moment=Moment(now))
    found = session.get(CourseMaterial, number)
    if found is None or found.course_id != course.id:
        raise NotThere
    title, file = found.title, found.file
    session.delete(found)
    session.flush()
    if file is not None:
        session.delete(file)
    _note(session, actor, course, verb="course.cleared", now=now, material=title)


def _note(session: Session, actor: Actor, course: Course, *, verb: str, now: datetime, **facts: Any) -> None:
    record.write(
        session, actor=actor, now=now, verb=verb, subject=code_of(course), forum_id=course.forum_id, **facts
    )
