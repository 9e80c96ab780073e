"""The forum as everyone sees it."""

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action, explain
from gacocrea.core.text import parse_reference, reference
from gacocrea.forum import queries
from gacocrea.forum.models import Meeting
from gacocrea.forum.place import this_forum
from gacocrea.forum.rules import as_icalendar
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.text import local

bp = Blueprint("forum", __name__)


@bp.get("/<forum>/quienes-deciden")
@needs(Action.READ)
def members() -> ResponseReturnValue:
    forum = this_forum()
    roll = queries.roll(db.session(), forum, now())
    counts = [(len(members), sector.name) for sector, members in roll.seats]
    return render_template("forum/pages/members.html", forum=forum, roll=roll, counts=counts)


@bp.get("/<forum>/reuniones")
@needs(Action.READ)
def meetings() -> ResponseReturnValue:
    forum, instant = this_forum(), now()
    every = queries.meetings(db.session(), forum)
    return render_template(
        "forum/pages/meetings.html",
        coming=[meeting for meeting in reversed(every) if meeting.ends_at > instant],
        past=[meeting for meeting in every if meeting.ends_at <= instant],
        watch=queries.watch_of(forum, every, instant),
    )


@bp.get("/<forum>/reuniones/<code>")
@needs(Action.READ)
def meeting(code: str) -> ResponseReturnValue:
    found = this_meeting(code)
    return render_template(
        "forum/pages/meeting.html",
        meeting=found,
        hours=f"{local(found.starts_at):%H:%M} – {local(found.ends_at):%H:%M}",
        now=now(),
        may_write=explain(Action.RUN_FORUM, actor=actor(), moment=moment()).allowed,
    )


@bp.get("/<forum>/reuniones/<code>.ics")
@needs(Action.READ)
def meeting_file(code: str) -> ResponseReturnValue:
    found, forum = this_meeting(code), this_forum()
    name = reference("R", found.number)
    address = application().settings.public_url + url_for("forum.meeting", code=name)
    content = as_icalendar(
        uid=f"{name}-{forum.slug}@gacocrea",
        title=f"{found.title} ({forum.name})",
        place=found.place,
        text=f"{found.agenda}\n\n{address}".strip(),
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        stamp=now(),
    )
    disposition = f'attachment; filename="{forum.slug}-{name}.ics"'
    return Response(content, mimetype="text/calendar", headers={"Content-Disposition": disposition})


def this_meeting(code: str) -> Meeting:
    """Return the meeting of a reference such as R-12, however it was typed."""
    return queries.meeting_of(db.session(), this_forum(), number_of("R", code))


def number_of(kind: str, code: str) -> int:
    parsed = parse_reference(code)
    if parsed is None or parsed[0] != kind:
        raise NotThere
    return parsed[1]


@bp.get("/<forum>/decisiones")
@needs(Action.READ)
def decisions() -> ResponseReturnValue:
    every = queries.decisions(db.session(), this_forum())
    return render_template("forum/pages/decisions.html", decisions=every)


@bp.get("/<forum>/decisiones/<code>")
@needs(Action.READ)
def decision(code: str) -> ResponseReturnValue:
    found = queries.decision_of(db.session(), this_forum(), number_of("D", code))
    return render_template("forum/pages/decision.html", decision=found)
