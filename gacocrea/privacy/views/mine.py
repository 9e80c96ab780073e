"""One's own data: see it, take it along, correct the name, ask for something, leave and stay."""

from datetime import date, datetime
from typing import Any

from flask import Response, flash, json, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.personal import Part
from gacocrea.forum.models import Forum
from gacocrea.people.models import Account
from gacocrea.people.session import fresh
from gacocrea.people.views.base import own
from gacocrea.privacy import actions, queries
from gacocrea.privacy.forms import AskForm, LeaveForm, NameForm
from gacocrea.privacy.models import RequestKind
from gacocrea.privacy.rules import COOLING
from gacocrea.privacy.views.base import mine_bp as bp
from gacocrea.privacy.views.saying import shown
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.forms import BaseForm, attempt
from gacocrea.web.guards import actor, needs
from gacocrea.web.personal import holdings, terms
from gacocrea.web.text import day, local


def parts() -> list[Part]:
    """Return everything that every stage holds about the person."""
    found = own()
    return [part for holding in holdings() for part in holding.export(db.session(), found.id)]


def _address(endpoint: str) -> str:
    return application().settings.public_url + url_for(endpoint)


@bp.get("/mi/datos")
@needs(Action.OWN_PAGE)
@fresh
def show() -> ResponseReturnValue:
    found = parts()
    return render_template(
        "privacy/pages/mine.html",
        parts=[part for part in found if part.rows],
        empty=[part.title for part in found if not part.rows],
        no_ballot=_no_ballot(),
        shown=shown,
    )


@bp.get("/mi/datos.json")
@needs(Action.OWN_PAGE)
@fresh
def export() -> ResponseReturnValue:
    content: dict[str, Any] = {"made_at": now(), "notes": [_no_ballot()]}
    content |= {part.key: part.plain() for part in parts()}
    answer = Response(
        json.dumps(content, default=_plain, ensure_ascii=False, indent=1), mimetype="application/json"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="mis-datos.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _no_ballot() -> str:
    return str(
        _(
            "Su voto no está aquí: mientras dura la votación la boleta está bajo un seudónimo, y después de "
            "publicada nadie puede decir de quién es."
        )
    )


@bp.route("/mi/datos/nombre", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
def rename() -> ResponseReturnValue:
    found = own()
    form = NameForm(data={"name": found.display_name})
    done = attempt(
        form,
        lambda: actions.rename(
            db.session(),
            account=found,
            name=form.name.data,
            holdings=holdings(),
            offices=terms().offices,
            now=now(),
        ),
    )
    if done:
        flash(_("Su nombre quedó cambiado, también en lo que ya escribió."))
        return redirect(url_for("own_data.show"), 303)
    return render_template("privacy/pages/name.html", form=form), 422 if form.errors else 200


@bp.route("/mi/datos/solicitud", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
def ask() -> ResponseReturnValue:
    found, forums = own(), queries.forums(db.session())
    form = AskForm()
    form.forum.choices = [SelectChoice(forum.slug, forum.name) for forum in forums]
    chosen = next((forum for forum in forums if forum.slug == form.forum.data), forums[0] if forums else None)
    if chosen is None:
        raise NotThere
    done = attempt(
        form,
        lambda: actions.ask(
            db.session(), actor=actor(), account=found, forum=chosen, kind=RequestKind(form.kind.data),
            text=form.text.data, address=_address("own_data.show"), now=now(),
        ),
    )  # fmt: skip
    if done:
        flash(_("Su solicitud llegó. La respuesta vence el %(day)s.", day=day(done.due_on)))
        return redirect(url_for("own_data.show"), 303)
    return render_template("privacy/pages/ask.html", form=form), 422 if form.errors else 200


@bp.route("/mi/baja", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
@fresh
def leave() -> ResponseReturnValue:
    found, form = own(), LeaveForm()
    today = local(now()).date()
    done = attempt(
        form,
        lambda: actions.ask_to_leave(
            db.session(),
            account=found,
            blank=form.blank.data,
            today=today,
            address=_address("own_data.leave"),
            now=now(),
        ),
    )
    if done:
        flash(_("Quedó anotado. Le enviamos una carta que dice cómo quedarse."))
        return redirect(url_for("own_data.leave"), 303)
    return _leaving(found, form, queries.offices_held(db.session(), found, today))


def _leaving(found: Account, form: LeaveForm, offices: list[Forum]) -> ResponseReturnValue:
    page = render_template(
        "privacy/pages/leave.html",
        form=form,
        leaving=queries.leaving_of(db.session(), found.id),
        offices=offices,
        account=found,
        cooling=COOLING.days,
        polls=queries.polls_are_open(db.session()),
    )
    return page, 422 if form.errors else 200


@bp.post("/mi/baja/quedarme")
@needs(Action.OWN_PAGE)
def stay() -> ResponseReturnValue:
    if BaseForm().validate_on_submit():
        actions.stay(db.session(), account=own(), now=now())
        flash(_("Se queda. No se borró nada."))
    return redirect(url_for("people.mine"), 303)
