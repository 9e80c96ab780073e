"""Published results as drawings: the themes of each pillar in their order, and how close the last place was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from gacocrea.cycle.models import Pillar
from gacocrea.cycle.tongues import told
from gacocrea.voting.queries import Line, Result
from gacocrea.web.application import application
from gacocrea.web.charts import canvas
from gacocrea.web.charts import priorities as ranked
from gacocrea.web.charts.margin import Margin, Side, margin
from gacocrea.web.text import number, percent


@dataclass(frozen=True)
class Figure:
    """A drawing wide and narrow with its words and its table, as web/components/figure.html takes them."""

    title: str
    text: str
    wide: Markup
    narrow: Markup
    head: list[str]
    rows: Sequence[tuple[str, ...]]


Published = Sequence[tuple[Pillar, Result]]


def priorities_of(published: Published) -> dict[str, Figure]:
    """Return by pillar key its ranked themes; their bars have one scale."""
    made = commitments_of(published)
    top = max((line.share for _pillar, result in published for line in result.lines), default=0)
    return {pillar.key: _priorities(pillar, result, made, top) for pillar, result in published}


def sheet_of(published: Published, title: str) -> str:
    """Return all pillars on one sheet to print, as a file of its own."""
    made = commitments_of(published)
    pillars = [_ranked(pillar, result, made) for pillar, result in published]
    desc = " ".join(f"{told(pillar, 'name')}: {_told(result)}" for pillar, result in published)
    return canvas.alone(ranked.sheet(title, desc, pillars))


def commitments_of(published: Published) -> Mapping[int, tuple[str, str]]:
    """Ask the floor above once which commitment each theme became: its reference and address."""
    ask = application().extensions.get("theme_became")
    ids = [line.theme_id for _pillar, result in published for line in result.lines]
    found: Mapping[int, tuple[str, str]] = ask(ids) if ask and ids else {}
    return found


def _priorities(pillar: Pillar, result: Result, made: Mapping[int, tuple[str, str]], top: float) -> Figure:
    drawn, title = (
        _ranked(pillar, result, made),
        _("Temas priorizados: %(pillar)s", pillar=told(pillar, "name")),
    )
    text = _told(result)
    wide, narrow = (
        ranked.priorities(title, text, drawn, width=width, top=top) for width in (canvas.WIDE, canvas.NARROW)
    )
    head = [_("Tema"), _("Boletas"), _("De las boletas"), _("Elegido"), _("Compromiso")]
    rows = [
        (
            f"{line.code}. {told(line, 'title')}",
            number(line.votes),
            percent(line.share),
            _("sí") if line in result.taken_up else _("no"),
            made.get(line.theme_id, ("–", ""))[0],
        )
        for line in result.lines
    ]
    return Figure(title, text, wide, narrow, head, rows)


def _ranked(pillar: Pillar, result: Result, made: Mapping[int, tuple[str, str]]) -> ranked.Pillar:
    taken = result.taken_up
    themes = (
        ranked.Ranked(
            told(line, "title"),
            line.share,
            percent(line.share),
            enters=line.by_rule,
            chosen=line in taken,
            note=_noted(line, result, made.get(line.theme_id, ("", ""))[0]),
        )
        for line in result.lines
    )
    cut = _("Hasta aquí entran por la regla") if result.is_proportional else _("Hasta aquí entran")
    return ranked.Pillar(told(pillar, "name"), pillar.palette, tuple(themes), cut)


def _noted(line: Line, result: Result, commitment: str) -> str:
    """Say which commitment a theme became, and where the core group or another rule would differ from the count."""
    said = []
    if commitment:
        said.append(_("Compromiso %(ref)s", ref=commitment))
    if line.departs and line.by_rule:
        said.append(_("Ganó por votos; el grupo núcleo no lo recogió"))
    elif line.departs:
        said.append(_("Lo recogió el grupo núcleo, sin ganar por votos"))
    elif result.is_proportional and line.by_rule != line.by_votes:
        alone = _("Elegido por la regla, no por mayoría simple")
        said.append(alone if line.by_rule else _("Elegido por mayoría simple, no por la regla"))
    return ". ".join(said)


def _told(result: Result) -> str:
    """Say what the drawing of a pillar shows."""
    if not result.lines or not result.ballots:
        return str(_("No hubo boletas."))
    chosen, best = len(result.taken_up), max(result.lines, key=lambda line: line.votes)
    first = ngettext(
        "%(num)d de %(all)s temas fue elegido.", "%(num)d de %(all)s temas fueron elegidos.", chosen,
        all=len(result.lines),
    )  # fmt: skip
    rest = _(
        "El más apoyado, «%(title)s», está en el %(share)s de las boletas.",
        title=told(best, "title"),
        share=percent(best.share),
    )
    return f"{first} {rest}"


def margin_of(pillar: Pillar, result: Result) -> Figure | None:
    """Return how close the last place of a pillar was; None where nobody stayed out of it."""
    last, false = result.ranking.last, result.count.fewest_false
    if last is None or last.rival is None or false is None:
        return None
    titles = {line.code: told(line, "title") for line in result.lines}
    winner, loser = titles[last.code], titles[last.rival]
    values = float(last.strength), float(last.rival_strength)
    said = [_weighed(value, proportional=result.is_proportional) for value in values]
    found = Margin(
        Side(winner, values[0], said[0]), Side(loser, values[1], said[1]), _apart(values[0] - values[1], result),
        result.ballots, false,
        exact=result.count.is_exact,
        all_said=ngettext("%(n)s boleta contada", "%(n)s boletas contadas", result.ballots, n=number(result.ballots)),
        false_said=_false(false, exact=result.count.is_exact),
    )  # fmt: skip
    return _drawn(found, pillar.palette)


def _drawn(found: Margin, palette: str) -> Figure:
    title = _("El último que entró y el primero que quedó fuera")
    said = {"winner": found.winner.title, "loser": found.loser.title, "apart": found.apart}
    text = _("Entró «%(winner)s» y quedó fuera «%(loser)s». %(apart)s.", **said)
    wide, narrow = (
        margin(title, f"{text} {found.false_said}.", found, palette, width=width)
        for width in (canvas.WIDE, canvas.NARROW)
    )
    exact, bound = _("Boletas falsas que lo cambiarían"), _("Boletas falsas que lo cambiarían, al menos")
    rows = [
        *((side.title, side.said) for side in (found.winner, found.loser)),
        (exact if found.exact else bound, number(found.false)),
        (_("Boletas contadas"), number(found.ballots)),
    ]
    return Figure(title, text, wide, narrow, [_("Tema"), _("Boletas")], rows)


def _weighed(value: float, *, proportional: bool) -> str:
    """Say the ballots of a theme; under a proportional rule their weight in the last turn."""
    if proportional:
        return str(_("peso de %(n)s boletas", n=number(round(value, 1))))
    return str(ngettext("%(n)s boleta", "%(n)s boletas", int(value), n=number(int(value))))


def _apart(value: float, result: Result) -> str:
    if not value:
        return str(_("Empate: decidió el sorteo"))
    if result.is_proportional:
        return str(_("Los separa un peso de %(n)s boletas", n=number(round(value, 1))))
    return str(
        ngettext("Los separa %(n)s boleta", "Los separan %(n)s boletas", int(value), n=number(int(value)))
    )


def _false(value: int, *, exact: bool) -> str:
    """Say how many ballots would have to be false; a lower bound is said to be one."""
    if exact:
        return str(
            ngettext(
                "Con %(n)s boleta falsa ya podría entrar otro tema; con menos, entran los mismos",
                "Con %(n)s boletas falsas ya podría entrar otro tema; con menos, entran los mismos",
                value,
                n=number(value),
            )
        )
    if value > 1:
        return str(
            _(
                "Con menos de %(n)s boletas falsas entran los mismos: está demostrado. Puede que hagan falta más",
                n=number(value),
            )
        )
    return str(_("No se puede demostrar que una sola boleta falsa no lo cambiaría"))
