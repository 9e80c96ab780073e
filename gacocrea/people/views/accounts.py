"""What people ask about their account: open it, confirm it, a new password, my page."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.people import actions
from gacocrea.people.forms import (
    AskResetForm,
    NewPasswordForm,
    PlainForm,
    RegisterForm,
)
from gacocrea.people.models import How
from gacocrea.people.session import account, enter
from gacocrea.people.views.base import bp, breached, by_letter, evenly, link_to
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import needs
from gacocrea.web.personal import terms
from gacocrea.web.reading import language


@bp.route("/cuenta/nueva", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
@evenly
def open_account() -> ResponseReturnValue:
    form = RegisterForm()
    return by_letter(
        form,
        lambda: actions.register(
            db.session(),
            email=form.email.data,
            name=form.name.data,
            password=form.password.data,
            language=language(),
            link=link_to("people.confirm"),
            text_version=terms().version,
            now=now(),
        ),
        "people/pages/register.html",
    )


@bp.route("/cuenta/confirmar/<token>", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
def confirm(token: str) -> ResponseReturnValue:
    form = PlainForm()
    confirmed = attempt(form, lambda: actions.confirm(db.session(), token=token, now=now()))
    if confirmed:
        answer = enter(confirmed, how=How.LINK)
        flash(_("Su correo quedó confirmado. Ya puede participar."))
        return answer
    return render_template("people/pages/confirm.html", form=form), 422 if form.errors else 200


@bp.route("/cuenta/sin-confirmar", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
def unconfirmed() -> ResponseReturnValue:
    form, found = PlainForm(), account()
    if found and not found.is_confirmed and form.validate_on_submit():
        actions.send_confirmation(db.session(), account=found, link=link_to("people.confirm"), now=now())
        return render_template("people/pages/sent.html", address=found.email)
    return render_template("people/pages/unconfirmed.html", form=form, account=found)


@bp.route("/cuenta/clave", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
@evenly
def ask_reset() -> ResponseReturnValue:
    form = AskResetForm()
    link = link_to("people.reset")
    return by_letter(
        form,
        lambda: actions.ask_reset(
            db.session(), email=form.email.data, link=link, language=language(), now=now()
        ),
        "people/pages/ask_reset.html",
    )


@bp.route("/cuenta/clave/<token>", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
def reset(token: str) -> ResponseReturnValue:
    form = NewPasswordForm()
    found = attempt(
        form,
        lambda: actions.reset_password(
            db.session(), token=token, password=form.password.data, now=now(), breached=breached()
        ),
    )
    if found:
        answer = enter(found, how=How.LINK)
        flash(_("Su contraseña nueva quedó guardada; las demás sesiones se cerraron."))
        return answer
    return render_template("people/pages/reset.html", form=form), 422 if form.errors else 200


@bp.get("/mi/")
@needs(Action.OWN_PAGE)
def mine() -> ResponseReturnValue:
    return render_template("people/pages/mine.html", account=account(), form=PlainForm())
