"""The thread in words and knots: what each station says, done or still to come."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.core.terms import Phase
from gacocrea.cycle.place import this_cycle
from gacocrea.openness import queries
from gacocrea.openness.queries import Cord, Strand
from gacocrea.progress.models import Completion
from gacocrea.proposals.models import Proposal
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.labels import label
from gacocrea.web.text import day, local, number, ref


@dataclass(frozen=True)
class Knot:
    """A station of the thread, as web/components/thread.html draws it."""

    kind: str
    title: str
    text: str = ""
    when: str = ""
    url: str = ""
    done: bool = False


def strand_knots(strand: Strand) -> list[Knot]:
    """Return the stations of a proposal: five when it joined a theme, two when it ends in its answer."""
    first = proposal_knot(strand.proposal)
    if strand.cord is not None:
        return [first, *cord_knots(strand.cord, with_theme=True)]
    if strand.response is None:
        text = _("El grupo núcleo la leerá y responderá en público.")
        return [first, Knot("union", _("Respuesta razonada"), text)]
    title = label(strand.response.outcome)
    return [
        first,
        Knot(
            "fin",
            title,
            _("Aquí termina este hilo, con su motivo publicado."),
            day(strand.response.at),
            done=True,
        ),
    ]


def proposal_knot(proposal: Proposal) -> Knot:
    where = proposal.workshop.place if proposal.workshop else ""
    text = (
        _("Presentada en el taller de %(place)s.", place=where)
        if where
        else _("Presentada por %(name)s.", name=proposal.author_name)
    )
    reference = ref(proposal.number, "P")
    when = day(proposal.submitted_at) if proposal.submitted_at else ""
    return Knot(
        "punta",
        _("Propuesta %(ref)s", ref=reference),
        text,
        when,
        url_for("proposals.show", ref=reference),
        True,
    )


def cord_knots(cord: Cord, *, with_theme: bool) -> list[Knot]:
    """Return the stations after a theme: vote, commitment, evidence; the theme itself first if asked."""
    rest = [vote_knot(cord), commitment_knot(cord), evidence_knot(cord)]
    return [theme_knot(cord), *rest] if with_theme else rest


def theme_knot(cord: Cord) -> Knot:
    reference = ref(cord.theme.number, "T")
    text = ngettext("Reúne %(num)d propuesta.", "Reúne %(num)d propuestas.", len(cord.proposals))
    title = _("Tema %(ref)s", ref=reference)
    return Knot("union", title, text, day(cord.theme.created_at), url_for("themes.show", ref=reference), True)


def vote_knot(cord: Cord) -> Knot:
    if cord.vote is None:
        window = this_cycle().moment(now()).window(Phase.VOTING)
        when = _("Desde el %(date)s", date=day(window.opens_at)) if window and window.opens_at > now() else ""
        return Knot("lazo", _("Votación"), _("El resultado se publica después del cierre."), when)
    line, result = cord.vote.line, cord.vote.result
    text = _(
        "Lugar %(place)s de %(all)s, con %(votes)s boletas.",
        place=line.place,
        all=len(result.lines),
        votes=number(line.votes),
    )
    if line.chosen is False or (line.chosen is None and not line.by_rule):
        text += " " + _("No fue elegido.")
    return Knot(
        "lazo", _("Votación"), text, url=url_for("voting.result", pillar=result.pillar_key), done=True
    )


def commitment_knot(cord: Cord) -> Knot:
    if cord.commitment is None:
        lost = cord.vote is not None and cord.vote.line not in cord.vote.result.taken_up
        text = (
            _("No pasó a este plan; queda para el siguiente ciclo.")
            if lost
            else _("Se redacta si el tema resulta elegido.")
        )
        return Knot("fin" if lost else "nudo", _("Compromiso"), text, done=lost)
    reference = ref(cord.commitment.number, "C")
    steps = len(cord.commitment.milestones)
    text = f"{cord.commitment.name}. " + ngettext("%(num)d hito.", "%(num)d hitos.", steps)
    title = _("Compromiso %(ref)s", ref=reference)
    return Knot("nudo", title, text, url=url_for("commitments.show", ref=reference), done=True)


def evidence_knot(cord: Cord) -> Knot:
    standing = cord.standing
    if standing is None or not any(row.report for row in standing.milestones):
        return Knot("puntada", _("Evidencia"), _("Aquí se verá si se cumplió."))
    text = _("%(done)s de %(all)s hitos completados.", done=standing.done, all=len(standing.milestones))
    done = standing.completion is Completion.COMPLETED
    return Knot("puntada", label(standing.completion), text, url=url_for("progress.index"), done=done)


def of_proposal(*, proposal: Any, **_about: Any) -> str:
    """Draw the thread on a proposal's page."""
    strand = queries.strand(db.session(), proposal, local(now()).date())
    title = _("El hilo de esta propuesta")
    return render_template(
        "openness/pages/_thread.html",
        title=title,
        knots=strand_knots(strand),
        reference=ref(proposal.number, "P"),
    )


def of_commitment(*, commitment: Any, **_about: Any) -> str:
    """Say on a commitment's page who asked for it."""
    found = queries.cords_of_commitment(db.session(), commitment, local(now()).date())
    return render_template("openness/pages/_asked.html", cords=found, reference=ref(commitment.number, "C"))
