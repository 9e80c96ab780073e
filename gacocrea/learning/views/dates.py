"""When a course meets, as people say it."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.learning.models import Course, CourseSession
from gacocrea.web.text import day, local, span


@dataclass(frozen=True)
class Meets:
    """The session that comes next (the first one once all are over), its date taken apart, and the whole in words."""

    sitting: CourseSession
    position: int
    number: str
    month: str
    short: str
    iso: str
    hours: str
    where: str
    span: str
    length: str


def meets(course: Course, now: datetime) -> Meets:
    """Return when a course meets, in the forum's zone."""
    coming = [one for one in course.sessions if one.ends_at > now]
    sitting = coming[0] if coming and course.cancelled_at is None else course.sessions[0]
    start = local(sitting.starts_at)
    return Meets(
        sitting,
        course.sessions.index(sitting) + 1,
        str(start.day),
        day(start.date(), "EEEE, MMMM"),
        day(start.date(), "MMM" if start.year == local(now).year else "MMM y"),
        f"{start:%Y-%m-%dT%H:%M}",
        hours(sitting),
        sitting.place or _("En línea"),
        days(course),
        length(course.minutes),
    )


def hours(sitting: CourseSession) -> str:
    """Return from when to when a session lasts: "10:00 – 12:30"."""
    return f"{local(sitting.starts_at):%H:%M} – {local(sitting.ends_at):%H:%M}"


def days(course: Course) -> str:
    """Return the days from the first session to the last."""
    first, last = local(course.starts_at).date(), local(course.ends_at).date()
    return day(first) if first == last else f"{span(course.starts_at, course.ends_at)} {last.year}"


def length(minutes: int) -> str:
    """Return how long something lasts, in whole and half hours from one on: "45 minutos", "12 horas", "1½ horas"."""
    if minutes < 60:
        return str(ngettext("%(num)d minuto", "%(num)d minutos", minutes))
    whole, half = divmod(round(minutes / 30), 2)
    if half:
        return str(_("%(number)s horas", number=f"{whole}½"))
    return str(ngettext("%(num)d hora", "%(num)d horas", whole))
