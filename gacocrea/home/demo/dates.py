"""When everything happens: days counted from one that is in the middle of voting, and which of them is today."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gacocrea.core.terms import Phase, Window
from gacocrea.cycle.rules import midnight
from gacocrea.forum.rules import months_later

Spans = dict[Phase, tuple[int, int]]

NATIONAL: Spans = {
    Phase.PREPARATION: (-160, -120),
    Phase.PROPOSALS: (-120, -71),
    Phase.ANALYSIS: (-88, -12),
    Phase.VOTING: (-12, 9),
    Phase.CHALLENGE: (9, 12),
    Phase.DRAFTING: (13, 55),
    Phase.CONSULTATION: (55, 76),
    Phase.ADOPTION: (76, 97),
    Phase.IMPLEMENTATION: (97, 827),
    Phase.CLOSED: (827, 917),
}
"""The first day of each phase and the day after its last. Meetings and decisions are written for these days."""

STATE: Spans = {phase: (first + 84, last + 84) for phase, (first, last) in NATIONAL.items()} | {
    Phase.PREPARATION: (-90, -36),
    Phase.PROPOSALS: (-36, 14),
    Phase.ANALYSIS: (4, 72),
}
"""The other forum's cycle, which always takes proposals today."""

TODAY = {
    Phase.PREPARATION: -135,
    Phase.PROPOSALS: -90,
    Phase.ANALYSIS: -40,
    Phase.VOTING: 0,
    Phase.CHALLENGE: 10,
    Phase.DRAFTING: 40,
    Phase.CONSULTATION: 65,
    Phase.ADOPTION: 85,
    Phase.IMPLEMENTATION: 307,
    Phase.CLOSED: 857,
}
"""The day of the national calendar that is today when the demo is to stand in a phase."""


@dataclass(frozen=True)
class Almanac:
    """A calendar laid on real dates: which date is its day 0, and in which zone its hours are."""

    zero: date
    zone: ZoneInfo

    def day(self, number: int) -> date:
        return self.zero + timedelta(days=number)

    def at(self, number: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return the instant of an hour of a day."""
        return datetime.combine(self.day(number), time(hour, minute), self.zone).astimezone(UTC)

    def on(self, day: date, hour: int = 11) -> datetime:
        return datetime.combine(day, time(hour), self.zone).astimezone(UTC)

    def windows(self, spans: Spans) -> tuple[Window, ...]:
        return tuple(
            Window(phase, midnight(self.day(first), self.zone), midnight(self.day(last), self.zone))
            for phase, (first, last) in spans.items()
        )

    def months(self, start: int, number: int) -> date:
        """Return the date `number` months after a day."""
        return months_later(self.day(start), number)


def almanac(now: datetime, zone: str, today: int) -> Almanac:
    """Return the almanac in which day `today` is the date of `now`."""
    place = ZoneInfo(zone)
    return Almanac(now.astimezone(place).date() - timedelta(days=today), place)
