"""Days as plans write them: "2022-08", "31/08/2022", "agosto de 2022", "2019-2022"."""

import re
from calendar import monthrange
from datetime import date

from gacocrea.core.text import fold

_MONTHS = (
    *("ene jan", "feb fev", "mar", "abr apr", "may mai", "jun", "jul", "ago aug", "sep set", "oct out"),
    *("nov", "dic dec dez"),
)
MONTHS = {short: number for number, names in enumerate(_MONTHS, 1) for short in names.split()}


def day_of(text: str, *, last: bool = False) -> date | None:
    """Return the day that a text names, None when it names none.

    A month alone is its first day, or its `last`; so is a year alone.
    """
    words = fold(text).strip()
    whole = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?", words)
    if whole:
        return _date(*(int(part) for part in whole.groups()))
    latin = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", words)
    if latin:
        return _date(int(latin[3]), int(latin[2]), int(latin[1]))
    named = re.fullmatch(r"(?:(\d{1,2})\s*(?:de\s+|-)?)?([a-z]{3,12})\.?(?:\s+de[l]?|,|-)?\s*(\d{4})", words)
    if named and named[2][:3] in MONTHS:
        month = MONTHS[named[2][:3]]
        return _date(int(named[3]), month, int(named[1])) if named[1] else _month(int(named[3]), month, last)
    month_only = re.fullmatch(r"(\d{4})-(\d{1,2})", words) or re.fullmatch(
        r"(?P<m>\d{1,2})/(?P<y>\d{4})", words
    )
    if month_only:
        named_groups = month_only.groupdict()
        year, month = (
            (int(named_groups["y"]), int(named_groups["m"]))
            if named_groups
            else map(int, month_only.groups())
        )
        return _month(year, month, last)
    year_only = re.fullmatch(r"\d{4}", words)
    return _month(int(words), 12 if last else 1, last) if year_only else None


def span_of(text: str) -> tuple[date | None, date | None]:
    """Return the first and last day of a text such as "Del 1 ene 2027 al 30 jun 2027" or "2019-2022"."""
    years = re.fullmatch(r"\s*(\d{4})\s*[-–a]\s*(\d{4})\s*", text)
    if years:
        return _month(int(years[1]), 1, last=False), _month(int(years[2]), 12, last=True)
    parts = re.split(
        r"\n|\s+(?:al?|to|hasta|ate|até)\s+|\s[-–]\s|–", re.sub(r"(?i)^\s*(?:del?|from)\s+", "", text.strip())
    )
    first, second = (parts[0], parts[1]) if len(parts) > 1 else ("", parts[0])
    return day_of(first), day_of(second, last=True)


def _month(year: int, month: int, last: bool) -> date | None:
    day = monthrange(year, month)[1] if last and 1 <= month <= 12 and 1 <= year <= 9998 else 1
    return _date(year, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1990 <= year <= 2100 else None
