"""Passkeys: in with one, a new one, another name, away."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from webauthn import generate_authentication_options, generate_registration_options, options_to_json
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_challenge
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.permissions import Action
from gacocrea.people import actions, queries
from gacocrea.people.forms import AnswerForm, PasskeyForm, PasskeyNameForm, PlainForm
from gacocrea.people.models import Account, How, Passkey
from gacocrea.people.rules import CHALLENGE_LIFE, Place, place_of
from gacocrea.people.session import enter, fresh, fresh_for_factors, renew
from gacocrea.people.views import pending
from gacocrea.people.views.base import bp, own, secrets
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import needs
from gacocrea.web.labels import refusal_text
from gacocrea.web.reading import safe_path

ENTER, ADD = "passkey", "new-passkey"
TIMEOUT = 300_000  # milliseconds that a device may take


def place() -> Place | None:
    """Return where passkeys are good here, or None where browsers make none."""
    return place_of(application().settings.public_url)


def to_enter() -> str:
    """Return what a device is asked for at the door: any key of this place, with its owner verified."""
    where = _somewhere()
    options = generate_authentication_options(
        rp_id=where.host,
        challenge=_challenge(ENTER),
        timeout=TIMEOUT,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


@bp.post("/entrar/llave")
@needs(Action.SIGN_IN)
def enter_by_passkey() -> ResponseReturnValue:
    target = safe_path(request.args.get("next", ""))
    key = _used()
    if key is None:
        return redirect(url_for("people.sign_in", next=target), 303)
    return enter(
        db.session.get_one(Account, key.account_id), how=How.PASSKEY, target=target, with_factor=True
    )


@bp.post("/cuenta/confirmar-identidad/llave")
@needs(Action.OWN_PAGE)
def prove_by_passkey() -> ResponseReturnValue:
    target = safe_path(request.args.get("next", ""))
    key = _used()
    if key is None or key.account_id != own().id:
        return redirect(url_for("people.prove", next=target), 303)
    renew(with_factor=True)
    return redirect(target, 303)


@bp.route("/mi/seguridad/llave", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
@fresh_for_factors
def add_passkey() -> ResponseReturnValue:
    form, where = PasskeyForm(), _somewhere()
    target = safe_path(request.args.get("next", ""))
    if not own().is_confirmed:
        return redirect(url_for("people.unconfirmed"))
    if attempt(form, lambda: _added(form, where)):
        renew(with_factor=True)
        flash(_("Su llave de acceso quedó lista."))
        return redirect(target if target != "/" else url_for("people.safety"), 303)
    page = "people/pages/ways/add_passkey.html"
    options = _to_add(where)
    return render_template(page, form=form, options=options, next=target), 422 if form.errors else 200


@bp.route("/mi/seguridad/llave/<int:passkey>", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
@fresh
def name_passkey(passkey: int) -> ResponseReturnValue:
    form, key = PasskeyNameForm(), _own_key(passkey)
    if form.validate_on_submit():
        actions.name_passkey(db.session(), account=own(), passkey_id=passkey, name=form.name.data)
        return redirect(url_for("people.safety"), 303)
    form.name.data = form.name.data or key.name
    status = 422 if form.errors else 200
    return render_template("people/pages/ways/name_passkey.html", form=form, key=key), status


@bp.route("/mi/seguridad/llave/<int:passkey>/quitar", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
@fresh_for_factors
def remove_passkey(passkey: int) -> ResponseReturnValue:
    form, key = PlainForm(), _own_key(passkey)
    if form.validate_on_submit():
        actions.remove_passkey(db.session(), account=own(), passkey_id=passkey, now=now())
        flash(_("La llave de acceso quedó fuera de su cuenta."))
        return redirect(url_for("people.safety"), 303)
    return render_template("people/pages/ways/remove_passkey.html", form=form, key=key)


def _used() -> Passkey | None:
    """Return the key of a right answer to this browser's challenge; say why not otherwise."""
    form, asked, code = AnswerForm(), pending.take(ENTER), "passkey_wrong"
    if form.validate_on_submit() and asked:
        try:
            _spend(asked)
            key = actions.use_passkey(
                db.session(),
                answer=form.answer.data or "",
                challenge=base64url_to_bytes(asked["challenge"]),
                place=_somewhere(),
                secrets=secrets(),
                now=now(),
            )
            if key.blocked_at is None:
                return key
            code = "passkey_blocked"
        except (Invalid, Conflict) as refusal:
            db.session.rollback()
            code = refusal.code
    actions.tell("passkey.refused", code=code)
    flash(refusal_text(code), "error")
    return None


def _added(form: PasskeyForm, where: Place) -> Passkey:
    asked = pending.take(ADD)
    if asked is None or asked["owner"] != own().id:
        raise Invalid("answer", "passkey_wrong")
    _spend(asked)
    return actions.add_passkey(
        db.session(),
        account=own(),
        answer=form.answer.data or "",
        challenge=base64url_to_bytes(asked["challenge"]),
        place=where,
        name=form.name.data,
        now=now(),
    )


def _to_add(where: Place) -> str:
    """Return what a device needs to make a key that it finds again by itself, its owner verified."""
    keys = queries.passkeys(db.session(), own())
    options = generate_registration_options(
        rp_id=where.host,
        rp_name="gacocrea",
        user_id=actions.handle_of(secrets(), own().id),
        user_name=str(own().email),
        user_display_name=own().display_name,
        challenge=_challenge(ADD, owner=own().id),
        timeout=TIMEOUT,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key.credential_id) for key in keys],
    )
    return options_to_json(options)


def _challenge(name: str, **facts: Any) -> bytes:
    """Return the challenge that this browser was given, or a new one: two tabs must not spoil each other."""
    asked = pending.look(name)
    is_old = asked is None or pending.ends(asked) - now() < CHALLENGE_LIFE / 2
    if asked is None or is_old or {key: asked.get(key) for key in facts} != facts:
        challenge = generate_challenge()
        pending.keep(name, {"challenge": bytes_to_base64url(challenge), **facts})
        return challenge
    return base64url_to_bytes(asked["challenge"])


def _spend(asked: dict[str, Any]) -> None:
    actions.spend(db.session(), challenge=asked["challenge"], until=pending.ends(asked), now=now())


def _own_key(passkey: int) -> Passkey:
    found = next((key for key in queries.passkeys(db.session(), own()) if key.id == passkey), None)
    if found is None:
        raise NotThere
    return found


def _somewhere() -> Place:
    found = place()
    if found is None:
        raise NotThere
    return found
