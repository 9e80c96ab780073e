"""One's own identity: what one can do at one's level, how to get the next one, one's document, one's code."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.forum.place import this_forum
from gacocrea.identity import actions, queries
from gacocrea.identity.forms import CodeForm, DocumentForm
from gacocrea.identity.rules import CLAIMS_MAX
from gacocrea.people.models import Account
from gacocrea.people.models.documents import DocumentKind
from gacocrea.people.secrets import Secrets
from gacocrea.people.session import account
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs

bp = Blueprint("identity", __name__)


@bp.get("/mi/identidad")
@needs(Action.OWN_PAGE)
def mine() -> ResponseReturnValue:
    found, session = myself(), db.session()
    return render_template(
        "identity/pages/mine.html",
        account=found,
        document=queries.own_document(session, found.id, keys()),
        spent=queries.claims_given(session, found.id) >= CLAIMS_MAX,
        proofs=queries.proofs_of(session, found.id),
        forums=queries.forums(session, now()),
    )


@bp.route("/<forum>/identidad", methods=["GET", "POST"])
@needs(Action.PROVE_IDENTITY)
def document() -> ResponseReturnValue:
    forum = this_forum()
    if not forum.documents:
        raise NotThere
    if queries.holds_document(db.session(), myself().id):
        return redirect(url_for("identity.mine"))
    in_force = queries.censuses_in_force(db.session(), forum.id)
    form = DocumentForm.of(forum, in_force)
    if attempt(form, lambda: _claim(form)):
        flash(
            _(
                "Recibimos su documento y lo comparamos. El resultado le llega por correo y está en esta página."
            )
        )
        return redirect(url_for("identity.mine"), 303)
    page = render_template("identity/pages/document.html", form=form, forum=forum, in_force=in_force)
    return page, 422 if form.errors else 200


@bp.route("/mi/identidad/codigo", methods=["GET", "POST"])
@needs(Action.PROVE_IDENTITY)
def code() -> ResponseReturnValue:
    form = CodeForm()
    joined = attempt(
        form,
        lambda: actions.take_over(
            db.session(), actor=actor(), account=myself(), code=form.code.data, keys=keys(), now=now()
        ),
    )
    if joined:
        flash(_("Su cuenta quedó unida a su registro en persona."))
        return redirect(url_for("identity.mine"), 303)
    return render_template("identity/pages/code.html", form=form), 422 if form.errors else 200


def keys() -> Secrets:
    """Return the installation's key."""
    return Secrets(application().settings.keys)


def myself() -> Account:
    """Return the signed-in account. Raises NotThere without one."""
    found = account()
    if found is None:
        raise NotThere
    return found


def _claim(form: DocumentForm) -> bool:
    fact = form.fact.data if form.fact else None
    typed = actions.Typed(DocumentKind(form.kind.data), form.number.data, fact)
    return actions.claim_document(
        db.session(), actor=actor(), account=myself(), forum=this_forum(), typed=typed, keys=keys(), now=now()
    )
