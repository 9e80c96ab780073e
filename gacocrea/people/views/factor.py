"""The app that makes codes: set up with a QR code, its codes on paper, taken away."""

import base64
from binascii import Error as NotBase64
from datetime import timedelta
from urllib.parse import urlsplit

import pyotp
from cryptography.exceptions import InvalidTag
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import Invalid
from gacocrea.core.permissions import Action
from gacocrea.people import actions
from gacocrea.people.forms import PlainForm, SetUpForm
from gacocrea.people.models import Account
from gacocrea.people.rules import new_secret
from gacocrea.people.session import end_others, fresh_factor, fresh_for_factors, renew
from gacocrea.people.views.base import bp, own, secrets
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import needs
from gacocrea.web.reading import safe_path

OFFER = "authenticator-offer"
OFFER_LIFE = timedelta(hours=1)


@bp.route("/mi/seguridad/app", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
@fresh_for_factors
def set_up_app() -> ResponseReturnValue:
    found, form = own(), SetUpForm()
    target = safe_path(request.args.get("next", ""))
    codes = attempt(form, lambda: _set_up(found, form))
    if codes:
        renew(with_factor=True)
        end_others()
        return render_template("people/pages/safety/codes.html", codes=codes, next=target)
    secret = _secret_of(found, form.offer.data or "") or new_secret()
    form.offer.data = _offer(found, secret)
    uri = pyotp.TOTP(secret).provisioning_uri(name=str(found.email), issuer_name=_site())
    page = "people/pages/safety/set_up.html"
    return render_template(page, form=form, secret=secret, uri=uri, next=target), 422 if form.errors else 200


@bp.route("/mi/seguridad/codigos", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
@fresh_factor
def new_codes() -> ResponseReturnValue:
    form = PlainForm()
    if form.validate_on_submit():
        codes = actions.new_recovery_codes(db.session(), account=own(), secrets=secrets())
        return render_template("people/pages/safety/codes.html", codes=codes, next="/")
    return render_template("people/pages/safety/ask_codes.html", form=form)


@bp.route("/mi/seguridad/app/quitar", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
@fresh_factor
def remove_app() -> ResponseReturnValue:
    form = PlainForm()
    if form.validate_on_submit():
        actions.remove_authenticator(db.session(), account=own(), now=now())
        renew()
        end_others()
        flash(_("La app de códigos quedó fuera de su cuenta; las demás sesiones se cerraron."))
        return redirect(url_for("people.safety"), 303)
    return render_template("people/pages/safety/remove_app.html", form=form)


def _set_up(found: Account, form: SetUpForm) -> list[str]:
    secret = _secret_of(found, form.offer.data or "")
    if secret is None:
        raise Invalid("code", "offer_gone")
    code = form.code.data
    return actions.set_up_authenticator(
        db.session(), account=found, secret=secret, code=code, secrets=secrets(), now=now()
    )


def _offer(found: Account, secret: str) -> str:
    """Seal a secret into the form, for this person and for an hour: a page that is only read stores nothing."""
    words = f"{found.id} {int(now().timestamp())} {secret}"
    return base64.urlsafe_b64encode(secrets().seal(OFFER, words.encode())).decode()


def _secret_of(found: Account, offer: str) -> str | None:
    """Return the secret of an offer, if it was made to this person within the hour."""
    try:
        words = secrets().unseal(OFFER, base64.urlsafe_b64decode(offer)).decode()
    except (InvalidTag, NotBase64, ValueError):
        return None
    whose, made_at, secret = words.split()
    is_good = int(whose) == found.id and now().timestamp() - int(made_at) < OFFER_LIFE.total_seconds()
    return secret if is_good else None


def _site() -> str:
    return f"gacocrea {urlsplit(application().settings.public_url).hostname or ''}".strip()
