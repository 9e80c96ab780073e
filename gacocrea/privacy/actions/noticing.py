"""The notice: published in versions, agreed to by version; who answers for the data, and the days off of a forum."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.forum.models import Forum
from gacocrea.people.models import Account, Consent
from gacocrea.privacy.models import DataKeeper, Holiday, PrivacyNotice
from gacocrea.privacy.queries import has_agreed, notice_in_force, version_in_force
from gacocrea.privacy.rules import COUNTRIES

OLDEST, YOUNGEST = 21, 10


def publish_notice(
    session: Session, *, actor: Actor, forum: Forum | None, summary: str, text: str, now: datetime
) -> PrivacyNotice:
    """Publish a new version of the notice; everyone is asked again at their next action.

    Of a forum by its secretariat, of the installation (no forum) by the administrator. Raises NotAllowed, and
    Conflict ("notice_unchanged") for the words that are in force.
    """
    require(Action.RUN_FORUM if forum else Action.CONFIGURE, actor=actor, moment=Moment(now))
    forum_id, place = (forum.id, forum.slug) if forum else (None, "general")
    held = notice_in_force(session, forum_id)
    if held is not None and held.text == text and held.forum_id == forum_id:
        raise Conflict("notice_unchanged")
    number = next_number(session, scope=f"privacy:{forum_id or 0}", kind="notice")
    notice = PrivacyNotice(
        forum_id=forum_id,
        version=f"{place}-{number}",
        summary=summary,
        text=text,
        published_at=now,
        published_by=actor.name,
    )
    session.add(notice)
    session.flush()
    record.write(
        session, actor=actor, now=now, verb="notice.published", subject=notice.version, forum_id=forum_id
    )
    return notice


def agree(session: Session, *, account: Account, forum_id: int | None, version: str, now: datetime) -> None:
    """Keep that a person agreed to the version in force. Raises Conflict ("notice_changed") for an older one."""
    if version != version_in_force(session, forum_id):
        raise Conflict("notice_changed")
    if not has_agreed(session, account.id, version):
        session.add(Consent(account_id=account.id, text_version=version, given_at=now))
        session.flush()


def set_keeper(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    controller: str,
    contact: str,
    country: str,
    least_age: int,
    now: datetime,
) -> DataKeeper:
    """Say who answers for the data of a forum, by which country's law, and from which age one takes part alone.

    Raises NotAllowed, and Invalid for a country that is not on the list or an age outside 10 to 21.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if country and country not in COUNTRIES:
        raise Invalid("country", "country_unknown")
    if not YOUNGEST <= least_age <= OLDEST:
        raise Invalid("least_age", "age_wrong", least=YOUNGEST, most=OLDEST)
    keeper = session.get(DataKeeper, forum.id) or DataKeeper(forum_id=forum.id)
    keeper.controller, keeper.contact = controller, contact
    keeper.country, keeper.least_age = country, least_age
    session.add(keeper)
    session.flush()
    record.write(
        session, actor=actor, now=now, verb="keeper.set", subject=forum.slug, forum_id=forum.id,
        controller=controller, country=country, least_age=least_age,
    )  # fmt: skip
    return keeper


def set_holiday(session: Session, *, actor: Actor, forum: Forum, day: date, name: str, now: datetime) -> None:
    """Name a day off of a forum; terms that already run keep their last day. Raises NotAllowed."""
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    row = session.get(Holiday, (forum.id, day)) or Holiday(forum_id=forum.id, day=day)
    row.name = name
    session.add(row)
    session.flush()
    record.write(
        session, actor=actor, now=now, verb="holiday.set", subject=day.isoformat(), forum_id=forum.id
    )


def drop_holiday(session: Session, *, actor: Actor, forum: Forum, day: date, now: datetime) -> None:
    """Let a day count among working days again. Raises NotAllowed; a day that is none is left as it is."""
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    row = session.get(Holiday, (forum.id, day))
    if row is not None:
        session.delete(row)
        record.write(
            session, actor=actor, now=now, verb="holiday.dropped", subject=day.isoformat(), forum_id=forum.id
        )
