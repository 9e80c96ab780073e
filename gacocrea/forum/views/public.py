"""The forum as everyone sees it: who decides and how, when it meets and what came of it."""

from collections.abc import Iterable

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import parse_reference, reference
from gacocrea.forum import queries
from gacocrea.forum.forms import notice_in_words, rule_in_words
from gacocrea.forum.models import Forum, Meeting
from gacocrea.forum.place import this_forum
from gacocrea.forum.rules import Event, VotingRule, as_icalendar, has_parity
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs

bp = Blueprint("forum", __name__)


@bp.get("/<forum>/quienes-deciden")
@needs(Action.READ)
def members() -> ResponseReturnValue:
    forum = this_forum()
    roll = queries.roll(db.session(), forum, now())
    counts = [(len(roll.seats_of(sector)), sector.name) for sector in forum.sectors]
    return render_template(
        "forum/pages/members.html",
        forum=forum,
        roll=roll,
        counts=counts,
        has_parity=has_parity(number for number, _name in counts),
        rules=rule_in_words(rule_in_force(forum)),
        notice=notice_in_words(forum.notice_days),
        guests=queries.guests_by_standing(roll.guests),
    )


def rule_in_force(forum: Forum) -> VotingRule:
    """Return the rule by which the forum decides today."""
    return VotingRule(
        forum.quorum, forum.quorum_by_sector, forum.majority, forum.majority_share, forum.by_sector
    )


@bp.get("/<forum>/reuniones")
@needs(Action.READ)
def meetings() -> ResponseReturnValue:
    forum, instant = this_forum(), now()
    every = queries.meetings(db.session(), forum)
    return render_template(
        "forum/pages/meetings.html",
        forum=forum,
        coming=[meeting for meeting in reversed(every) if meeting.ends_at > instant],
        past=[meeting for meeting in every if meeting.ends_at <= instant],
        watch=queries.watch_of(forum, every, instant),
        pending=queries.pending_agreements(db.session(), forum),
        today=queries.today_in(forum, instant),
    )


@bp.get("/<forum>/reuniones.ics")
@needs(Action.READ)
def feed() -> ResponseReturnValue:
    """Every meeting, for calendars that subscribe to the address."""
    forum = this_forum()
    return _calendar(forum, queries.meetings(db.session(), forum), f"{forum.slug}-reuniones.ics")


@bp.get("/<forum>/reuniones/<code>.ics")
@needs(Action.READ)
def meeting_file(code: str) -> ResponseReturnValue:
    forum, found = this_forum(), this_meeting(code)
    return _calendar(forum, [found], f"{forum.slug}-{reference('R', found.number)}.ics")


def _calendar(forum: Forum, meetings: Iterable[Meeting], name: str) -> Response:
    content = as_icalendar([_event(forum, meeting) for meeting in meetings], name=forum.name)
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="text/calendar", headers=head)


def _event(forum: Forum, meeting: Meeting) -> Event:
    code = reference("R", meeting.number)
    address = application().settings.public_url + url_for("forum.meeting", code=code)
    parts = (meeting.agenda, meeting.link, address)
    return Event(
        uid=f"{code}-{forum.slug}@gacocrea",
        title=f"{meeting.title} ({forum.name})",
        place=meeting.place,
        text="\n\n".join(part for part in parts if part),
        url=address,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        stamp=meeting.called_at,
    )


def this_meeting(code: str) -> Meeting:
    """Return the meeting of a reference such as R-12, however it was typed."""
    return queries.meeting_of(db.session(), this_forum(), number_of("R", code))


def number_of(kind: str, code: str) -> int:
    """Return the number of a reference; one of another kind is not there."""
    parsed = parse_reference(code)
    if parsed is None or parsed[0] != kind:
        raise NotThere
    return parsed[1]
