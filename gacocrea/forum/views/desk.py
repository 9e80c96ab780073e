"""The secretariat's desk: what runs, who sits, when the forum meets."""

from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.forum import actions, queries
from gacocrea.forum.forms import MeetingForm, MinutesForm
from gacocrea.forum.place import this_forum
from gacocrea.forum.views.public import this_meeting
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
    return render_template(
        "forum/pages/desk.html",
        forum=forum,
        roll=queries.roll(db.session(), forum, instant),
        coming=[meeting for meeting in reversed(every) if meeting.ends_at > instant],
        unwritten=[meeting for meeting in every if meeting.ends_at <= instant and not meeting.minutes],
        watch=queries.watch_of(forum, every, instant),
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
    return render_template("forum/pages/call.html", form=form), 422 if form.errors else 200


@bp.route("/<forum>/secretaria/reuniones/<code>/acta", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def minutes(code: str) -> ResponseReturnValue:
    meeting = this_meeting(code)
    form = MinutesForm(minutes=meeting.minutes)
    published = attempt(
        form,
        lambda: actions.publish_minutes(
            db.session(), actor=actor(), meeting=meeting, minutes=form.minutes.data, now=now()
        ),
    )
    if published:
        flash(_("El acta quedó publicada."))
        return redirect(url_for("forum.meeting", code=code), 303)
    return render_template(
        "forum/pages/minutes.html", form=form, meeting=meeting
    ), 422 if form.errors else 200
