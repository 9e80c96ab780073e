"""The public consultation: the draft with what people say of it, and their comments."""

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.commitments import actions, comparing, queries
from gacocrea.commitments.forms import CommentForm, label_of
from gacocrea.commitments.models import Comment, CommentOutcome, Commitment, CommitmentStatus
from gacocrea.commitments.queries import CommentRow
from gacocrea.commitments.rules import parts_of
from gacocrea.commitments.views.base import address, bp, pillar_of, this_commitment, why_not
from gacocrea.core.permissions import Action, Verdict, explain
from gacocrea.core.tables.writing import csv_of
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.proposals.models import Stance
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import label


@bp.get("/<forum>/<cycle>/consulta")
@needs(Action.READ)
def consultation() -> ResponseReturnValue:
    found = queries.all_of(db.session(), this_cycle().id)
    return render_template(
        "commitments/pages/consultation.html",
        commitments=[row for row in found if row.status is not CommitmentStatus.WITHDRAWN],
        figures=queries.participation(db.session(), this_cycle().id),
        outcomes=list(CommentOutcome),
        verdict=may_comment(),
        why_not=why_not(may_comment()),
    )


@bp.get("/<forum>/<cycle>/consulta/observaciones.csv")
@needs(Action.READ)
def comments_csv() -> ResponseReturnValue:
    heads = [
        _("Observación"), _("Compromiso"), _("Versión"), _("Parte"), _("Pasaje"), _("Posición"), _("Texto"),
        _("Autoría"), _("Fecha"), _("Respuesta"), _("Motivo"), _("Cambió en la versión"), _("Respondió"),
    ]  # fmt: skip
    rows = queries.comments_of(db.session(), this_cycle().id)
    name = f"observaciones-{this_forum().slug}-{this_cycle().slug}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_of(heads, map(_cells, rows)), mimetype="text/csv", headers=disposition)


def _cells(row: CommentRow) -> list[object]:
    one = row.comment
    return [
        reference("O", one.number), reference("C", row.commitment.number), one.version, label_of(one.part),
        one.passage, label(one.stance), one.text, one.author_name, one.at.date().isoformat(),
        label(one.outcome) if one.outcome else "", one.answer, one.changed_in or "", one.answered_by,
    ]  # fmt: skip


@bp.get("/<forum>/<cycle>/compromisos/<ref>/observaciones")
@needs(Action.READ)
def comments(ref: str) -> ResponseReturnValue:
    commitment = this_commitment(ref)
    form = CommentForm.of(queries.sheet_of(commitment), request.args.get("parte", ""))
    return _comments_page(commitment, form)


@bp.post("/<forum>/<cycle>/compromisos/<ref>/observaciones")
@needs(Action.COMMENT_DRAFT)
def comment(ref: str) -> ResponseReturnValue:
    commitment = this_commitment(ref)
    form = CommentForm.of(queries.sheet_of(commitment), "")
    made = attempt(form, lambda: _comment(commitment, form))
    if made is None:
        return _comments_page(commitment, form), 422
    quoted = reference("O", made.number)
    flash(_("Su observación %(reference)s quedó publicada. Le llegará una respuesta.", reference=quoted))
    return redirect(f"{address(commitment, 'commitments.comments')}#{quoted}", 303)


def _comment(commitment: Commitment, form: CommentForm) -> Comment:
    return actions.comment(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        commitment=commitment,
        part=form.part.data,
        passage=form.passage.data,
        stance=Stance(form.stance.data),
        text=form.text.data,
        now=now(),
    )


def _comments_page(commitment: Commitment, form: CommentForm) -> str:
    found = queries.comments_on(db.session(), commitment.id)
    sheet = queries.sheet_of(commitment)
    told = {name: comparing.said(sheet, name) for name in parts_of(sheet)}
    asked = {one.part for one in found}
    return render_template(
        "commitments/pages/comments.html",
        commitment=commitment,
        pillar=pillar_of(commitment),
        parts=[(name, label_of(name), told[name]) for name in parts_of(sheet) if told[name] or name in asked],
        comments=found,
        form=form,
        verdict=may_comment(),
        why_not=why_not(may_comment()),
    )


def may_comment() -> Verdict:
    """Return whether this person may comment on the draft now, or why not."""
    return explain(Action.COMMENT_DRAFT, actor=actor(), moment=moment())
