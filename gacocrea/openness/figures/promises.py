"""How the milestones of a plan are kept, by the month in which each falls due."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.openness.figures.figure import Shown
from gacocrea.progress.models import Completion
from gacocrea.progress.queries import CommitmentStanding, Standing
from gacocrea.web.charts.canvas import NARROW, WIDE
from gacocrea.web.charts.stitches import Calendar, State, Stitch, stitches
from gacocrea.web.text import day, number

STATES: tuple[State, ...] = ("done", "late", "ahead")


def by_month(standings: Sequence[CommitmentStanding], plan: tuple[date, date], today: date) -> Shown:
    """Return the milestones of commitments, done, late and to come; `plan` is its first and its last day."""
    promised = [Stitch(row.milestone.ends_on, _state(row)) for one in standings for row in one.milestones]
    counted = Counter(one.state for one in promised)
    title, text = _("Hito por hito"), _finding(counted)
    named = zip(STATES, _words(), strict=True)
    legend = [(state, f"{words}: {number(counted[state])}") for state, words in named if counted[state]]
    draw = partial(stitches, title, text, promised, _calendar(promised, plan, today), legend=legend)
    head = [_("Mes"), *_words()]
    return Shown("avance", title, text, draw(width=WIDE), draw(width=NARROW), head, _rows(promised))


def _words() -> tuple[str, str, str]:
    return str(_("Completados")), str(_("Atrasados")), str(_("Por venir"))


def _state(row: Standing) -> State:
    if row.completion is Completion.COMPLETED:
        return "done"
    return "late" if row.is_late else "ahead"


def _finding(counted: Counter[State]) -> str:
    if not counted:
        return str(_("Los compromisos todavía no tienen hitos."))
    said = [
        _(
            "%(done)s de %(all)s hitos están completados.",
            done=number(counted["done"]),
            all=number(counted.total()),
        ),
        ngettext("%(num)d está atrasado.", "%(num)d están atrasados.", counted["late"])
        if counted["late"]
        else "",
        _("Cada puntada es un hito, en el mes en que vence."),
    ]
    return " ".join(filter(None, said))


def _calendar(promised: Sequence[Stitch], plan: tuple[date, date], today: date) -> Calendar:
    first, last = min([plan[0], *(one.on for one in promised)]), max([plan[1], *(one.on for one in promised)])
    ticks = [(on, day(on, "MMM yyyy")) for on in _halves(first, last)]
    return Calendar(first, last, today, ticks, str(_("hoy")))


def _halves(first: date, last: date) -> Iterator[date]:
    """The first month, and each January and July after it."""
    on = first.replace(day=1)
    yield on
    while (on := (on + timedelta(days=32)).replace(day=1)) <= last:
        if on.month in (1, 7):
            yield on


def _rows(promised: Sequence[Stitch]) -> list[list[object]]:
    months = Counter((one.on.replace(day=1), one.state) for one in promised)
    due = sorted({on for on, _state in months})
    return [[f"{on:%Y-%m}", *(months[on, state] for state in STATES)] for on in due]
