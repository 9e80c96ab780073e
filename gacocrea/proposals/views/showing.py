"""One proposal: its page, its versions, and what others say of it."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.compare import word_changes
from gacocrea.core.errors import Conflict, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Phase
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.proposals import actions, queries
from gacocrea.proposals.forms import ArgumentForm
from gacocrea.proposals.models import Argument, Proposal, ProposalVersion, Stance
from gacocrea.proposals.rules import ProposalWords, may_edit
from gacocrea.proposals.views.base import address, bp, is_mine, pillar_of, proposal_at, sees, why_not
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs


@bp.route("/<forum>/<cycle>/propuestas/<ref>")
@needs(Action.READ)
def show(ref: str) -> ResponseReturnValue:
    found = proposal_at(ref)
    if ref != reference("P", found.number or 0):
        return redirect(address(found), 301)
    if not sees(found):
        return render_template("proposals/pages/hidden.html", proposal=found)
    return _page(found, ArgumentForm.new())


@bp.route("/<forum>/<cycle>/propuestas/<ref>/argumentos", methods=["POST"])
@needs(Action.ARGUE)
def argue(ref: str) -> ResponseReturnValue:
    found, form = proposal_at(ref), ArgumentForm.new()
    if not sees(found):
        raise Conflict("proposal_hidden")
    said = attempt(form, lambda: _argue(found, form))
    if said is None:
        return _page(found, form), 422
    flash(_("Su argumento quedó publicado."))
    return redirect(f"{address(found)}#argumentos", 303)


def _argue(proposal: Proposal, form: ArgumentForm) -> Argument:
    return actions.argue(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        proposal=proposal,
        stance=Stance(form.stance.data),
        text=form.text.data,
        now=now(),
    )


def _page(proposal: Proposal, form: ArgumentForm) -> str:
    arguments = queries.arguments_of(db.session(), proposal_id=proposal.id)
    return render_template(
        "proposals/pages/proposal.html",
        proposal=proposal,
        pillar=pillar_of(proposal),
        sector=next((one for one in this_forum().sectors if one.id == proposal.sector_id), None),
        similar=_similar(proposal),
        sides=[(stance, [one for one in arguments if one.stance is stance]) for stance in Stance],
        sees=sees,
        form=form,
        why_not=why_not(Action.ARGUE),
        can=_can(proposal),
        is_signed_in=actor().account_id is not None,
    )


def _similar(proposal: Proposal) -> list[queries.Similar]:
    said = f"{proposal.title} {proposal.problem} {proposal.solution}"
    return queries.similar_to(db.session(), cycle_id=this_cycle().id, text=said, exclude=proposal.id)


def _can(proposal: Proposal) -> set[str]:
    """Return what this visitor may do with a proposal of their own: "edit", "withdraw"."""
    moment = this_cycle().moment(now())
    if not is_mine(proposal) or not {Phase.PROPOSALS, Phase.ANALYSIS} & moment.open_phases:
        return set()
    waits = proposal.status.value in ("submitted", "returned")
    edits = may_edit(proposal.status, proposal.submitted_at, this_cycle().edit_minutes, now())
    return {name for name, may in (("edit", edits), ("withdraw", waits)) if may}


@dataclass(frozen=True)
class Change:
    """What one change did to a proposal: for each field that differs, its name and the compared words."""

    number: int
    version: ProposalVersion
    fields: list[tuple[str, list[tuple[str, str]]]]


@bp.route("/<forum>/<cycle>/propuestas/<ref>/versiones")
@needs(Action.READ)
def versions(ref: str) -> ResponseReturnValue:
    found = proposal_at(ref)
    if not sees(found):
        raise NotThere
    earlier = queries.versions_of(db.session(), proposal_id=found.id)
    after = [*(version.words for version in earlier), _now(found)][1:]
    changes = [
        Change(version.number + 1, version, _differences(version.words, later))
        for version, later in zip(earlier, after, strict=True)
    ]
    return render_template(
        "proposals/pages/versions.html", proposal=found, pillar=pillar_of(found), changes=changes[::-1]
    )


def _now(proposal: Proposal) -> dict[str, Any]:
    names = ProposalWords.__dataclass_fields__
    return {name: getattr(proposal, name) for name in names} | {"pillar_id": proposal.pillar_id}


def _differences(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    pillars = {pillar.id: pillar.name for pillar in this_cycle().pillars}
    sectors = {sector.id: sector.name for sector in this_forum().sectors}
    named = {"pillar_id": pillars, "sector_id": sectors}
    labels = {
        "pillar_id": _("Pilar"),
        "title": _("Título"),
        "problem": _("El problema"),
        "solution": _("Lo que propone"),
        "affected": _("A quién afecta"),
        "territory": _("Territorio"),
        "institution": _("Institución"),
        "sector_id": _("Sector"),
    }
    words = [
        (label, *(str(named[name].get(said[name], "") if name in named else said[name]) for said in (before, after)))
        for name, label in labels.items()
    ]
    return [(label, word_changes(old, new)) for label, old, new in words if old != new]
