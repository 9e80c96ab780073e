"""The secretariat keeps the seats: opens them, names people to them, ends terms with a date; and the guests."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.forum import actions, queries
from gacocrea.forum.forms import EndForm, GuestForm, NameForm, SeatForm
from gacocrea.forum.models import Membership, Seat
from gacocrea.forum.place import this_forum
from gacocrea.forum.views.desk import bp
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs


@bp.route("/<forum>/secretaria/asientos", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def seats() -> ResponseReturnValue:
    forum = this_forum()
    form = SeatForm.of(forum, starts_on=queries.today_in(forum, now()))

    def do() -> Seat:
        sector = next(one for one in forum.sectors if one.id == form.sector.data)
        given = {"institution": form.institution.data, "starts_on": form.starts_on.data}
        return actions.open_seat(db.session(), actor=actor(), forum=forum, sector=sector, now=now(), **given)

    seat = attempt(form, do)
    if seat:
        flash(_("El asiento quedó abierto. Ahora nombre a quien lo ocupa."))
        return redirect(url_for("secretariat.seat", seat_id=seat.id), 303)
    roll = queries.roll(db.session(), forum, now())
    page = render_template("forum/pages/office/seats.html", forum=forum, roll=roll, form=form)
    return page, 422 if form.errors else 200


@bp.route("/<forum>/secretaria/asientos/<int:seat_id>", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def seat(seat_id: int) -> ResponseReturnValue:
    forum = this_forum()
    history = queries.seat_history(db.session(), forum, seat_id)
    form = NameForm(starts_on=queries.today_in(forum, now()))
    if attempt(form, lambda: _name(history.seat, form)):
        flash(_("El nombramiento quedó publicado."))
        return redirect(url_for("secretariat.seat", seat_id=seat_id), 303)
    today = queries.today_in(forum, now())
    page = render_template("forum/pages/office/seat.html", history=history, form=form, today=today)
    return page, 422 if form.errors else 200


def _name(seat: Seat, form: NameForm) -> Membership:
    account = actions.invite(
        db.session(),
        actor=actor(),
        email=form.email.data,
        name=form.name.data,
        language=str(get_locale() or "es"),
        link=lambda token: application().settings.public_url + url_for("people.reset", token=token),
        now=now(),
    )
    return actions.name_to_seat(
        db.session(),
        actor=actor(),
        forum=this_forum(),
        seat=seat,
        account=account,
        term=form.term(),
        now=now(),
    )


@bp.route("/<forum>/secretaria/asientos/<int:seat_id>/fin", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def end_seat(seat_id: int) -> ResponseReturnValue:
    found = queries.seat_history(db.session(), this_forum(), seat_id).seat
    form = _end_form()

    def do() -> object:
        return actions.end_seat(db.session(), actor=actor(), seat=found, ends_on=form.ends_on.data, now=now())

    return _ended(form, do, found.institution, url_for("secretariat.seats"))


@bp.route("/<forum>/secretaria/periodos/<int:term_id>/fin", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def end_term(term_id: int) -> ResponseReturnValue:
    term = queries.term_of(db.session(), this_forum(), term_id)
    form = _end_form()

    def do() -> object:
        ends_on = form.ends_on.data
        return actions.end_membership(
            db.session(), actor=actor(), membership=term, ends_on=ends_on, now=now()
        )

    back = url_for("secretariat.seat", seat_id=term.seat_id) if term.seat_id else url_for("secretariat.seats")
    return _ended(form, do, queries.name_of(db.session(), term.account_id), back)


@bp.route("/<forum>/secretaria/invitados", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def guests() -> ResponseReturnValue:
    forum = this_forum()
    form = GuestForm(starts_on=queries.today_in(forum, now()))

    def do() -> object:
        given = {"name": form.name.data, "standing": form.stands(), "starts_on": form.starts_on.data}
        return actions.name_guest(db.session(), actor=actor(), forum=forum, now=now(), **given)

    if attempt(form, do):
        flash(_("Quedó en la lista de quienes participan sin voto."))
        return redirect(url_for("secretariat.guests"), 303)
    found = queries.roll(db.session(), forum, now()).guests
    page = render_template("forum/pages/office/guests.html", guests=found, form=form)
    return page, 422 if form.errors else 200


@bp.route("/<forum>/secretaria/invitados/<int:guest_id>/fin", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def end_guest(guest_id: int) -> ResponseReturnValue:
    guest = queries.guest_of(db.session(), this_forum(), guest_id)
    form = _end_form()

    def do() -> object:
        return actions.end_guest(
            db.session(), actor=actor(), guest=guest, ends_on=form.ends_on.data, now=now()
        )

    return _ended(form, do, guest.name, url_for("secretariat.guests"))


def _end_form() -> EndForm:
    return EndForm(ends_on=queries.today_in(this_forum(), now()))


def _ended(form: EndForm, do: Callable[[], object], who: str, back: str) -> ResponseReturnValue:
    """End something with a date, or ask for the date."""
    if attempt(form, do):
        flash(_("Quedó terminado con su fecha."))
        return redirect(back, 303)
    return render_template(
        "forum/pages/office/end.html", form=form, who=who, back=back
    ), 422 if form.errors else 200
