"""Whose text it is, and for which institutions these people sit in the forum."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.forum.models import Membership
from gacocrea.moderation.models import Item


def interests_of(session: Session, *, forum_id: int, item: Item) -> tuple[set[int], set[str]]:
    """Return the accounts and the institutions that have an interest in an item. One statement.

    The accounts are its author and, for an argument, the author of the proposal; the institutions the one that the
    proposal names and those for which these people sit, or sat, in the forum.
    """
    people = {id for id in (item.proposal.author_id, item.thing.author_id) if id is not None}
    return people, {item.proposal.institution, *seats_of(session, forum_id=forum_id, people=people)}


def seats_of(session: Session, *, forum_id: int, people: Iterable[int]) -> set[str]:
    """Return the institutions for which these accounts sit, or sat, in a forum. One statement."""
    wanted = set(people)
    if not wanted:
        return set()
    seats = select(Membership).where(Membership.forum_id == forum_id, Membership.account_id.in_(wanted))
    return {seat.institution for seat in session.scalars(seats) if seat.institution}
