"""Words that several of these pages share: the terms of a law, and a value of one's data."""

from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.core.personal import Part
from gacocrea.privacy.rules import Country, Term
from gacocrea.web.labels import label
from gacocrea.web.text import day, local


def terms_of(law: Country) -> str:
    """Return the terms of a law in words: one where all are the same, else each kind with its own."""
    if len(set(law.terms.values())) == 1:
        return _days(next(iter(law.terms.values())))
    return "; ".join(f"{label(kind).lower()}: {_days(term)}" for kind, term in law.terms.items())


def _days(term: Term) -> str:
    if term.working:
        return str(ngettext("%(num)d día hábil", "%(num)d días hábiles", term.days))
    return str(ngettext("%(num)d día", "%(num)d días", term.days))


def shown(part: Part, row: tuple[object, ...]) -> list[tuple[str, str]]:
    """Return a row of one's data as labels and words; what is empty is left out."""
    pairs = zip(part.columns, row, strict=True)
    return [(name, words) for (_key, name), value in pairs if (words := _words(value))]


def _words(value: object) -> str:
    if isinstance(value, bool):
        return str(_("Sí") if value else _("No"))
    if isinstance(value, datetime):
        return f"{day(value)}, {local(value).strftime('%H:%M')}"
    if isinstance(value, date):
        return str(day(value))
    return "" if value is None else str(value)
