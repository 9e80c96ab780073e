"""The desk's settings: the rules of participation, the saved reasons, and how fast texts may come in."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.core.text import whole
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.moderation import actions, queries
from gacocrea.moderation.forms import PaceForm, RuleForm, SavedForm
from gacocrea.moderation.models import Grounds
from gacocrea.moderation.views.base import bp
from gacocrea.proposals.actions import pace_of
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import BaseForm, attempt
from gacocrea.web.guards import actor, needs


@bp.get("/<forum>/<cycle>/mesa/ajustes")
@needs(Action.KEEP_RULES)
def settings() -> ResponseReturnValue:
    return _page({})


@bp.post("/<forum>/<cycle>/mesa/ajustes/regla")
@needs(Action.KEEP_RULES)
def keep_rule() -> ResponseReturnValue:
    form = RuleForm(prefix="rule-")
    if "retire" in request.form:
        number = whole(form.number.data) or 0
        actions.retire_rule(db.session(), actor=actor(), forum=this_forum(), number=number, now=now())
        return _kept("reglas")
    done = attempt(form, lambda: actions.keep_rule(
        db.session(), actor=actor(), forum=this_forum(), number=whole(form.number.data),
        grounds=Grounds(form.grounds.data), title=form.title.data, text=form.text.data, now=now(),
    ))  # fmt: skip
    return _kept("reglas") if done else _page({"rule": form})


@bp.post("/<forum>/<cycle>/mesa/ajustes/razon")
@needs(Action.KEEP_RULES)
def keep_text() -> ResponseReturnValue:
    form = SavedForm(prefix="saved-").offer()
    text_id = whole(form.text_id.data)
    if "forget" in request.form:
        actions.forget_text(db.session(), actor=actor(), forum=this_forum(), text_id=text_id or 0, now=now())
        return _kept("razones")
    done = attempt(form, lambda: actions.save_text(
        db.session(), actor=actor(), forum=this_forum(), text_id=text_id, use=form.use.data,
        title=form.title.data, text=form.text.data, now=now(),
    ))  # fmt: skip
    return _kept("razones") if done else _page({"saved": form})


@bp.post("/<forum>/<cycle>/mesa/ajustes/ritmo")
@needs(Action.KEEP_RULES)
def keep_pace() -> ResponseReturnValue:
    form = PaceForm(prefix="pace-")
    done = attempt(form, lambda: actions.set_pace(
        db.session(), actor=actor(), cycle=this_cycle(), account_hour=form.account_hour.data,
        cycle_hour=form.cycle_hour.data, young_hours=form.young_hours.data, now=now(),
    ))  # fmt: skip
    return _kept("ritmo") if done else _page({"pace": form})


def _kept(where: str) -> ResponseReturnValue:
    flash(_("Guardado."))
    return redirect(url_for("moderation.settings", _anchor=where), 303)


def _page(sent: dict[str, BaseForm]) -> ResponseReturnValue:
    """Show every setting in a form of its own; the one that came back keeps what was typed."""
    session, forum = db.session(), this_forum()
    rules, texts = queries.rules_of(session, forum.id), queries.texts_of(session, forum.id)
    edited = {name: whole(request.args.get(name, "")) for name in ("regla", "razon")}
    rule = next((one for one in rules if one.number == edited["regla"]), None)
    saved = next((one for one in texts if one.id == edited["razon"]), None)
    forms: dict[str, BaseForm] = {
        "rule": RuleForm(formdata=None, prefix="rule-", obj=rule),
        "saved": SavedForm(
            formdata=None, prefix="saved-", obj=saved, text_id=saved.id if saved else ""
        ).offer(),
        "pace": PaceForm(formdata=None, prefix="pace-", obj=pace_of(session, this_cycle().id)),
    } | sent
    page = render_template(
        "moderation/pages/settings.html", forms=forms, rules=rules, texts=texts, rule=rule, saved=saved
    )
    return page, 422 if sent else 200
