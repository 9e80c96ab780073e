"""Answering comments: those alike stand together, one reason answers as many as are marked, after a look."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.commitments import actions, queries
from gacocrea.commitments.actions import Answered
from gacocrea.commitments.forms import AnswerForm, label_of
from gacocrea.commitments.models import CommentOutcome
from gacocrea.commitments.queries import CommentRow
from gacocrea.commitments.rules import alike
from gacocrea.commitments.views.base import bp
from gacocrea.core.errors import Invalid
from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt, rehearse
from gacocrea.web.guards import actor, needs
from gacocrea.web.labels import label, refusal_text

MANY = 100
"""Comments on one page of the desk; the next ones follow when these are answered."""


@bp.get("/<forum>/<cycle>/mesa/observaciones")
@needs(Action.SEE_DESK)
def comment_desk() -> ResponseReturnValue:
    return _desk(AnswerForm.of())


@bp.post("/<forum>/<cycle>/mesa/observaciones")
@needs(Action.ANSWER_COMMENT)
def answer_comments() -> ResponseReturnValue:
    form = AnswerForm.of()
    if "back" in request.form:
        return _desk(form)
    results = attempt(form, lambda: _answer(form) if "publish" in request.form else rehearse(lambda: _answer(form)))
    if results is None:
        return _desk(form), 422
    if "publish" not in request.form:
        return _preview(form, results)
    done = _going(results)
    flash(ngettext("Se publicó %(num)d respuesta.", "Se publicaron %(num)d respuestas.", done))
    for result in results:
        if result.refusal:
            flash(f"{reference('O', result.comment.number)}: {_said(result)}", "warning")
    return redirect(url_for("commitments.comment_desk"), 303)


def _preview(form: AnswerForm, results: list[Answered]) -> str:
    return render_template(
        "commitments/pages/answer.html",
        form=form,
        results=results,
        going=_going(results),
        outcome=label(CommentOutcome(form.outcome.data)),
        said=_said,
    )


def _going(results: list[Answered]) -> int:
    return sum(result.refusal is None for result in results)


def _desk(form: AnswerForm) -> str:
    rows = queries.comments_of(db.session(), this_cycle().id, waiting=True, limit=MANY)
    return render_template(
        "commitments/pages/comment_desk.html",
        form=form,
        groups=_groups(rows),
        figures=queries.participation(db.session(), this_cycle().id),
        label_of=label_of,
    )


def _groups(rows: list[CommentRow]) -> list[list[CommentRow]]:
    """Put the rows that say much the same of one commitment beside each other."""
    groups = []
    for commitment_id in dict.fromkeys(row.commitment.id for row in rows):
        mine = [row for row in rows if row.commitment.id == commitment_id]
        groups += [[mine[place] for place in group] for group in alike([row.comment.text for row in mine])]
    return groups


def _answer(form: AnswerForm) -> list[Answered]:
    chosen = queries.comments_numbered(db.session(), this_cycle().id, form.numbers())
    if not chosen:
        raise Invalid("chosen", "comments_missing")
    return actions.answer_comments(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        comments=chosen,
        outcome=CommentOutcome(form.outcome.data),
        reason=form.reason.data,
        now=now(),
        address=lambda ref: url_for("commitments.comments", ref=ref, _external=True),
    )


def _said(result: Answered) -> str:
    """Return in words what happens to a comment."""
    if result.refusal is None:
        return str(_("Se publica"))
    return refusal_text(result.refusal.code, **result.refusal.facts)
