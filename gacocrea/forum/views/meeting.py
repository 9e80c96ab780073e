"""One meeting: everyone reads it; those who were there comment and sign its minutes; the secretariat writes them."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action, explain
from gacocrea.core.text import reference
from gacocrea.forum import actions, queries
from gacocrea.forum.forms import (
    GENDER_WORDS,
    AttendanceForm,
    CommentForm,
    KeptForm,
    MinutesForm,
    PublishMinutesForm,
    SignMinutesForm,
    attendance_form,
)
from gacocrea.forum.models import Forum, Meeting
from gacocrea.forum.place import this_forum
from gacocrea.forum.rules import digest_of_minutes, signatures_needed
from gacocrea.forum.views.public import bp, this_meeting
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import BaseForm, attempt
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.text import local


@bp.get("/<forum>/reuniones/<code>")
@needs(Action.READ)
def meeting(code: str) -> ResponseReturnValue:
    return _page(this_meeting(code))


@bp.post("/<forum>/reuniones/<code>/observacion")
@needs(Action.SIGN_MINUTES)
def comment(code: str) -> ResponseReturnValue:
    found, form = this_meeting(code), CommentForm()

    def do() -> object:
        return actions.comment_minutes(
            db.session(), actor=actor(), meeting=found, text=form.text.data, now=now()
        )

    return _sent(found, "comment", form, do, _("Su observación quedó junto al borrador."))


@bp.post("/<forum>/reuniones/<code>/firma")
@needs(Action.SIGN_MINUTES)
def sign(code: str) -> ResponseReturnValue:
    found, form = this_meeting(code), SignMinutesForm()

    def do() -> object:
        seen = form.seen.data or ""
        return actions.sign_minutes(db.session(), actor=actor(), meeting=found, seen=seen, now=now())

    return _sent(found, "sign", form, do, _("Su firma quedó al pie del acta."))


@bp.post("/<forum>/reuniones/<code>/publicar")
@needs(Action.RUN_FORUM)
def publish(code: str) -> ResponseReturnValue:
    found, form = this_meeting(code), PublishMinutesForm()

    def do() -> object:
        return actions.publish_minutes(db.session(), actor=actor(), meeting=found, now=now())

    return _sent(found, "publish", form, do, _("El acta quedó publicada."))


@bp.route("/<forum>/secretaria/reuniones/<code>/acta", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def minutes(code: str) -> ResponseReturnValue:
    found = this_meeting(code)
    form = MinutesForm.of(found)

    def do() -> object:
        return actions.write_minutes(
            db.session(), actor=actor(), meeting=found, words=form.words(), now=now()
        )

    if attempt(form, do):
        flash(_("El acta quedó guardada."))
        return redirect(url_for("forum.meeting", code=code), 303)
    page = render_template("forum/pages/office/minutes.html", form=form, meeting=found)
    return page, 422 if form.errors else 200


@bp.route("/<forum>/secretaria/reuniones/<code>/asistencia", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def attendance(code: str) -> ResponseReturnValue:
    forum, found = this_forum(), this_meeting(code)
    day = queries.today_in(forum, found.starts_at)
    form = attendance_form(forum, found, queries.held_seats(db.session(), forum, day))
    if attempt(form, lambda: _take(forum, found, form)):
        flash(_("La asistencia quedó guardada."))
        return redirect(url_for("forum.meeting", code=code), 303)
    page = render_template("forum/pages/office/attendance.html", form=form, meeting=found, forum=forum)
    return page, 422 if form.errors else 200


def _take(forum: Forum, found: Meeting, form: AttendanceForm) -> Meeting:
    places = {forum.territories[int(place)]: number for place, number in form.numbers("territory").items()}
    counts = {"sector": form.numbers("sector"), "gender": form.numbers("gender"), "territory": places}
    seats = {
        seat: queries.term_of(db.session(), forum, membership) for seat, membership in form.sitting().items()
    }
    presence = actions.Presence(seats, counts)
    return actions.take_attendance(db.session(), actor=actor(), meeting=found, presence=presence, now=now())


@bp.route("/<forum>/secretaria/acuerdos/<int:agreement_id>", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def kept(agreement_id: int) -> ResponseReturnValue:
    forum, form = this_forum(), KeptForm()
    agreement, held = queries.agreement_of(db.session(), forum, agreement_id)

    def do() -> object:
        told = {"outcome": form.outcome.data, "day": queries.today_in(forum, now())}
        return actions.settle_agreement(
            db.session(), actor=actor(), agreement=agreement, meeting=held, now=now(), **told
        )

    if attempt(form, do):
        flash(_("El acuerdo consta como cumplido."))
        return redirect(url_for("forum.meeting", code=reference("R", held.number)), 303)
    page = render_template("forum/pages/office/kept.html", form=form, agreement=agreement, meeting=held)
    return page, 422 if form.errors else 200


def _sent(
    found: Meeting, name: str, form: BaseForm, do: Callable[[], object], words: str
) -> ResponseReturnValue:
    """Do what a form of the meeting's page asks for, or show the page again with what was typed."""
    code = reference("R", found.number)
    if attempt(form, do):
        flash(words)
        return redirect(url_for("forum.meeting", code=code) + "#acta", 303)
    return _page(this_meeting(code), **{name: form}), 422


def _page(found: Meeting, **sent: Any) -> str:
    forum, instant, digest = this_forum(), now(), digest_of_minutes(found)
    present = [one.account_id for one in found.present]
    signed = {one.account_id: one for one in found.signatures}
    forms = {"comment": CommentForm(), "sign": SignMinutesForm(seen=digest), "publish": PublishMinutesForm()}
    return render_template(
        "forum/pages/meeting.html",
        meeting=found,
        forum=forum,
        hours=f"{local(found.starts_at):%H:%M} – {local(found.ends_at):%H:%M}",
        now=instant,
        today=queries.today_in(forum, instant),
        pending=queries.pending_agreements(db.session(), forum, before=found.starts_at)
        if found.ends_at > instant
        else [],
        may_write=_may(Action.RUN_FORUM),
        sees_draft=_may(Action.SEE_DESK),
        is_present=actor().account_id in present,
        signed=signed,
        digest=digest,
        needed=signatures_needed(len(present)),
        sector_names={sector.key: sector.name for sector in forum.sectors},
        gender_names=GENDER_WORDS,
        pictures=queries.pictures_of(db.session(), found.id),
        **(forms | sent),
    )


def _may(action: Action) -> bool:
    return explain(action, actor=actor(), moment=moment()).allowed
