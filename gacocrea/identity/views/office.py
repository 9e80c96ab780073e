"""The desk of identities: people registered in person, documents that two accounts gave, levels taken back."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.core.text import clean
from gacocrea.forum.place import this_forum
from gacocrea.identity import actions, queries
from gacocrea.identity.forms import KindsForm, RegisterForm, SettleForm, WithdrawForm
from gacocrea.identity.views.own import keys
from gacocrea.people.models.documents import DocumentKind
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs
from gacocrea.web.reading import language

bp = Blueprint("identity_office", __name__)


@bp.get("/<forum>/secretaria/identidad")
@needs(Action.REGISTER_PERSON)
def desk() -> ResponseReturnValue:
    forum, session = this_forum(), db.session()
    asked = clean(request.args.get("q", "")[:80], multiline=False)
    return render_template(
        "identity/pages/office/desk.html",
        forum=forum,
        levels=queries.levels(session),
        disputes=queries.disputes(session, forum.id),
        registrations=queries.registrations(session, forum.id),
        in_force=queries.censuses_in_force(session, forum.id),
        asked=asked,
        found=queries.checked_here(session, forum.id, asked) if len(asked) > 2 else [],
        kinds=KindsForm(documents=forum.documents),
        now=now(),
    )


@bp.post("/<forum>/secretaria/identidad/documentos")
@needs(Action.KEEP_CENSUS)
def kinds() -> ResponseReturnValue:
    form, forum = KindsForm(), this_forum()
    if form.validate_on_submit():
        chosen = [DocumentKind(kind) for kind in form.documents.data or []]
        actions.accept_documents(db.session(), actor=actor(), forum=forum, kinds=chosen, now=now())
        flash(_("Los documentos que acepta el foro quedaron guardados."))
    return redirect(url_for("identity_office.desk"), 303)


@bp.route("/<forum>/secretaria/identidad/registrar", methods=["GET", "POST"])
@needs(Action.REGISTER_PERSON)
def register() -> ResponseReturnValue:
    form = RegisterForm.of(this_forum())
    sheet = attempt(form, lambda: _register(form))
    if sheet:
        page = render_template(
            "identity/pages/office/sheet.html",
            sheet=sheet,
            forum=this_forum(),
            site_address=application().settings.public_url,
        )
        return page, {"Cache-Control": "no-store"}
    return render_template("identity/pages/office/register.html", form=form), 422 if form.errors else 200


@bp.post("/<forum>/secretaria/identidad/registros/<int:number>/anular")
@needs(Action.REGISTER_PERSON)
def cancel(number: int) -> ResponseReturnValue:
    registration = queries.registration_of(db.session(), this_forum().id, number)
    actions.cancel_registration(db.session(), actor=actor(), registration=registration, now=now())
    flash(_("El código de esa hoja ya no sirve."))
    return redirect(url_for("identity_office.desk"), 303)


@bp.route("/<forum>/secretaria/identidad/documentos/<int:number>", methods=["GET", "POST"])
@needs(Action.REGISTER_PERSON)
def settle(number: int) -> ResponseReturnValue:
    form, side = SettleForm(), queries.disputed(db.session(), this_forum().id, number)
    given: dict[str, Any] = {"actor": actor(), "forum": this_forum(), "keys": keys(), "now": now()}
    settled = attempt(
        form,
        lambda: actions.settle_document(db.session(), claim=side.claim, number=form.number.data, **given),
    )
    if settled:
        flash(_("Quedó aclarado. Cada persona lo sabe por carta."))
        return redirect(url_for("identity_office.desk"), 303)
    page = render_template("identity/pages/office/settle.html", form=form, side=side)
    return page, 422 if form.errors else 200


@bp.route("/<forum>/secretaria/identidad/cuentas/<int:number>", methods=["GET", "POST"])
@needs(Action.REGISTER_PERSON)
def withdraw(number: int) -> ResponseReturnValue:
    form, forum = WithdrawForm(), this_forum()
    found = queries.checked_account(db.session(), forum.id, number)
    given: dict[str, Any] = {"actor": actor(), "forum": forum, "account": found, "now": now()}
    taken = attempt(form, lambda: actions.withdraw_level(db.session(), reason=form.reason.data, **given))
    if taken:
        flash(_("La comprobación quedó retirada, y la persona lo sabe por carta."))
        return redirect(url_for("identity_office.desk"), 303)
    proofs = [proof for proof in queries.proofs_of(db.session(), number) if proof.forum_id == forum.id]
    page = render_template("identity/pages/office/withdraw.html", form=form, account=found, proofs=proofs)
    return page, 422 if form.errors else 200


def _register(form: RegisterForm) -> actions.Sheet:
    seen = actions.Seen(DocumentKind(form.kind.data), form.number.data)
    given: dict[str, Any] = {"actor": actor(), "forum": this_forum(), "keys": keys(), "now": now()}
    sheet = actions.register_person(db.session(), seen=seen, **given)
    if form.email.data:
        page = application().settings.public_url + url_for("identity.code")
        actions.send_code(
            db.session(), email=form.email.data, language=language(), number=sheet.registration.id,
            code=sheet.code, page=page, now=now(),
        )  # fmt: skip
    return sheet
