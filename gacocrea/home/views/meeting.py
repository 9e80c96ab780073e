"""The next meeting of the forum as a date to see from afar, and the last minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_skeleton
from flask_babel import get_locale

from gacocrea.core.text import reference
from gacocrea.forum.models import Meeting
from gacocrea.web.text import day, local


@dataclass(frozen=True)
class Invitation:
    """A meeting with its date taken apart."""

    meeting: Meeting
    code: str
    number: str
    month: str
    hours: str
    iso: str


def last_and_next(meetings: Sequence[Meeting], now: datetime) -> tuple[Meeting | None, Invitation | None]:
    """Return the last meeting with minutes and the next one that has not ended, of meetings latest first."""
    last = next((one for one in meetings if one.minutes_published_at), None)
    coming = next((one for one in reversed(meetings) if one.ends_at > now), None)
    return last, invitation(coming) if coming else None


def invitation(meeting: Meeting) -> Invitation:
    """Return a meeting as the front page shows it, in the forum's zone."""
    start, end = local(meeting.starts_at), local(meeting.ends_at)
    return Invitation(
        meeting,
        reference("R", meeting.number),
        str(start.day),
        day(start.date(), "EEEE, MMMM"),
        f"{start:%H:%M} – {end:%H:%M}",
        f"{start:%Y-%m-%dT%H:%M}",
    )


def weekday(instant: datetime) -> str:
    """Return an instant with its weekday, without the year: "domingo, 21 de junio"."""
    here = local(instant)
    return f"{day(here.date(), 'EEEE')}, {format_skeleton('MMMMd', here, locale=get_locale())}"
