"""Pages that a letter leads to or that ask for one: a link to sign in, another address, the way back to the old one.

Programs that look at letters open every address in them: each page only shows a button, and the button acts.
"""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.people import actions
from gacocrea.people.forms import AskLinkForm, ChangeEmailForm, PlainForm
from gacocrea.people.models import How
from gacocrea.people.session import account, enter, fresh, renew
from gacocrea.people.views.base import bp, by_letter, evenly, link_to, own
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import needs
from gacocrea.web.reading import language


@bp.route("/entrar/enlace", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
@evenly
def ask_link() -> ResponseReturnValue:
    form = AskLinkForm()
    link = link_to("people.use_link")
    return by_letter(
        form,
        lambda: actions.ask_link(
            db.session(), email=form.email.data, language=language(), link=link, now=now()
        ),
        "people/pages/ask_link.html",
    )


@bp.route("/entrar/enlace/<token>", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
def use_link(token: str) -> ResponseReturnValue:
    form = PlainForm()
    found = attempt(form, lambda: actions.use_link(db.session(), token=token, now=now()))
    if found:
        return enter(found, how=How.LINK)
    return render_template("people/pages/use_link.html", form=form), 422 if form.errors else 200


@bp.route("/mi/seguridad/correo", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
@fresh
@evenly
def change_email() -> ResponseReturnValue:
    form, link = ChangeEmailForm(), link_to("people.confirm_email")
    return by_letter(
        form,
        lambda: actions.ask_email_change(
            db.session(), account=own(), email=form.email.data, link=link, now=now()
        ),
        "people/pages/safety/change_email.html",
        account=own(),
    )


@bp.route("/cuenta/correo/<token>", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
def confirm_email(token: str) -> ResponseReturnValue:
    form, mine = PlainForm(), account()
    link = link_to("people.undo_email")
    changed = attempt(form, lambda: actions.change_email(db.session(), token=token, link=link, now=now()))
    if changed is None:
        return render_template("people/pages/confirm.html", form=form), 422 if form.errors else 200
    flash(_("Este es ahora el correo de su cuenta; las demás sesiones se cerraron."))
    if mine is None or mine.id != changed.id:
        return redirect(url_for("people.sign_in"), 303)
    renew()
    return redirect(url_for("people.safety"), 303)


@bp.route("/cuenta/correo/volver/<token>", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
def undo_email(token: str) -> ResponseReturnValue:
    form = PlainForm()
    way_on = attempt(form, lambda: actions.undo_email_change(db.session(), token=token, now=now()))
    if way_on:
        flash(_("Su cuenta volvió a este correo y todas las sesiones se cerraron. Elija una contraseña nueva."))
        return redirect(url_for("people.reset", token=way_on), 303)
    return render_template("people/pages/undo_email.html", form=form), 422 if form.errors else 200
