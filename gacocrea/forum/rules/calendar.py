"""Meetings as a calendar file: RFC 5545, written out, for it is a few lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Event:
    """A meeting as a calendar keeps it. `uid` never changes; `stamp` is when it was last written."""

    uid: str
    title: str
    place: str
    text: str
    url: str
    starts_at: datetime
    ends_at: datetime
    stamp: datetime


def as_icalendar(events: Iterable[Event], *, name: str = "") -> str:
    """Return meetings as an iCalendar object (RFC 5545): lines of at most 75 octets that end in CRLF, times in UTC.

    `name` is how a calendar that subscribes to the address calls it (RFC 7986, section 5.1).
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gacocrea//ES", "CALSCALE:GREGORIAN"]
    if name:
        lines += [f"NAME:{_escaped(name)}", f"X-WR-CALNAME:{_escaped(name)}"]
    for event in events:
        lines += _lines(event)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _lines(event: Event) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_utc(event.stamp)}",
        f"DTSTART:{_utc(event.starts_at)}",
        f"DTEND:{_utc(event.ends_at)}",
        f"SUMMARY:{_escaped(event.title)}",
        f"LOCATION:{_escaped(event.place)}",
        f"DESCRIPTION:{_escaped(event.text)}",
        f"URL:{event.url}",
        "END:VEVENT",
    ]


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
