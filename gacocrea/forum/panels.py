"""What the forum says on other pages: at the core group's desk and on each person's page of today."""

from collections.abc import Iterator

from flask import render_template
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.forum import queries
from gacocrea.forum.place import this_forum
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor
from gacocrea.web.text import day
from gacocrea.web.today import Place, Waiting


def of_mesa() -> str:
    """Return the motions and minutes that wait for this person, and the six months. Seven statements at most."""
    forum, account_id = this_forum(), actor().account_id or 0
    return render_template(
        "forum/pages/_waiting.html",
        motions=queries.motions_waiting_for(db.session(), forum, account_id, now()),
        minutes=queries.minutes_waiting_for(db.session(), forum.id, account_id),
        watch=queries.watch_of(forum, queries.meetings(db.session(), forum), now()),
    )


def of_today(place: Place) -> Iterator[Waiting]:
    """Say what waits of motions, minutes and meetings. Seven statements at most."""
    if place.may(Action.VOTE_MOTION):
        yield from _to_vote(place)
        yield from _to_sign(place)
    if place.may(Action.SEE_DESK):
        yield from _meetings(place, runs_forum=place.may(Action.RUN_FORUM))


def _to_vote(place: Place) -> Iterator[Waiting]:
    account_id = place.actor.account_id or 0
    for motion in queries.motions_waiting_for(db.session(), place.forum, account_id, place.now):
        code = reference("M", motion.number)
        text = _("Votar la moción %(code)s: %(title)s", code=code, title=motion.title)
        yield Waiting(motion.opened_at, text, place.url("motions.show", code=code), due=motion.closes_at)


def _to_sign(place: Place) -> Iterator[Waiting]:
    account_id = place.actor.account_id or 0
    for meeting in queries.minutes_waiting_for(db.session(), place.forum.id, account_id):
        code = reference("R", meeting.number)
        text = _("Leer y firmar el acta de %(code)s", code=code)
        since = meeting.minutes_written_at or meeting.ends_at
        yield Waiting(since, text, place.url("forum.meeting", code=code) + "#acta")


def _meetings(place: Place, *, runs_forum: bool) -> Iterator[Waiting]:
    every = queries.meetings(db.session(), place.forum)
    for meeting in every:
        code = reference("R", meeting.number)
        url = place.url("forum.meeting", code=code)
        if meeting.starts_at > place.now:
            text = _("Ir a la reunión %(code)s: %(title)s", code=code, title=meeting.title)
            yield Waiting(meeting.called_at, text, url, due=meeting.starts_at)
        elif runs_forum and meeting.ends_at <= place.now and not meeting.minutes_published_at:
            text = (
                _("Publicar el acta de %(code)s", code=code)
                if meeting.minutes
                else _("Escribir el acta de %(code)s", code=code)
            )
            yield Waiting(meeting.ends_at, text, url)
    watch = queries.watch_of(place.forum, every, place.now)
    if runs_forum and (watch.is_late or watch.is_near) and watch.due_on:
        note = _("Seis meses sin reunión: %(due)s", due=day(watch.due_on))
        yield Waiting(place.now, _("Convocar una reunión"), place.url("secretariat.call"), note=note)
