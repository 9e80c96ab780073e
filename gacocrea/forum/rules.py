"""What a forum may be called, how often it meets, and a meeting as a calendar file."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import available_timezones

from gacocrea.core.errors import Invalid
from gacocrea.core.terms import Role
from gacocrea.forum.models import NAME_MAX, SLUG_MAX

_WORDS = """
    a acceso admin administracion api archivos aviso-de-privacidad ayuda buscar ciclo ciclos cuenta datos en
    entrar es estado estilo foro foros hilo inicio lectura mi pt privacidad recuento salir salud static verificar
"""
RESERVED = frozenset(_WORDS.split())
"""First words of addresses that belong to the installation: no forum may stand on them."""

GRANTED = (Role.CORE_GROUP, Role.SECRETARIAT, Role.OBSERVER)
"""The roles that a person holds in a forum by being named."""

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
MEETING_MONTHS = 6


def check_slug(slug: str, *, reserved: Iterable[str] = RESERVED, field: str = "slug") -> None:
    """Raise Invalid unless `slug` can stand in an address: a-z, 0-9 and inner hyphens, not a page's own word."""
    if not _SLUG.fullmatch(slug) or len(slug) > SLUG_MAX:
        raise Invalid(field, "slug_letters", most=SLUG_MAX)
    if slug in reserved:
        raise Invalid(field, "slug_taken_by_page", slug=slug)


def check_words(*, name: str, time_zone: str) -> None:
    """Raise Invalid unless the forum has a name of its size and a time zone of the IANA database."""
    if not 1 <= len(name) <= NAME_MAX:
        raise Invalid("name", "forum_name", most=NAME_MAX)
    if time_zone not in available_timezones():
        raise Invalid("time_zone", "unknown_zone", zone=time_zone)


def check_sectors(sectors: Iterable[tuple[str, str]]) -> None:
    """Raise Invalid unless there are at least two sectors with different keys and names.

    A forum is multi-stakeholder: government and civil society at least (OGP standard 1, requirement 1.1).
    """
    pairs = list(sectors)
    if len({key for key, _name in pairs}) < max(2, len(pairs)) or not all(name for _key, name in pairs):
        raise Invalid("sectors", "sectors_two")
    for key, _name in pairs:
        check_slug(key.replace("_", "-"), reserved=(), field="sectors")


def check_seat(role: Role, *, has_sector: bool, starts_on: date, ends_on: date | None) -> None:
    """Raise Invalid unless the role can be granted, sits in a sector if it is a seat, and its term lasts."""
    if role not in GRANTED:
        raise Invalid("role", "role_not_granted")
    if (role is Role.CORE_GROUP) != has_sector:
        raise Invalid("sector", "seat_sector" if role is Role.CORE_GROUP else "no_seat_no_sector")
    if ends_on is not None and ends_on <= starts_on:
        raise Invalid("ends_on", "term")


@dataclass(frozen=True)
class MeetingWatch:
    """How the forum stands with OGP's requirement 1.1: it meets at least every six months."""

    last_on: date | None
    due_on: date | None
    """The last day on which the next meeting keeps the forum within the six months."""
    next_on: date | None
    is_late: bool


def watch_meetings(days: Iterable[date], today: date) -> MeetingWatch:
    """Say whether a forum that met (or has called a meeting) on `days` meets at least every six months.

    A forum that never met is late only once it has been asked: it has no due day.
    """
    past = [day for day in days if day <= today]
    coming = [day for day in days if day > today]
    last = max(past, default=None)
    due = months_later(last, MEETING_MONTHS) if last else None
    return MeetingWatch(last, due, min(coming, default=None), due is not None and due < today)


def months_later(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def as_icalendar(
    *, uid: str, title: str, place: str, text: str, starts_at: datetime, ends_at: datetime, stamp: datetime
) -> str:
    """Return one meeting as an iCalendar file (RFC 5545): lines of at most 75 octets that end in CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//gacocrea//ES",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(starts_at)}",
        f"DTEND:{_utc(ends_at)}",
        f"SUMMARY:{_escaped(title)}",
        f"LOCATION:{_escaped(place)}",
        f"DESCRIPTION:{_escaped(text)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> str:
    """Part a line so that no piece passes 75 octets and no letter is cut (RFC 5545, section 3.1)."""
    pieces, room = [""], 75
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append("")
            room = 74  # the space that marks a folded line is one octet of it
        pieces[-1] += letter
        room -= size
    return "\r\n ".join(pieces)
