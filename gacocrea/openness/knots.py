"""The thread in words and knots: what each station says, done or still to come."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.commitments.models import Commitment, CommitmentStatus
from gacocrea.core.terms import Phase
from gacocrea.cycle.place import this_cycle
from gacocrea.openness.queries import Cord, Strand
from gacocrea.progress.models import Completion
from gacocrea.progress.queries import CommitmentStanding
from gacocrea.proposals.models import Origin, Proposal, ProposalStatus
from gacocrea.voting.queries import ThemeResult
from gacocrea.web.application import now
from gacocrea.web.labels import label
from gacocrea.web.text import day, number, ref


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
    """Return the stations of a proposal: to the evidence when it joined a theme, else to its answer."""
    first = _proposal(strand.proposal)
    if strand.cord is not None:
        return [first, *cord_knots(strand.cord)]
    return [first, _answer(strand)]


def cord_knots(cord: Cord) -> list[Knot]:
    """Return the stations of a theme: itself, its vote, and what follows from it."""
    return [_theme(cord), _vote(cord.vote), *_outcome(cord)]


def commitment_knots(standing: CommitmentStanding, cords: list[Cord]) -> list[Knot]:
    """Return the stations that lead to a commitment, whatever number of themes it takes up, and its evidence."""
    asked = sum(len(cord.proposals) for cord in cords)
    title = ngettext("%(num)d propuesta", "%(num)d propuestas", asked)
    first = Knot("punta", title, _("En línea, en talleres o en archivos."), done=True)
    before = [knot for cord in cords for knot in (_theme(cord), _vote(cord.vote))]
    return [*([first] if asked else []), *before, *_commitment(standing.commitment, standing)]


def _proposal(proposal: Proposal) -> Knot:
    reference = ref(proposal.number, "P")
    if proposal.origin is Origin.WORKSHOP and proposal.workshop:
        text = _("Presentada en el taller de %(place)s.", place=proposal.workshop.place)
    else:
        text = _("Presentada por %(name)s.", name=proposal.author_name)
    when = day(proposal.submitted_at) if proposal.submitted_at else ""
    title = _("Propuesta %(ref)s", ref=reference)
    return Knot("punta", title, text, when, url_for("proposals.show", ref=reference), done=True)


def _answer(strand: Strand) -> Knot:
    status, response = strand.proposal.status, strand.response
    if status is ProposalStatus.WITHDRAWN:
        text, when = _("Quien la presentó la retiró."), day(strand.proposal.changed_at)
        return Knot("fin", label(status), text, when, done=True)
    if response is None or status is ProposalStatus.SUBMITTED:
        return Knot("union", _("Respuesta razonada"), _("El grupo núcleo la leerá y responderá en público."))
    title, when = label(response.outcome), day(response.at)
    if status is ProposalStatus.RETURNED:
        return Knot("union", title, _("Espera los cambios de quien la presentó."), when)
    return Knot("fin", title, _("Aquí termina este hilo, con su motivo publicado."), when, done=True)


def _theme(cord: Cord) -> Knot:
    reference = ref(cord.theme.number, "T")
    text = ngettext("Reúne %(num)d propuesta.", "Reúne %(num)d propuestas.", len(cord.proposals))
    title, when = _("Tema %(ref)s", ref=reference), day(cord.theme.created_at)
    return Knot("union", title, text, when, url_for("themes.show", ref=reference), done=True)


def _vote(vote: ThemeResult | None) -> Knot:
    if vote is None:
        window = this_cycle().moment(now()).window(Phase.VOTING)
        when = _("Desde el %(date)s", date=day(window.opens_at)) if window and window.opens_at > now() else ""
        return Knot("lazo", _("Votación"), _("El resultado se publica después del cierre."), when)
    url = url_for("results.show", pillar=vote.result.pillar_key)
    return Knot("lazo", _("Votación"), vote_text(vote), url=url, done=True)


def vote_text(vote: ThemeResult) -> str:
    """Return the place and the ballots of a theme, and whether it goes on."""
    line, result = vote.line, vote.result
    text = ngettext(
        "Lugar %(place)s de %(all)s, con %(votes)s boleta de %(total)s.",
        "Lugar %(place)s de %(all)s, con %(votes)s boletas de %(total)s.",
        line.votes,
        place=line.place,
        all=len(result.lines),
        votes=number(line.votes),
        total=number(result.ballots),
    )
    return f"{text} {_('Elegido.') if line in result.taken_up else _('No fue elegido.')}"


def _outcome(cord: Cord) -> list[Knot]:
    """Return where the vote leads: to a commitment, to the next cycle, or to what is still to come."""
    if cord.commitment is not None:
        return _commitment(cord.commitment, cord.standing)
    if cord.is_lost:
        text = _("No pasó a este plan; queda para el siguiente ciclo.")
        return [Knot("fin", _("Siguiente ciclo"), text, done=True)]
    waits = _("El grupo núcleo lo redactará.") if cord.vote else _("Se redacta si el tema resulta elegido.")
    return [Knot("nudo", _("Compromiso"), waits), _evidence(None)]


def _commitment(commitment: Commitment, standing: CommitmentStanding | None) -> list[Knot]:
    reference = ref(commitment.number, "C")
    title, url = _("Compromiso %(ref)s", ref=reference), url_for("commitments.show", ref=reference)
    if commitment.status is CommitmentStatus.WITHDRAWN:
        text = _("Se retiró del borrador: %(reason)s", reason=commitment.status_reason)
        return [Knot("fin", title, text, day(commitment.changed_at), url, done=True)]
    steps = ngettext("%(num)d hito.", "%(num)d hitos.", len(commitment.milestones))
    return [Knot("nudo", title, f"{commitment.name}. {steps}", url=url, done=True), _evidence(standing)]


def _evidence(standing: CommitmentStanding | None) -> Knot:
    if standing is None or not standing.is_reported:
        return Knot("puntada", _("Evidencia"), _("Aquí se verá si se cumplió."))
    text = _("%(done)s de %(all)s hitos completados.", done=standing.done, all=len(standing.milestones))
    done = standing.completion is Completion.COMPLETED
    return Knot("puntada", label(standing.completion), text, url=url_for("progress.index"), done=done)
