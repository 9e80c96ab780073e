"""The page about how one's account is entered: where it is open now, and what it asks for."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.people import actions, queries
from gacocrea.people.forms import ChangePasswordForm, PlainForm
from gacocrea.people.session import end_others, fresh, renew, this_session
from gacocrea.people.views.base import bp, breached, own
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import needs


@bp.get("/mi/seguridad")
@needs(Action.OWN_PAGE)
def safety() -> ResponseReturnValue:
    here = this_session()
    return render_template(
        "people/pages/safety/show.html",
        account=own(),
        sessions=queries.open_sessions(db.session(), own(), now()),
        here=here.digest if here else "",
        has_app=queries.has_authenticator(db.session(), own()),
        device=_device,
        codes_left=queries.recovery_codes_left(db.session(), own()),
    )


@bp.route("/mi/seguridad/clave", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
@fresh
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm()
    done = attempt(form, lambda: _change(form))
    if done:
        renew()
        flash(_("Su contraseña nueva quedó guardada; las demás sesiones se cerraron."))
        return redirect(url_for("people.safety"), 303)
    return render_template(
        "people/pages/safety/change_password.html", form=form, account=own()
    ), 422 if form.errors else 200


@bp.post("/mi/seguridad/sesion/<digest>")
@needs(Action.OWN_PAGE)
@fresh
def end_session(digest: str) -> ResponseReturnValue:
    if PlainForm().validate_on_submit():
        actions.end(db.session(), account=own(), digest=digest, now=now())
        flash(_("Esa sesión quedó cerrada."))
    return redirect(url_for("people.safety"), 303)


@bp.post("/mi/seguridad/sesiones")
@needs(Action.OWN_PAGE)
@fresh
def end_other_sessions() -> ResponseReturnValue:
    if PlainForm().validate_on_submit():
        end_others()
        flash(_("Las demás sesiones quedaron cerradas."))
    return redirect(url_for("people.safety"), 303)


def _change(form: ChangePasswordForm) -> bool:
    actions.change_password(
        db.session(),
        account=own(),
        present=form.present.data or "",
        password=form.password.data,
        now=now(),
        breached=breached(),
    )
    return True


def _device(kept: str) -> str:
    """Return the words for a device: "Firefox en Android"."""
    program, _slash, system = kept.partition("/")
    if program and system:
        return str(_("%(program)s en %(system)s", program=program, system=system))
    return program or system or str(_("Un dispositivo desconocido"))
