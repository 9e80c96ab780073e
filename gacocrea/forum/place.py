"""Which forum a request is about, and who asks in it."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, g, session
from sqlalchemy import select

from gacocrea.core.errors import NotThere
from gacocrea.core.terms import PRIVILEGED, VISITOR, Actor, Role
from gacocrea.forum.models import Forum, Membership, Treatment
from gacocrea.people.models import Account
from gacocrea.people.session import account, has_factor
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import is_for_anyone
from gacocrea.web.text import local


def this_forum() -> Forum:
    """Return the forum of this address; a forum that is not there is a 404."""
    forum: Forum | None = g.get("forum")
    if forum is None:
        raise NotThere
    return forum


def find_forum(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take `forum` out of the address and load it."""
    slug = (values or {}).pop("forum", None)
    if slug is not None:
        g.forum = db.session.scalar(select(Forum).where(Forum.slug == slug))
        db.session().info["forum_id"] = this_forum().id


def forget_session(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Put the session away before anything reads it, where the answer is for anyone; it is not kept so."""
    if is_for_anyone():
        session.clear()


def set_actor() -> None:
    """Find out who asks: everyone confirmed is a citizen, roles of this forum are added.

    Roles that act for others wait, as `g.withheld`, until the session shows a second factor.
    """
    whole = _actor()
    waits = whole.is_any(PRIVILEGED) and not has_factor()
    g.actor, g.withheld = (whole.plain, whole) if waits else (whole, None)


def _actor() -> Actor:
    found = account()
    return VISITOR if found is None else actor_with(found, _memberships(found) if found.is_confirmed else ())


def actor_with(found: Account, memberships: Iterable[Membership]) -> Actor:
    """Return an account as who it is in a forum, by the roles that it holds there today."""
    roles = {Role.CITIZEN} if found.is_confirmed else {Role.VISITOR}
    if found.is_administrator:
        roles.add(Role.ADMINISTRATOR)
    seat: Membership | None = None
    for membership in memberships:
        roles.add(membership.role)
        seat = membership if membership.role is Role.CORE_GROUP else seat
    return Actor(
        account_id=found.id,
        name=found.display_name,
        roles=frozenset(roles),
        level=found.level,
        sector_id=seat.seat.sector_id if seat and seat.seat else None,
        institution=seat.institution if seat else "",
    )


def _memberships(found: Account) -> list[Membership]:
    forum = g.get("forum")
    if forum is None:
        return []
    today = local(now()).date()
    wanted = select(Membership).where(Membership.forum_id == forum.id, Membership.account_id == found.id)
    return [row for row in db.session.scalars(wanted) if row.is_current(today)]


def holds_example() -> bool:
    """Say whether this installation holds an example forum: its pages outside a forum say so too."""
    return db.session.scalar(select(Forum.id).where(Forum.is_example).limit(1)) is not None


def is_familiar_in(forum_id: int) -> bool:
    """Say whether a forum addresses people as tú."""
    return db.session.get_one(Forum, forum_id).treatment is Treatment.TU


def register(app: Flask) -> None:
    """Load the forum and the actor before every view."""
    app.extensions["is_familiar_in"] = is_familiar_in
    app.extensions["holds_example"] = holds_example
    app.url_value_preprocessor(forget_session)
    app.url_value_preprocessor(find_forum)
    app.before_request(set_actor)
