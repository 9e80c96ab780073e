"""How text, dates and numbers are shown: Markdown made safe, instants in the forum's zone, references."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import nh3
from babel import Locale, localedata
from babel.dates import format_date, format_datetime, format_interval
from babel.numbers import format_decimal, format_percent, get_group_symbol
from flask_babel import force_locale, get_locale, gettext
from markdown_it import MarkdownIt
from markupsafe import Markup

from gacocrea.core.text import excerpt, reference
from gacocrea.web.reading import addressing, is_familiar_in, region, time_zone

TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote", "h3", "h4", "code"}
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable("linkify").disable("image")


def prose(text: str) -> Markup:
    """Return what people typed as safe HTML: paragraphs, lists, emphasis and links, nothing else."""
    html = _markdown.render(text).replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    html = html.replace("<h2>", "<h4>").replace("</h2>", "</h4>")
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return Markup(safe)


def local(instant: datetime) -> datetime:
    """Return `instant` in the forum's time zone."""
    return instant.astimezone(ZoneInfo(time_zone()))


def day(value: date | datetime, style: str = "long") -> str:
    """Return a date as people write it; instants are taken in the forum's zone."""
    value = local(value).date() if isinstance(value, datetime) else value
    return format_date(value, style, locale=get_locale())


def instant(value: datetime, pattern: str = "d 'de' MMMM, HH:mm") -> str:
    """Return a date with its time in the forum's zone."""
    locale = get_locale()
    patterns = {"en": "MMMM d, HH:mm"}
    code = locale.language if locale else "es"
    return format_datetime(local(value), patterns.get(code, pattern), locale=locale)


def until(closes_at: datetime) -> str:
    """Return the last minute before an interval closes: people read "28 November, 23:59", not midnight after it."""
    return instant(closes_at - timedelta(minutes=1))


def span(start: datetime, end: datetime) -> str:
    """Return two instants as an interval of days: "1 – 21 jun"."""
    skeleton = "MMMd" if local(start).year == local(end).year else "yMMM"
    return format_interval(local(start).date(), local(end).date(), skeleton, locale=get_locale())


def regional() -> Locale:
    """Return the language of this page as its forum's country writes numbers: 1,5 in Ecuador, 1.5 in Mexico."""
    locale = get_locale() or Locale("es")
    place = f"{locale.language}_{region()}"
    return Locale.parse(place) if localedata.exists(place) else locale


def number(value: float) -> str:
    """Return a number with the decimal sign of the language; a thin space, which nobody misreads, parts thousands."""
    locale = regional()
    return format_decimal(value, locale=locale).replace(get_group_symbol(locale), "\u202f")


def percent(share: float) -> str:
    """Return a share between 0 and 1 as a percentage with one decimal."""
    return format_percent(share, format="#,##0.0 %", locale=regional(), decimal_quantization=True)


def in_language(language: str, text: str, forum_id: int | None = None) -> str:
    """Return a marked Spanish source text in another language, in the form of address of a forum."""
    with force_locale(language), addressing(familiar=is_familiar_in(forum_id)):
        return str(gettext(text))


def ref(number: int | None, kind: str) -> str:
    """Return a reference that people can quote: 123 and "P" give "P-0123"."""
    return reference(kind, number) if number else ""


FILTERS: dict[str, Any] = {
    "prose": prose,
    "day": day,
    "instant": instant,
    "span": span,
    "until": until,
    "number": number,
    "percent": percent,
    "ref": ref,
    "excerpt": excerpt,
}
