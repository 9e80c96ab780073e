"""Signing in with a password, the second factor when there is one, showing it again, and signing out."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gacocrea.core.errors import Invalid
from gacocrea.core.permissions import Action
from gacocrea.people import actions, queries
from gacocrea.people.forms import CodeForm, ProveForm, SignInForm
from gacocrea.people.models import Account, How
from gacocrea.people.session import account, enter, finish, half, leave, renew
from gacocrea.people.views.base import bp, evenly, secrets
from gacocrea.web.application import now
from gacocrea.web.errors import show_on
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import needs
from gacocrea.web.reading import safe_path


@bp.route("/entrar", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
@evenly
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    found = attempt(
        form,
        lambda: actions.check_sign_in(db.session(), email=form.email.data, password=form.password.data),
    )
    target = safe_path(request.args.get("next", ""))
    if found:
        return enter(found, how=How.PASSWORD, target=target)
    status = 422 if form.errors else 200
    return render_template("people/pages/sign_in.html", form=form, next=target), status


@bp.post("/salir")
@needs(Action.SIGN_IN)
def sign_out() -> ResponseReturnValue:
    leave()
    answer = redirect(url_for("home.front"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # whoever sits down next finds nothing
    return answer


@bp.route("/cuenta/segundo-factor", methods=["GET", "POST"])
@needs(Action.SIGN_IN)
def second_factor() -> ResponseReturnValue:
    waiting, found, form = half(), account(), CodeForm()
    target = waiting.target if waiting else safe_path(request.args.get("next", ""))
    if waiting is None and found is None:
        return redirect(url_for("people.sign_in", next=target))
    if found and waiting is None and not queries.has_authenticator(db.session(), found):
        return render_template("people/pages/safety/needs_factor.html", next=target)
    who = waiting.account if waiting else found
    if who and _proven(form, who):
        if waiting:
            return finish(who, how=waiting.how, target=target, with_factor=True)
        renew(with_factor=True)
        return redirect(target, 303)
    on_paper = "papel" in request.args
    return render_template(
        "people/pages/safety/second_factor.html", form=form, next=target, on_paper=on_paper, who=who
    ), 422 if form.errors else 200


@bp.route("/cuenta/confirmar-identidad", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
def prove() -> ResponseReturnValue:
    found, target = account(), safe_path(request.args.get("next", ""))
    has_app = found is not None and queries.has_authenticator(db.session(), found)
    form = CodeForm() if has_app else ProveForm()
    if found and (_proven(form, found) if isinstance(form, CodeForm) else _known(form, found)):
        renew(with_factor=has_app)
        return redirect(target, 303)
    return render_template(
        "people/pages/safety/prove.html", form=form, next=target, has_app=has_app, account=found
    ), 422 if form.errors else 200


def _proven(form: CodeForm, who: Account) -> bool:
    """Say whether a code was sent and is right. A wrong one is counted, and stays counted: nothing is raised."""
    if not form.validate_on_submit():
        return False
    refusal = actions.prove_factor(
        db.session(), account=who, code=form.code.data, secrets=secrets(), now=now()
    )
    if refusal:
        show_on(form, Invalid("code", refusal))
    return not refusal


def _known(form: ProveForm, who: Account) -> bool:
    """Say whether the person's own password was sent."""
    email = str(who.email)
    found = attempt(
        form, lambda: actions.check_sign_in(db.session(), email=email, password=form.password.data)
    )
    return found is not None
