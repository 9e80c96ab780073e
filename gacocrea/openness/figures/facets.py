"""Participation by pillar, by territory and by sector."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.openness.figures.figure import Shown, Told, first_of, share, together
from gacocrea.web.charts.bars import Bar, bars
from gacocrea.web.charts.canvas import NARROW, WIDE
from gacocrea.web.text import number


def pillars(told: Told) -> Shown:
    """Return how many proposals came under each pillar, with its arguments and, once published, its ballots."""
    found, rows = told.found, told.cycle.pillars
    items = [
        Bar(one.name, found.pillars[one.id], number(found.pillars[one.id]), _note(told, one.id), one.palette)
        for one in rows
    ]
    head = [_("Pilar"), _("Propuestas"), _("Parte"), _("Argumentos")]
    table: list[list[object]] = [
        [one.name, found.pillars[one.id], share(found.pillars[one.id], found.proposals), found.argued[one.id]]
        for one in rows
    ]
    if found.ballots:
        head.append(_("Boletas"))
        table = [[*row, found.ballots.get(one.id, "")] for one, row in zip(rows, table, strict=True)]
    counted = Counter({one.name: found.pillars[one.id] for one in rows})
    return _shown(("pilares", _("Por pilar"), _most(counted, found.proposals)), items, head, table)


def territories(told: Told) -> Shown:
    """Return where proposals came from, most first; places of the forum without any are in the table alone."""
    found = told.found
    counted = Counter({name: count for name, count in found.territories.items() if name})
    items = [Bar(name, count, number(count)) for name, count in _ordered(counted)]
    unsaid = found.territories[""]
    if unsaid and counted:
        items.append(Bar(_("No dicen de dónde"), unsaid, number(unsaid)))
    came = Counter[str]()
    for one in found.workshops:
        came[one.territory] += one.people
    names = [name for name, _count in _ordered(counted)]
    names += [name for name in [*told.forum.territories, *came] if name and name not in names]
    names = list(dict.fromkeys(names)) + [""] * bool(unsaid or came[""])
    table = [
        [
            name or _("No dicen de dónde"),
            found.territories[name],
            share(found.territories[name], found.proposals),
            found.argued_at[name],
            came[name],
        ]
        for name in names
    ]
    head = [_("Territorio"), _("Propuestas"), _("Parte"), _("Argumentos"), _("Personas en talleres")]
    text = where_from(told, counted)
    return _shown(("territorios", _("Por territorio"), text), items, head, table)


def sectors(told: Told) -> Shown:
    """Return which sector those who proposed said to be of."""
    found = told.found
    counted = Counter({one.name: found.sectors[one.id] for one in told.forum.sectors})
    if found.sectors[None]:
        counted[_("No lo dicen")] = found.sectors[None]
    items = [Bar(name, count, number(count)) for name, count in counted.items()]
    table = [[name, count, share(count, found.proposals)] for name, count in counted.items()]
    head = [_("Sector"), _("Propuestas"), _("Parte")]
    return _shown(("sectores", _("Por sector"), _most(counted, found.proposals)), items, head, table)


def where_from(told: Told, counted: Counter[str]) -> str:
    """Say from how many territories proposals came, and from which the most."""
    names, most = first_of(counted)
    if not names:
        return str(_("Ninguna propuesta dice todavía de qué territorio es."))
    text = _(
        "Llegaron propuestas de %(some)s de los %(all)s territorios. De donde más: %(names)s, con %(most)s.",
        some=number(len(counted)),
        all=number(len({*counted, *told.forum.territories})),
        names=together(names),
        most=number(most),
    )
    unsaid = told.found.territories[""]
    more = (
        ngettext("%(num)d no dice de dónde es.", "%(num)d no dicen de dónde son.", unsaid) if unsaid else ""
    )
    return f"{text} {more}".strip()


def _ordered(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _note(told: Told, pillar_id: int) -> str:
    argued, ballots = told.found.argued[pillar_id], told.found.ballots.get(pillar_id)
    said = [ngettext("%(num)d argumento", "%(num)d argumentos", argued)] if argued else []
    if ballots is not None:
        said.append(ngettext("%(count)s boleta", "%(count)s boletas", ballots, count=number(ballots)))
    return ", ".join(said)


def _most(counted: Counter[str], total: int) -> str:
    names, most = first_of(counted)
    if not names:
        return str(_("Todavía no hay propuestas."))
    facts = {"names": together(names), "most": number(most), "total": number(total)}
    if len(names) == 1:
        return str(_("Donde más llegaron: %(names)s, %(most)s de %(total)s propuestas.", **facts))
    return str(_("Donde más llegaron: %(names)s, con %(most)s propuestas cada uno, de %(total)s.", **facts))


def _shown(
    said: tuple[str, str, str], items: Sequence[Bar], head: list[str], rows: Sequence[Sequence[object]]
) -> Shown:
    """Return the bars as a figure; `said` is its name, its title and its finding."""
    name, title, text = said
    draw = partial(bars, title, text, items)
    return Shown(name, title, text, draw(width=WIDE), draw(width=NARROW), head, rows)
