"""The themes: all of them, one with its proposals and history, and the words that the core group gives it."""

from datetime import datetime

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action, explain
from gacocrea.cycle.place import this_cycle
from gacocrea.themes import actions, queries
from gacocrea.themes.forms import ThemeForm
from gacocrea.themes.models import Theme
from gacocrea.themes.views.base import bp, number_of, pillars, theme_url
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import refusal_text


@bp.get("/<forum>/<cycle>/temas")
@needs(Action.READ)
def index() -> ResponseReturnValue:
    chosen = this_cycle().pillar(request.args.get("pilar", ""))
    rows = queries.themes_of(db.session(), this_cycle().id, chosen.id if chosen else None)
    by_pillar = [
        (pillar, [row for row in rows if row.theme.pillar_id == pillar.id])
        for pillar in this_cycle().pillars
        if chosen in (None, pillar)
    ]
    return render_template(
        "themes/pages/index.html", by_pillar=by_pillar, chosen=chosen, may_edit=_may_edit()
    )


@bp.get("/<forum>/<cycle>/temas/<ref>")
@needs(Action.READ)
def show(ref: str) -> ResponseReturnValue:
    found = _find(ref)
    return render_template(
        "themes/pages/theme.html",
        theme=found,
        pillar=pillars()[found.pillar_id],
        proposals=queries.proposals_of(db.session(), [found.id]).get(found.id, []),
        history=queries.theme_responses(db.session(), found.id),
        may_edit=_may_edit(),
        into=db.session().get(Theme, found.merged_into_id) if found.merged_into_id else None,
        sees_desk=explain(Action.SEE_DESK, actor=actor(), moment=moment()).allowed,
    )


@bp.route("/<forum>/<cycle>/temas/nuevo", methods=["GET", "POST"])
@needs(Action.EDIT_THEME)
def create() -> ResponseReturnValue:
    form = _form(None)
    made = attempt(
        form,
        lambda: actions.create_theme(
            db.session(),
            actor=actor(),
            cycle=this_cycle(),
            pillar=next(pillar for pillar in this_cycle().pillars if pillar.key == form.pillar.data),
            title=form.title.data,
            summary=form.summary.data,
            now=now(),
        ),
    )
    return _made(made) if made else _page(form, None)


@bp.route("/<forum>/<cycle>/temas/<ref>/editar", methods=["GET", "POST"])
@needs(Action.EDIT_THEME)
def edit(ref: str) -> ResponseReturnValue:
    found = _find(ref)
    form = _form(found)
    try:
        made = attempt(form, lambda: _edit(form, found))
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal_text(refusal.code), "warning")
        form.seen_at.data = found.changed_at.isoformat()
        return _page(form, found)[0], 409
    return _made(made) if made else _page(form, found)


def _edit(form: ThemeForm, theme: Theme) -> Theme:
    return actions.edit_theme(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        theme=theme,
        title=form.title.data,
        summary=form.summary.data,
        seen_at=_instant(form.seen_at.data),
        now=now(),
    )


def _find(quoted: str) -> Theme:
    return queries.find_theme(db.session(), this_cycle().id, number_of("T", quoted))


def _may_edit() -> bool:
    return explain(Action.EDIT_THEME, actor=actor(), moment=moment()).allowed


def _form(theme: Theme | None) -> ThemeForm:
    form = ThemeForm(obj=theme)
    form.pillar.choices = [SelectChoice(pillar.key, pillar.name) for pillar in this_cycle().pillars]
    if theme:  # a theme stays under its pillar, as its proposals do
        form.pillar.data = pillars()[theme.pillar_id].key
        form.seen_at.data = form.seen_at.data or theme.changed_at.isoformat()
    return form


def _page(form: ThemeForm, theme: Theme | None) -> tuple[str, int]:
    page = render_template("themes/pages/theme_form.html", form=form, theme=theme)
    return page, 422 if form.errors else 200


def _made(theme: Theme) -> ResponseReturnValue:
    flash(_("El tema quedó guardado."))
    return redirect(theme_url(theme), 303)


def _instant(text: str | None) -> datetime:
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        raise Conflict("theme_changed") from None
