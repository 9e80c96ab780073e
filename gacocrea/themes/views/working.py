"""One theme on the desk: how sectors weigh it, what institutions answer, and its merging and splitting."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action, explain
from gacocrea.core.text import reference, whole
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.themes import actions, queries
from gacocrea.themes.forms import AskForm, CheckForm, EnterForm, MergeForm, SplitForm
from gacocrea.themes.models import Criterion, Feasibility, Mark, Theme, ThemeCheck
from gacocrea.themes.views.base import desk_bp, number_of, pillars, public_address, theme_url
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import BaseForm, attempt
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import refusal_text
from gacocrea.web.text import local

FORMS: dict[str, type[BaseForm]] = {"check": CheckForm, "ask": AskForm, "merge": MergeForm, "split": SplitForm}
Common = dict[str, Any]


@desk_bp.get("/<forum>/<cycle>/mesa/parecidas")
@needs(Action.SEE_DESK)
def alike() -> ResponseReturnValue:
    return render_template(
        "themes/pages/alike.html",
        proposals=queries.alike_proposals(db.session(), cycle_id=this_cycle().id),
        themes=queries.alike_themes(db.session(), cycle_id=this_cycle().id),
    )


@desk_bp.get("/<forum>/<cycle>/mesa/temas/<ref>")
@needs(Action.SEE_DESK)
def work(ref: str) -> ResponseReturnValue:
    return _page(_find(ref), {}, 200)


@desk_bp.post("/<forum>/<cycle>/mesa/temas/<ref>/lista")
@needs(Action.EDIT_THEME)
def check(ref: str) -> ResponseReturnValue:
    theme, form = _find(ref), CheckForm(prefix="check-")
    return _do(theme, "check", form, lambda common: actions.check_theme(
        db.session(), marks=form.marks(), seen_at=_instant(form.seen_at.data), **common,
    ))  # fmt: skip


@desk_bp.post("/<forum>/<cycle>/mesa/temas/<ref>/consulta")
@needs(Action.ASK_FEASIBILITY)
def ask(ref: str) -> ResponseReturnValue:
    theme, form = _find(ref), AskForm(prefix="ask-")
    return _do(theme, "ask", form, lambda common: actions.ask_feasibility(
        db.session(), forum=this_forum(), institution=form.institution.data, contact=form.contact.data,
        question=form.question.data, due_on=form.due_on.data, today=local(now()).date(), **common,
    ))  # fmt: skip


@desk_bp.post("/<forum>/<cycle>/mesa/temas/<ref>/consulta/<int:asked_id>")
@needs(Action.ASK_FEASIBILITY)
def enter(ref: str, asked_id: int) -> ResponseReturnValue:
    theme, form = _find(ref), EnterForm(prefix=f"enter-{asked_id}-")
    asked = queries.feasibility_at(db.session(), theme_id=theme.id, asked_id=asked_id)
    return _do(theme, f"enter-{asked_id}", form, lambda common: actions.enter_feasibility(
        db.session(), asked=asked, mark=Mark(form.mark.data), answer=form.answer.data,
        signed_by=form.signed_by.data, **common,
    ))  # fmt: skip


@desk_bp.post("/<forum>/<cycle>/mesa/temas/<ref>/unir")
@needs(Action.EDIT_THEME)
def merge(ref: str) -> ResponseReturnValue:
    theme, form = _find(ref), MergeForm(prefix="merge-")
    number = whole(form.into.data) or 0
    return _do(theme, "merge", form, lambda common: actions.merge_themes(
        db.session(), into=queries.find_theme(db.session(), this_cycle().id, number), reason=form.reason.data,
        seen_at=_seen(form.seen_at.data), address=public_address, **common,
    ), to=theme_url)  # fmt: skip


@desk_bp.post("/<forum>/<cycle>/mesa/temas/<ref>/dividir")
@needs(Action.EDIT_THEME)
def split(ref: str) -> ResponseReturnValue:
    theme, form = _find(ref), SplitForm(prefix="split-")
    return _do(theme, "split", form, lambda common: actions.split_theme(
        db.session(), numbers={whole(number) or 0 for number in form.numbers.data}, title=form.title.data,
        summary=form.summary.data, reason=form.reason.data, seen_at=_seen(form.seen_at.data),
        address=public_address, **common,
    ), to=theme_url)  # fmt: skip


def _do(
    theme: Theme, name: str, form: BaseForm, do: Callable[[Common], object], to: Callable[[Any], str] | None = None
) -> ResponseReturnValue:
    """Do an action of this page; what is refused comes back with everything that was typed."""
    common = {"actor": actor(), "cycle": this_cycle(), "theme": theme, "now": now()}
    try:
        done = attempt(form, lambda: (do(common),))
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal_text(refusal.code, **refusal.facts), "warning")
        return _page(theme, {name: form}, 409)
    if done is None:
        return _page(theme, {name: form}, 422)
    flash(_("Guardado."))
    return redirect(to(done[0]) if to else url_for("desk.work", ref=reference("T", theme.number)), 303)


def _page(theme: Theme, sent: dict[str, BaseForm], status: int) -> ResponseReturnValue:
    session = db.session()
    checks, asked = queries.checks_of(session, theme.id), queries.feasibilities_of(session, theme.id)
    return render_template(
        "themes/pages/work.html",
        theme=theme,
        pillar=pillars()[theme.pillar_id],
        forms=_forms(theme, checks, asked, sent),
        inside=queries.proposals_of(session, [theme.id]).get(theme.id, []),
        asked=asked,
        checks={(check.criterion, check.sector_id): check for check in checks},
        criteria=list(Criterion),
        today=local(now()).date(),
        may_edit=explain(Action.EDIT_THEME, actor=actor(), moment=moment()).allowed,
        may_ask=explain(Action.ASK_FEASIBILITY, actor=actor(), moment=moment()).allowed,
    ), status


def _forms(
    theme: Theme, checks: list[ThemeCheck], asked: list[Feasibility], sent: dict[str, BaseForm]
) -> dict[str, Any]:
    """Return the forms of the page, filled with what holds now; the one that was sent keeps what was typed."""
    forms: dict[str, Any] = {name: kind(formdata=None, prefix=f"{name}-") for name, kind in FORMS.items()}
    forms |= {f"enter-{one.id}": EnterForm(formdata=None, prefix=f"enter-{one.id}-") for one in asked}
    mine = [check for check in checks if check.sector_id == actor().sector_id]
    for held in mine:
        forms["check"][held.criterion.value].data = held.mark.value
        forms["check"][f"{held.criterion.value}_note"].data = held.note
    forms |= sent
    seen = max((held.at for held in mine), default=None)
    forms["check"].seen_at.data = seen.isoformat() if seen else ""
    for name in ("merge", "split"):
        forms[name].seen_at.data = theme.changed_at.isoformat()
    others = queries.themes_of(db.session(), this_cycle().id, theme.pillar_id)
    forms["merge"].into.choices = [SelectChoice("", _("Elija un tema"))] + [
        SelectChoice(str(row.theme.number), f"{reference('T', row.theme.number)} {row.theme.title}")
        for row in others
        if row.theme is not theme
    ]
    return forms


def _find(quoted: str) -> Theme:
    return queries.find_theme(db.session(), this_cycle().id, number_of("T", quoted))


def _instant(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        raise Conflict("check_changed") from None
    if found is not None and found.tzinfo is None:
        raise Conflict("check_changed")
    return found


def _seen(text: str | None) -> datetime:
    seen = _instant(text)
    if seen is None:
        raise Conflict("theme_changed")
    return seen
