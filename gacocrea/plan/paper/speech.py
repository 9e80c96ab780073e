"""How a document speaks: its language for words, dates and numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from textwrap import shorten
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_gmt
from babel.numbers import format_decimal, format_percent

from gacocrea.core.words import N_
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper.blocks import Cover
from gacocrea.plan.paper.literal import visible

Say = Callable[[str], str]


@dataclass(frozen=True)
class Speech:
    """Translated words and formatted values in the language of one document."""

    say: Say
    locale: Locale
    zone: ZoneInfo

    @classmethod
    def of(cls, plan: PlanDocument, say: Say) -> Speech:
        return cls(say, Locale.parse(plan.language, sep="-"), ZoneInfo(plan.timezone))

    def name(self, text: str) -> str:
        """Return a name that a heading can show: an accessible document has no empty ones."""
        return text if visible(text) else self.say(N_("Sin nombre"))

    def number(self, value: int) -> str:
        return format_decimal(value, locale=self.locale)

    def share(self, value: float) -> str:
        return format_percent(value, "#,##0.0 %", locale=self.locale)

    def day(self, value: date | None) -> str:
        return format_date(value, "medium", locale=self.locale) if value else self.say(N_("Por definir"))

    def long_day(self, value: date) -> str:
        return format_date(value, "long", locale=self.locale)

    def moment(self, value: datetime) -> str:
        here = value.astimezone(self.zone)
        time = format_time(here, "short", locale=self.locale)
        return f"{self.long_day(here.date())}, {time} ({get_timezone_gmt(here, locale=self.locale)})"

    def day_of(self, instant: datetime) -> str:
        return self.day(instant.astimezone(self.zone).date())

    def last_day_of(self, end: datetime) -> str:
        """The last day inside a half-open interval that ends at the instant `end`."""
        return self.day_of(end - timedelta(microseconds=1))

    def period(self, starts: date | None, ends: date | None) -> str:
        if starts is None and ends is None:
            return self.say(N_("Por definir"))
        return self.between(self.day(starts), self.day(ends))

    def between(self, start: str, end: str) -> str:
        return self.say(N_("Del {start} al {end}")).format(start=start, end=end)


def cover_of(plan: PlanDocument, speech: Speech, *, title: str = "", version: str = "") -> Cover:
    """Return the cover of a document about a plan; it is called after the plan unless it has its own title."""
    version = version or plan.version
    exported = speech.moment(plan.exported_at)
    example = speech.say(N_("Datos de ejemplo: este documento no describe un proceso real."))
    return Cover(
        title=title or speech.name(plan.title),
        forum=plan.forum,
        cycle=plan.cycle,
        period=speech.between(speech.long_day(plan.starts), speech.long_day(plan.ends)),
        version=version,
        exported=speech.say(N_("Exportado el {date}")).format(date=exported),
        example=example if plan.is_example else "",
        contents=speech.say(N_("Contenido")),
        page=speech.say(N_("Página {page} de {pages}")),
        running=f"{version}, {speech.long_day(plan.exported_at.astimezone(speech.zone).date())}",
        short_title=shorten(plan.title, 80, placeholder="…"),
    )
