"""Freezing the plan, and comparing how it was frozen: what came, what went, what changed, and why."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.commitments import queries as commitments
from gacocrea.commitments.comparing import FieldChange, changes
from gacocrea.commitments.models import Comment, Commitment
from gacocrea.commitments.rules import from_json
from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.permissions import Action, explain
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.forms import DAYS_TO_VOTE, vote_closes
from gacocrea.forum.place import this_forum
from gacocrea.forum.queries import live_motion
from gacocrea.plan import actions, queries
from gacocrea.plan.forms import FreezeForm
from gacocrea.plan.models import PlanStage, PlanVersion
from gacocrea.plan.rules import difference
from gacocrea.plan.views.base import bp
from gacocrea.plan.views.preparing import USUAL, ask_for
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.reading import language


@bp.route("/<forum>/<cycle>/secretaria/plan/fijar", methods=["GET", "POST"])
@needs(Action.FREEZE_PLAN)
def freeze() -> ResponseReturnValue:
    form = FreezeForm.of()
    made = attempt(form, lambda: _freeze(form))
    if made:
        ask_for(this_forum(), this_cycle(), USUAL, language())
        flash(_("El borrador quedó fijado como versión %(number)s del plan.", number=made.number))
        return redirect(url_for("plan.versions"), 303)
    page = render_template(
        "plan/pages/freeze.html",
        form=form,
        standing=queries.standing(db.session(), this_cycle()),
        versions=queries.plan_versions(db.session(), this_cycle().id),
        motion=live_motion(db.session(), this_cycle().forum_id, actions.ADOPTION, this_cycle().slug),
        may_adopt=explain(Action.ADOPT_PLAN, actor=actor(), moment=moment()).allowed,
        days=DAYS_TO_VOTE,
    )
    return page, 422 if form.errors else 200


def _freeze(form: FreezeForm) -> PlanVersion:
    stage = PlanStage(form.stage.data)
    try:
        return actions.freeze(
            db.session(), actor=actor(), cycle=this_cycle(), stage=stage, note=form.note.data, now=now()
        )
    except Conflict as conflict:  # said beside the choice, with the note still there
        raise Invalid("stage", conflict.code, **conflict.facts) from conflict


@bp.post("/<forum>/<cycle>/secretaria/plan/someter")
@needs(Action.ADOPT_PLAN)
def propose() -> ResponseReturnValue:
    closes_at = vote_closes(this_forum(), now())
    motion = actions.propose_adoption(
        db.session(), actor=actor(), cycle=this_cycle(), closes_at=closes_at, now=now()
    )
    flash(_("El plan quedó a votación del grupo."))
    return redirect(url_for("motions.show", code=reference("M", motion.number)), 303)


@bp.post("/<forum>/<cycle>/plan/adoptar")
@needs(Action.ADOPT_PLAN)
def adopt() -> ResponseReturnValue:
    cycle = this_cycle()
    motion = live_motion(db.session(), cycle.forum_id, actions.ADOPTION, cycle.slug)
    if motion is None:
        raise Conflict("motion_done")
    actions.adopt(db.session(), actor=actor(), cycle=cycle, motion=motion, now=now())
    ask_for(this_forum(), cycle, USUAL, language())
    flash(_("El plan quedó adoptado."))
    return redirect(url_for("plan.show"), 303)


@dataclass(frozen=True)
class Change:
    """A commitment between two frozen plans: how it differs, who said why, and the comments that moved it."""

    commitment: Commitment
    fields: list[FieldChange]
    reasons: list[str]
    comments: list[Comment]


@bp.get("/<forum>/<cycle>/plan/versiones")
@needs(Action.READ)
def versions() -> ResponseReturnValue:
    found = queries.plan_versions(db.session(), this_cycle().id)
    if not found:
        return render_template("plan/pages/versions.html", versions=found)
    older, newer = _asked(found)
    told = difference(_parts(older), _parts(newer))
    known = {row.id: row for row in commitments.all_of(db.session(), this_cycle().id)}
    return render_template(
        "plan/pages/versions.html",
        versions=found,
        older=older,
        newer=newer,
        came=[known[key] for key in told.came],
        went=[known[key] for key in told.went],
        same=[known[key] for key in told.same],
        changed=_changes(older, newer, [known[key] for key in told.changed]),
    )


def _asked(found: list[PlanVersion]) -> tuple[PlanVersion, PlanVersion]:
    """Return the two versions to compare: those asked for, else the last two."""
    by_number = {row.number: row for row in found}
    newer = by_number.get(request.args.get("a", type=int) or found[-1].number)
    older = by_number.get(request.args.get("de", type=int) or found[max(len(found) - 2, 0)].number)
    if newer is None or older is None:
        raise NotThere
    return (older, newer) if older.number <= newer.number else (newer, older)


def _parts(version: PlanVersion) -> dict[int, int]:
    return {part.commitment_id: part.version for part in version.parts}


def _changes(older: PlanVersion, newer: PlanVersion, found: list[Commitment]) -> list[Change]:
    before, after = _parts(older), _parts(newer)
    spans = [(row.id, before[row.id], after[row.id]) for row in found]
    texts = queries.texts_of(db.session(), {(key, n) for key, *pair in spans for n in pair})
    steps = queries.steps_between(db.session(), spans)
    moved = commitments.comments_that_changed(db.session(), [row.id for row in found])
    return [
        Change(
            commitment=row,
            fields=changes(from_json(texts[row.id, first].sheet), from_json(texts[row.id, second].sheet)),
            reasons=[step.reason for step in steps[row.id] if step.reason],
            comments=[one for one in moved.get(row.id, ()) if first < (one.changed_in or 0) <= second],
        )
        for row, (_key, first, second) in zip(found, spans, strict=True)
    ]
