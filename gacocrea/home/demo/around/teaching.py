"""The forum teaches: a workshop that was held, a school of six evenings, one with few places left, one with none."""

import io
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from gacocrea.core.terms import Actor, Role
from gacocrea.forum.actions import Upload
from gacocrea.home.demo.load import Row, rows
from gacocrea.home.demo.scene import Scene, Script, with_role
from gacocrea.learning import actions, queries
from gacocrea.learning.models import Course, CourseKind
from gacocrea.learning.rules import SessionWords

SITE = "https://ejemplo.org"
ANNOUNCED, LIST_OPENS = timedelta(days=40), timedelta(days=39)
STRANDS = ("#1B4687", "#B8381B", "#B97A00", "#0A7F6A")


@dataclass
class Lesson:
    """One course of the content, on its way through the script."""

    scene: Scene
    row: Row
    now: datetime
    course: Course | None = None

    @property
    def secretary(self) -> Actor:
        return self.scene.actor(with_role(self.row["forum"], Role.SECRETARIAT))

    def here(self, at: datetime) -> dict[str, Any]:
        forum = self.scene.forums[self.row["forum"]]
        return {"forum": forum, "course": self.course, "site": SITE, "now": at}

    def sessions(self) -> tuple[SessionWords, ...]:
        """Return the sessions, their days counted from today."""
        zone = ZoneInfo(next(one["time_zone"] for one in rows("forums") if one["slug"] == self.row["forum"]))
        today = self.now.astimezone(zone).date()
        found = []
        for one in self.row["sessions"]:
            hour = datetime.strptime(one["time"], "%H:%M").time()  # noqa: DTZ007 - an hour alone
            starts = datetime.combine(today + timedelta(days=one["day"]), hour, zone).astimezone(UTC)
            found.append(
                SessionWords(starts, starts + timedelta(minutes=one["minutes"]), one["place"], one["link"])
            )
        return tuple(found)


def teach(scene: Scene, script: Script, now: datetime) -> None:
    """Script the courses of all forums around today, whatever the phase."""
    for row in rows("courses"):
        lesson = Lesson(scene, row, now)
        script.add(now - ANNOUNCED, partial(_announce, lesson))
        script.add(now - LIST_OPENS, partial(_enrol, lesson))
        for number, (sitting, noted) in enumerate(zip(lesson.sessions(), row["attendance"], strict=False)):
            script.add(sitting.ends_at + timedelta(minutes=5), partial(_note, lesson, number, noted))
        if row["attendance"] and len(row["attendance"]) == len(row["sessions"]):
            script.add(lesson.sessions()[-1].ends_at + timedelta(days=2), partial(_certify, lesson))


def _announce(lesson: Lesson, at: datetime) -> None:
    row, session = lesson.row, lesson.scene.session
    plain = (
        "title",
        "text",
        "given_by",
        "for_whom",
        "language",
        "territory",
        "access",
        "places",
        "least_share",
    )
    words = actions.CourseWords(
        kind=CourseKind(row["kind"]), sessions=lesson.sessions(), **{name: row[name] for name in plain}
    )
    forum = lesson.scene.forums[row["forum"]]
    lesson.course = actions.draft_course(session, actor=lesson.secretary, forum=forum, words=words, now=at)
    said: dict[str, Any] = {"actor": lesson.secretary, "course": lesson.course, "now": at}
    for title, link in row["materials"]:
        actions.add_material(session, title=title, link=link, upload=None, **said)
    if row["banner"]:
        actions.set_banner(session, upload=Upload(_threads(), row["banner"]), **said)
    actions.announce_course(session, **said)


def _enrol(lesson: Lesson, at: datetime) -> None:
    row, session = lesson.row, lesson.scene.session
    citizens = [one for one in rows("people") if one["role"] == Role.CITIZEN and one["forum"] == row["forum"]]
    for number, person in enumerate(citizens[: row["enrolled"]]):
        actor, when = lesson.scene.actor(person["key"]), at + timedelta(minutes=number)
        actions.enrol(session, actor=actor, name=actor.name, **lesson.here(when))
    for number, name in enumerate(row["typed"]):
        when = at + timedelta(hours=1, minutes=number)
        actions.enrol_person(session, actor=lesson.secretary, name=name, **lesson.here(when))


def _note(lesson: Lesson, number: int, noted: Row, at: datetime) -> None:
    course = lesson.course
    if course is None:
        return
    listed = [one.enrolment.id for one in queries.on_list(lesson.scene.session, course)]
    door = actions.AtTheDoor(listed[: noted["come"]], (), noted["others"], noted["counts"])
    actions.take_course_attendance(
        lesson.scene.session,
        actor=lesson.secretary,
        course=course,
        sitting=course.sessions[number],
        door=door,
        now=at,
    )


def _certify(lesson: Lesson, at: datetime) -> None:
    actions.issue_certificates(lesson.scene.session, actor=lesson.secretary, **lesson.here(at))


def _threads() -> bytes:
    """Draw the banner: four strands that cross the paper and gather."""
    wide, high = 1600, 640
    paper = Image.new("RGB", (wide, high), "#F7F1E6")
    pen = ImageDraw.Draw(paper)
    for place, colour in enumerate(STRANDS):
        points = [
            (
                x,
                high / 2
                + (1 - x / wide) * 150 * (place - 1.5)
                + 70 * math.sin(x / 110 + place * math.pi / 2),
            )
            for x in range(-20, wide + 20, 4)
        ]
        pen.line(points, fill=colour, width=22, joint="curve")
    paper.thumbnail((800, 320))  # smooth edges, few bytes
    out = io.BytesIO()
    paper.save(out, "PNG")
    return out.getvalue()
