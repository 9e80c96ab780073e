"""What is asked about personal data: the notice in force, who keeps the data, requests, and people who leave."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from gacocrea.core.db import Base
from gacocrea.core.terms import Actor
from gacocrea.core.text import sort_key
from gacocrea.forum.models import Forum, Membership
from gacocrea.people.models import Account, Consent
from gacocrea.people.rules import PRIVACY_TEXT_VERSION
from gacocrea.privacy.models import DataKeeper, DataRequest, Holiday, Leaving, PrivacyNotice
from gacocrea.privacy.rules import ELSEWHERE, Country, country_of
from gacocrea.voting.models import Poll, PollState


def notices_of(session: Session, forum_id: int | None) -> list[PrivacyNotice]:
    """Return the versions that a forum (None: the installation) published in its own words, newest first."""
    wanted = select(PrivacyNotice).where(PrivacyNotice.forum_id.is_not_distinct_from(forum_id))
    return list(session.scalars(wanted.order_by(PrivacyNotice.id.desc())))


def notice_in_force(session: Session, forum_id: int | None) -> PrivacyNotice | None:
    """Return the newest notice of a forum, else the installation's; None while the house's own text is in force."""
    wanted = select(PrivacyNotice).where(
        PrivacyNotice.forum_id.is_(None) | (PrivacyNotice.forum_id == forum_id)
    )
    newest = wanted.order_by(PrivacyNotice.forum_id.is_(None), PrivacyNotice.id.desc())
    return session.scalar(newest.limit(1))


def version_in_force(session: Session, forum_id: int | None) -> str:
    """Return what a consent given now names. One statement."""
    notice = notice_in_force(session, forum_id)
    return notice.version if notice else PRIVACY_TEXT_VERSION


def has_agreed(session: Session, account_id: int, version: str) -> bool:
    """Say whether a person agreed to a version of the notice. One statement."""
    return session.get(Consent, (account_id, version)) is not None


def consents_of(session: Session, account_id: int) -> list[Consent]:
    """Return to which versions a person agreed, newest first."""
    wanted = select(Consent).where(Consent.account_id == account_id).order_by(Consent.given_at.desc())
    return list(session.scalars(wanted))


def keeper_of(session: Session, forum_id: int) -> DataKeeper | None:
    """Return who answers for the data of a forum, None while it has not said."""
    return session.get(DataKeeper, forum_id)


def law_of(session: Session, forum_id: int) -> Country:
    """Return the law that binds a forum. One statement."""
    keeper = keeper_of(session, forum_id)
    return country_of(keeper.country) if keeper else ELSEWHERE


def least_age(session: Session) -> int:
    """Return the age from which one opens an account alone: the highest of the forums here. One statement."""
    ages = list(session.scalars(select(DataKeeper.least_age)))
    return max(ages, default=ELSEWHERE.least_age)


def offices(session: Session) -> list[str]:
    """Return the names that only the forums and their offices bear. One statement."""
    rows = session.execute(select(Forum.name, Forum.core_group_name, Forum.secretariat_name)).tuples()
    return [name for row in rows for name in row]


def holidays_of(session: Session, forum_id: int, since: date | None = None) -> list[Holiday]:
    """Return the days off of a forum, in their order."""
    wanted = select(Holiday).where(Holiday.forum_id == forum_id).order_by(Holiday.day)
    return list(session.scalars(wanted.where(Holiday.day >= since) if since else wanted))


def requests_of(session: Session, forum_id: int) -> list[DataRequest]:
    """Return the register of a forum: what waits first, by its last day, then what was answered, newest first."""
    wanted = select(DataRequest).where(DataRequest.forum_id == forum_id)
    found = list(session.scalars(wanted.order_by(DataRequest.due_on, DataRequest.id)))
    answered = [one for one in found if one.answered_at]
    return [one for one in found if not one.answered_at] + answered[::-1]


def request(session: Session, forum_id: int, number: int) -> DataRequest | None:
    """Return a request of a forum by its number."""
    wanted = select(DataRequest).where(DataRequest.forum_id == forum_id, DataRequest.number == number)
    return session.scalar(wanted)


def own_requests(session: Session, account_id: int) -> list[tuple[DataRequest, Forum]]:
    """Return a person's own requests and where they were made, newest first."""
    wanted = select(DataRequest, Forum).join(Forum, Forum.id == DataRequest.forum_id)
    return list(
        session.execute(
            wanted.where(DataRequest.account_id == account_id).order_by(DataRequest.id.desc())
        ).tuples()
    )


def leaving_of(session: Session, account_id: int) -> Leaving | None:
    """Return a person's wish to leave, None without one."""
    return session.get(Leaving, account_id)


def offices_held(session: Session, account: Account, today: date) -> list[Forum]:
    """Return the forums in which a person holds an office on a day. One statement."""
    wanted = select(Membership, Forum).join(Forum, Forum.id == Membership.forum_id)
    rows = session.execute(wanted.where(Membership.account_id == account.id)).tuples()
    return list(dict.fromkeys(forum for membership, forum in rows if _runs(membership, today)))


def _runs(membership: Membership, today: date) -> bool:
    return membership.ends_on is None or today < membership.ends_on


def polls_are_open(session: Session) -> bool:
    """Say whether any poll waits for its final publication. One statement."""
    return session.scalar(select(Poll.id).where(Poll.state != PollState.PUBLISHED).limit(1)) is not None


def account_columns() -> list[ColumnElement[int]]:
    """Return every column of the house that names an account, from the models themselves."""
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name)
        if key.column.table.name == Account.__tablename__
    ]


def is_named(session: Session, account_id: int, *, besides: Iterable[str] = ()) -> bool:
    """Say whether any row names an account; tables `besides` do not count. A statement for each column."""
    passed = {*besides, Leaving.__tablename__}
    return any(
        session.scalar(select(exists().where(column == account_id)))
        for column in account_columns()
        if column.table.name not in passed
    )


def forums(session: Session) -> list[Forum]:
    """Return the forums of this installation, by name."""
    return sorted(session.scalars(select(Forum)), key=lambda forum: sort_key(forum.name))


def all_notices(session: Session) -> list[tuple[PrivacyNotice, Forum | None]]:
    """Return every version of every notice and whose it is, newest first."""
    wanted = select(PrivacyNotice, Forum).outerjoin(Forum, Forum.id == PrivacyNotice.forum_id)
    return list(session.execute(wanted.order_by(PrivacyNotice.id.desc())).tuples())


def is_own(actor: Actor, row: DataRequest) -> bool:
    """Say whether a request is the actor's own: nobody answers their own."""
    return row.account_id is not None and row.account_id == actor.account_id
