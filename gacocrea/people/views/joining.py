"""An identity without an account yet: what is still asked, the letter to the owner of an address, and taking it off."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.people import actions, queries
from gacocrea.people.forms import JoinForm, PlainForm
from gacocrea.people.models import EMAIL_MAX, NAME_MAX
from gacocrea.people.outside import Found
from gacocrea.people.rules import RESET_LIFE
from gacocrea.people.session import fresh
from gacocrea.people.views import pending
from gacocrea.people.views.base import bp, link_to, own
from gacocrea.people.views.outside import FOUND, carefully, client, clients, step_in
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import needs
from gacocrea.web.personal import terms
from gacocrea.web.reading import language


@bp.route("/entrar/cuenta", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
def join() -> ResponseReturnValue:
    found, target = _found()
    if found is None:
        return redirect(url_for("people.sign_in"))
    form = JoinForm(name=found.name[:NAME_MAX], email=found.email[:EMAIL_MAX])
    page = {"form": form, "provider": client(found.provider).provider}
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return render_template("people/pages/ways/join.html", **page), status
    return carefully(client(found.provider), lambda: _joined(found, form, target))


@bp.route("/entrar/unir/<token>", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
def confirm_join(token: str) -> ResponseReturnValue:
    """Link by letter: it must be opened where the sign-in began, or anybody's letter could be turned on its reader."""
    (found, target), form = _found(), PlainForm()
    if found is None:
        return render_template("people/pages/ways/other_browser.html"), 409
    chosen = client(found.provider)

    def linked() -> ResponseReturnValue:
        known = attempt(
            form, lambda: actions.confirm_outside(db.session(), token=token, found=found, now=now())
        )
        if known:
            return step_in(known, found, target)
        page = "people/pages/ways/confirm_join.html"
        return render_template(page, form=form, provider=chosen.provider), 422 if form.errors else 200

    return carefully(chosen, linked)


@bp.route("/mi/seguridad/identidad/<int:identity>", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
@fresh
def unlink(identity: int) -> ResponseReturnValue:
    form, row = PlainForm(), queries.identity_of(db.session(), own(), identity)
    if row is None:
        raise NotThere
    if form.validate_on_submit():
        actions.unlink(db.session(), account=own(), identity_id=identity, now=now())
        flash(_("Ya no se entra a su cuenta de esa manera."))
        return redirect(url_for("people.safety"), 303)
    return render_template("people/pages/ways/unlink.html", form=form, name=provider_name(row.provider))


def provider_name(key: str) -> str:
    """Return the name of a provider; one that the settings no longer hold is called by its key."""
    return clients()[key].provider.name if key in clients() else key


def _found() -> tuple[Found | None, str]:
    """Return whom a provider vouched for in this browser a moment ago, and where she wants to go."""
    facts: dict[str, Any] = pending.look(FOUND, RESET_LIFE) or {}
    if facts.get("provider") not in clients():
        cookie.pop(FOUND, None)
        return None, "/"
    target = facts.pop("target")
    facts.pop("at")
    return Found(**facts), target


def _joined(found: Found, form: JoinForm, target: str) -> ResponseReturnValue:
    opened = actions.open_outside(
        db.session(),
        found=found,
        email=form.email.data,
        name=form.name.data,
        language=language(),
        text_version=terms().version,
        link_to=link_to("people.confirm_join"),
        now=now(),
    )
    if opened is None:
        return render_template("people/pages/sent.html", address=form.email.data)
    return step_in(opened, found, target)
