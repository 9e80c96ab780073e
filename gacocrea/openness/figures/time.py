"""Participation by day, with the phases of the cycle beneath."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.core.terms import Phase, Window
from gacocrea.openness.figures.figure import Shown, Told
from gacocrea.web.charts.canvas import NARROW, WIDE
from gacocrea.web.charts.days import Knot, Lane, Ring, Stretch, days, step_of
from gacocrea.web.labels import label
from gacocrea.web.text import day, local, number

AFTER = (Phase.IMPLEMENTATION, Phase.CLOSED)


def by_day(told: Told) -> Shown:
    """Return when things came: proposals, arguments, comments and people at workshops."""
    stretch = _stretch(told)
    title, text = _("Día a día"), f"{_finding(told)} {_stitch(stretch)}"
    draw = partial(
        days, title, text, stretch, _lanes(told), rings=list(_rings(told)), knots=list(_knots(told, stretch))
    )
    head = [_("Día"), _("Propuestas"), _("Argumentos"), _("Observaciones"), _("Personas en talleres")]
    return Shown("dias", title, text, draw(width=WIDE), draw(width=NARROW), head, _rows(told))


def _lanes(told: Told) -> list[Lane]:
    """Proposals, and of the rest what there is."""
    found = told.found
    argued, commented = found.argued_days.total(), found.commented_days.total()
    lanes = [Lane(_("Propuestas: %(total)s", total=number(found.proposals)), found.days)]
    if argued:
        lanes.append(Lane(_("Argumentos: %(total)s", total=number(argued)), found.argued_days))
    if commented:
        lanes.append(
            Lane(_("Observaciones al borrador: %(total)s", total=number(commented)), found.commented_days)
        )
    return lanes


def _rows(told: Told) -> list[tuple[object, ...]]:
    found = told.found
    came = {one.on: 0 for one in found.workshops}
    for one in found.workshops:
        came[one.on] += one.people
    some = sorted({*found.days, *found.argued_days, *found.commented_days, *came})
    return [
        (on, found.days[on], found.argued_days[on], found.commented_days[on], came.get(on, 0)) for on in some
    ]


def _stretch(told: Told) -> Stretch:
    """From the first proposals, or from what came before them, to the end of adoption."""
    windows = [one for one in told.cycle.windows if one.phase not in AFTER]
    begun = [_day(one) for one in windows if one.phase is Phase.PROPOSALS] or [_day(windows[0])]
    seen = [on for on, *_counts in _rows(told) if isinstance(on, date)]
    first, last = min(begun + seen), max([_last(one) for one in windows] + seen)
    months = [(on, day(on, "MMM")) for on in _firsts(first, last)]
    return Stretch(first, last, told.today, months)


def _firsts(first: date, last: date) -> Iterator[date]:
    on = first.replace(day=1)
    while on <= last:
        if on >= first:
            yield on
        on = (on + timedelta(days=32)).replace(day=1)


def _day(window: Window) -> date:
    return local(window.opens_at).date()


def _last(window: Window) -> date:
    return local(window.closes_at - timedelta(microseconds=1)).date()


def _rings(told: Told) -> Iterator[tuple[str, list[Ring]]]:
    found = told.found
    if found.workshops:
        name = ngettext(
            "Personas en %(num)d taller: %(people)s",
            "Personas en %(num)d talleres: %(people)s",
            len(found.workshops),
            people=number(found.people_at_workshops),
        )
        yield name, [Ring(one.on, number(one.people)) for one in found.workshops]
    if found.ballots:
        counted = number(sum(found.ballots.values()))
        over = next((_last(one) for one in told.cycle.windows if one.phase is Phase.VOTING), told.today)
        yield _("Boletas contadas, al cierre de la votación"), [Ring(over, counted)]


def _knots(told: Told, stretch: Stretch) -> Iterator[Knot]:
    for window in told.cycle.windows:
        if window.phase in AFTER or _last(window) < stretch.first:
            continue
        over, begun = _last(window) < told.today, _day(window) <= told.today
        yield Knot(
            max(_day(window), stretch.first),
            label(window.phase),
            "done" if over else "now" if begun else "todo",
        )


def _finding(told: Told) -> str:
    counted = told.found.days
    if not counted:
        return str(_("Todavía no hay propuestas."))
    if told.found.proposals == 1:
        return str(_("Llegó una propuesta, el %(day)s.", day=day(min(counted))))
    peak = min(counted, key=lambda on: (-counted[on], on))
    said = _(
        "Llegaron %(total)s propuestas entre el %(first)s y el %(last)s; el día con más fue el %(peak)s, con %(most)s.",
        total=number(told.found.proposals),
        first=day(min(counted)),
        last=day(max(counted)),
        peak=day(peak, "d MMM"),
        most=number(counted[peak]),
    )
    return str(said)


def _stitch(stretch: Stretch) -> str:
    if step_of(stretch, WIDE) > 1:
        return str(_("Cada puntada es una semana."))
    if step_of(stretch, NARROW) == 1:
        return str(_("Cada puntada es un día."))
    return str(_("Cada puntada es un día; en una pantalla pequeña, una semana."))
