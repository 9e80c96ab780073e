"""The secretariat's desk: what runs, who sits, when the forum meets; its texts and internal rules."""

from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.forum import actions, queries
from gacocrea.forum.forms import ForumForm, MeetingForm, notice_in_words
from gacocrea.forum.models import MotionState
from gacocrea.forum.place import this_forum
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs

bp = Blueprint("secretariat", __name__)


@bp.get("/<forum>/secretaria/")
@needs(Action.SEE_SECRETARIAT)
def desk() -> ResponseReturnValue:
    forum, instant = this_forum(), now()
    every = queries.meetings(db.session(), forum)
    motions = queries.motions(db.session(), forum)
    return render_template(
        "forum/pages/desk.html",
        forum=forum,
        roll=queries.roll(db.session(), forum, instant),
        coming=[meeting for meeting in reversed(every) if meeting.ends_at > instant],
        unwritten=[one for one in every if one.ends_at <= instant and not one.minutes_published_at],
        watch=queries.watch_of(forum, every, instant),
        pending=queries.pending_agreements(db.session(), forum),
        today=queries.today_in(forum, instant),
        motions=[one for one in motions if one.state is MotionState.OPEN],
    )


@bp.route("/<forum>/secretaria/reuniones/nueva", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def call() -> ResponseReturnValue:
    forum, form = this_forum(), MeetingForm()
    meeting = attempt(
        form,
        lambda: actions.call_meeting(
            db.session(), actor=actor(), forum=forum, words=form.words(ZoneInfo(forum.time_zone)), now=now()
        ),
    )
    if meeting:
        code = reference("R", meeting.number)
        flash(_("La convocatoria %(code)s quedó publicada.", code=code))
        return redirect(url_for("forum.meeting", code=code), 303)
    pending = queries.pending_agreements(db.session(), forum)
    notice = notice_in_words(forum.notice_days)
    page = render_template("forum/pages/office/call.html", form=form, pending=pending, notice=notice)
    return page, 422 if form.errors else 200


@bp.route("/<forum>/secretaria/foro", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def settings() -> ResponseReturnValue:
    forum = this_forum()
    form = ForumForm.of(forum)

    def do() -> object:
        texts, rules = form.texts(), form.rules()
        return actions.change_forum(
            db.session(), actor=actor(), forum=forum, texts=texts, rules=rules, now=now()
        )

    if attempt(form, do):
        flash(_("Los textos y el reglamento del foro quedaron publicados."))
        return redirect(url_for("forum.members"), 303)
    return render_template("forum/pages/office/settings.html", form=form), 422 if form.errors else 200
