"""The secretariat's register of requests, and who answers for the data of the forum."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.forum.place import this_forum
from gacocrea.forum.queries import today_in
from gacocrea.privacy import actions, queries
from gacocrea.privacy.forms import AnswerForm, EnterForm, HolidayForm, KeeperForm
from gacocrea.privacy.models import DataRequest, RequestKind
from gacocrea.privacy.rules import NEAR_DAYS, country_of
from gacocrea.privacy.views.base import register_bp as bp
from gacocrea.privacy.views.saying import terms_of
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.forms import BaseForm, attempt
from gacocrea.web.guards import actor, needs

DATOS = "/<forum>/secretaria/datos"


def _today() -> date:
    return today_in(this_forum(), now())


@bp.get(DATOS)
@needs(Action.RUN_FORUM)
def index() -> ResponseReturnValue:
    session, forum = db.session(), this_forum()
    return render_template(
        "privacy/pages/register.html", requests=queries.requests_of(session, forum.id), today=_today(),
        near=NEAR_DAYS, keeper=queries.keeper_of(session, forum.id), law=queries.law_of(session, forum.id),
        terms_of=terms_of,
    )  # fmt: skip


@bp.route(f"{DATOS}/anotar", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def enter() -> ResponseReturnValue:
    form = EnterForm(data={"received_on": _today()})
    done = attempt(
        form,
        lambda: actions.enter(
            db.session(), actor=actor(), forum=this_forum(), kind=RequestKind(form.kind.data), name=form.name.data,
            contact=form.contact.data, text=form.text.data, received_on=form.received_on.data, now=now(),
        ),
    )  # fmt: skip
    if done:
        flash(_("La solicitud quedó anotada con su plazo."))
        return redirect(url_for("data_register.answer", number=done.number), 303)
    return render_template("privacy/pages/enter.html", form=form), 422 if form.errors else 200


def _request(number: int) -> DataRequest:
    found = queries.request(db.session(), this_forum().id, number)
    if found is None:
        raise NotThere
    return found


@bp.route(f"{DATOS}/<int:number>", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def answer(number: int) -> ResponseReturnValue:
    form, row = AnswerForm(), _request(number)
    if attempt(form, lambda: _answered(row, form.text.data)):
        flash(_("La respuesta quedó anotada."))
        return redirect(url_for("data_register.index"), 303)
    own = queries.is_own(actor(), row)
    page = render_template("privacy/pages/answer.html", form=form, row=row, today=_today(), own=own)
    return page, 422 if form.errors else 200


def _answered(row: DataRequest, text: str) -> bool:
    session, forum = db.session(), this_forum()
    address = application().settings.public_url + url_for("own_data.show")
    actions.answer(session, actor=actor(), forum=forum, row=row, text=text, address=address, now=now())
    return True


@bp.route(f"{DATOS}/responsable", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def keeper() -> ResponseReturnValue:
    session, forum = db.session(), this_forum()
    held = queries.keeper_of(session, forum.id)
    form = KeeperForm(obj=held, data=None if held else {"least_age": country_of("").least_age})
    done = attempt(
        form, lambda: actions.set_keeper(session, actor=actor(), forum=forum, now=now(), **form.values())
    )
    if done:
        flash(_("Guardado. Así se lee en el aviso de privacidad."))
        return redirect(url_for("data_register.keeper"), 303)
    page = render_template(
        "privacy/pages/keeper.html", form=form, holiday=HolidayForm(formdata=None), plain=BaseForm(),
        holidays=queries.holidays_of(session, forum.id, _today()),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.post(f"{DATOS}/feriados")
@needs(Action.RUN_FORUM)
def add_holiday() -> ResponseReturnValue:
    form = HolidayForm()
    if form.validate_on_submit():
        day, name = form.day.data, form.name.data
        actions.set_holiday(db.session(), actor=actor(), forum=this_forum(), day=day, name=name, now=now())
    else:
        flash(_("Escriba el día y su nombre."), "error")
    return redirect(url_for("data_register.keeper"), 303)


@bp.post(f"{DATOS}/feriados/<day>")
@needs(Action.RUN_FORUM)
def drop_holiday(day: str) -> ResponseReturnValue:
    try:
        found = date.fromisoformat(day)
    except ValueError as error:
        raise NotThere from error
    actions.drop_holiday(db.session(), actor=actor(), forum=this_forum(), day=found, now=now())
    return redirect(url_for("data_register.keeper"), 303)
