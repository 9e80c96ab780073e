"""Going to a provider and coming back.

The way back is a GET, as the standard has it, and a GET writes nothing here: its page sends what the provider
said on as a form, by itself where there is JavaScript.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from gacocrea.core.errors import Conflict, NotThere
from gacocrea.core.permissions import Action
from gacocrea.people import actions
from gacocrea.people.forms import BackForm, PlainForm
from gacocrea.people.models import Account, How
from gacocrea.people.outside import (
    Answer,
    Client,
    Errand,
    Found,
    NotBelieved,
    ProvidersError,
    Unreachable,
    read_providers,
)
from gacocrea.people.session import account, enter, fresh
from gacocrea.people.views import pending
from gacocrea.people.views.base import bp, own
from gacocrea.settings import SettingsError
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs
from gacocrea.web.labels import refusal_text
from gacocrea.web.reading import safe_path

ERRAND, FOUND = "errand", "found"
TARGET_MAX = 400


def register(app: Any) -> None:
    """Read the providers of the settings. Raises SettingsError."""
    path = app.settings.providers
    try:
        providers = read_providers(path) if path else ()
    except ProvidersError as error:
        raise SettingsError(f"GACOCREA_OIDC: {error}") from error
    app.extensions["outside"] = {one.key: Client(one) for one in providers}


def clients() -> dict[str, Client]:
    """Return the providers of this installation by their keys."""
    found: dict[str, Client] = application().extensions["outside"]
    return found


def client(key: str) -> Client:
    """Return one provider. Raises NotThere."""
    if key not in clients():
        raise NotThere
    return clients()[key]


@bp.post("/entrar/con/<provider>")
@needs(Action.SIGN_IN)
def enter_with(provider: str) -> ResponseReturnValue:
    return _leave(client(provider), target=safe_path(request.args.get("next", "")))


@bp.route("/mi/seguridad/con/<provider>", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
@fresh
def link_with(provider: str) -> ResponseReturnValue:
    chosen, form = client(provider), PlainForm()
    if form.validate_on_submit():
        return _leave(chosen, target=url_for("people.safety"), owner=own().id)
    return render_template("people/pages/ways/link.html", form=form, provider=chosen.provider)


@bp.route("/entrar/con/<provider>/vuelta", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
def back(provider: str) -> ResponseReturnValue:
    said = request.form if request.method == "POST" else request.args
    chosen, form = client(provider), BackForm(said)
    if "error" in said:
        return refused(chosen, "outside_denied")
    if form.validate_on_submit():
        return carefully(chosen, lambda: _welcome(chosen, form))
    response = make_response(
        render_template("people/pages/ways/back.html", form=form, provider=chosen.provider)
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def carefully(chosen: Client, do: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """Do what a provider has a part in; whatever it gets wrong becomes one calm page."""
    try:
        return do()
    except Unreachable as error:
        return refused(chosen, "outside_down", why=error)
    except NotBelieved as error:
        return refused(chosen, "outside_unproven", why=error)
    except Conflict as error:
        return refused(chosen, error.code)


def refused(chosen: Client, code: str, why: Exception | None = None) -> ResponseReturnValue:
    """Show one calm page: what happened, and the other ways that remain."""
    db.session.rollback()
    actions.tell("identity.refused", provider=chosen.provider.key, code=code, why=str(why or ""))
    status = 409 if code in {"outside_down", "outside_taken", "outside_other"} else 400
    text = refusal_text(code, name=chosen.provider.name)
    page = "people/pages/ways/refused.html"
    return render_template(page, provider=chosen.provider, text=text, known=account()), status


def _leave(chosen: Client, *, target: str, owner: int = 0) -> ResponseReturnValue:
    """Send the person away. It is a page and no redirect: a form of ours may lead to this site alone."""
    target = target if len(target) <= TARGET_MAX else "/"  # a cookie holds 4 KB

    def leave() -> ResponseReturnValue:
        db.session.rollback()  # nobody waits for a lock while another machine thinks
        address, errand = chosen.leave(back=_back(chosen), now=now())
        cookie.pop(FOUND, None)
        facts = {"provider": chosen.provider.key, "target": target, "owner": owner}
        pending.keep(ERRAND, asdict(errand) | facts)
        page = render_template("people/pages/ways/leaving.html", provider=chosen.provider, address=address)
        return page, {"Refresh": f"0; url={address}"}

    return carefully(chosen, leave)


def _welcome(chosen: Client, form: BackForm) -> ResponseReturnValue:
    """Check that the answer is to what this browser asked this provider, then ask the provider whom it means."""
    errand = pending.take(ERRAND)
    state = form.state.data or ""
    if errand is None or errand["provider"] != chosen.provider.key or errand["state"] != state:
        raise Conflict("outside_stale")
    db.session.rollback()  # as above
    kept = Errand(state, errand["nonce"], errand["verifier"])
    answer = Answer(form.code.data or "", state, form.iss.data or "")
    found = chosen.welcome(answer, kept, back=_back(chosen), now=now())
    actions.spend(db.session(), challenge=state, until=pending.ends(errand), now=now())
    return _arrive(found, errand)


def _arrive(found: Found, errand: dict[str, Any]) -> ResponseReturnValue:
    """Link the identity when its person went away for that, else enter, else ask what an account needs."""
    if errand["owner"]:
        signed_in = account()
        if signed_in is None or signed_in.id != errand["owner"]:
            raise Conflict("outside_stale")
        actions.link(db.session(), account=signed_in, found=found, now=now())
        return redirect(errand["target"], 303)
    known = actions.come_in(db.session(), found=found, now=now())
    if known is None:
        pending.keep(FOUND, asdict(found) | {"target": errand["target"]})
        return redirect(url_for("people.join"), 303)
    return step_in(known, found, errand["target"])


def step_in(known: Account, found: Found, target: str) -> ResponseReturnValue:
    """Enter; where the settings ask the provider for a strong way, and it said so, that counts as both factors."""
    strong = bool(client(found.provider).provider.acr)
    return enter(known, how=How.OIDC, target=target, with_factor=strong)


def _back(chosen: Client) -> str:
    """Return the address to which this provider, and no other, sends people back."""
    return application().settings.public_url + url_for("people.back", provider=chosen.provider.key)
