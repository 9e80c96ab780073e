"""Requests about personal data: received with their legal term, answered in writing."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from gacocrea.core import outbox, record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.words import N_
from gacocrea.forum.models import Forum
from gacocrea.forum.queries import today_in
from gacocrea.people.models import Account
from gacocrea.privacy.models import DataRequest, RequestKind
from gacocrea.privacy.queries import holidays_of, law_of
from gacocrea.privacy.rules import due_date

RECEIVED = (
    N_("Recibimos su solicitud sobre sus datos personales"),
    N_(
        "Hola, %(name)s:\n\n%(forum)s recibió su solicitud número %(number)s. La respuesta debe llegarle hasta el "
        "%(due)s.\n\nPuede ver cómo va en su página: %(address)s\n"
    ),
)
ANSWERED = (
    N_("Respuesta a su solicitud sobre sus datos personales"),
    N_(
        "Hola, %(name)s:\n\n%(forum)s respondió su solicitud número %(number)s. Por cuidado de sus datos la "
        "respuesta no va en esta carta: está en su página, %(address)s\n"
    ),
)


def ask(
    session: Session,
    *,
    actor: Actor,
    account: Account,
    forum: Forum,
    kind: RequestKind,
    text: str,
    address: str,
    now: datetime,
) -> DataRequest:
    """File a request from one's own account; a letter says until when the answer comes. Raises NotAllowed."""
    require(Action.OWN_PAGE, actor=actor, moment=Moment(now))
    row = DataRequest(
        forum_id=forum.id, kind=kind, account_id=account.id, name=account.display_name, text=text
    )
    row.contact, row.received_on = account.email or "", today_in(forum, now)
    _receive(session, row, forum, actor=Actor(), now=now)  # the record is public: not of whom
    _tell(session, row, RECEIVED, forum=forum, address=address, now=now)
    return row


def enter(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    kind: RequestKind,
    name: str,
    contact: str,
    text: str,
    received_on: date,
    now: datetime,
) -> DataRequest:
    """Type in a request that came in writing; its term runs from the day on which it came.

    Raises NotAllowed but for the secretariat, and Invalid for a day that is still to come.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if received_on > today_in(forum, now):
        raise Invalid("received_on", "day_to_come")
    row = DataRequest(
        forum_id=forum.id, kind=kind, name=name, contact=contact, text=text, received_on=received_on
    )
    row.written_by = actor.name
    return _receive(session, row, forum, actor=actor, now=now)


def answer(
    session: Session, *, actor: Actor, forum: Forum, row: DataRequest, text: str, address: str, now: datetime
) -> None:
    """Answer a request; whoever has an account gets a letter that an answer is there, without what it says.

    Raises NotAllowed but for the secretariat, and Conflict for one's own request or one that is answered.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if row.account_id is not None and row.account_id == actor.account_id:
        raise Conflict("own_interest")
    session.refresh(row, with_for_update=True)
    if row.answered_at is not None:
        raise Conflict("request_answered")
    row.answer, row.answered_at, row.answered_by = text, now, actor.name
    session.flush()
    late = today_in(forum, now) > row.due_on
    record.write(
        session,
        actor=actor,
        now=now,
        verb="request.answered",
        subject=f"request:{row.number}",
        forum_id=forum.id,
        kind=row.kind.value,
        late=late,
    )
    _tell(session, row, ANSWERED, forum=forum, address=address, now=now)


def _receive(session: Session, row: DataRequest, forum: Forum, *, actor: Actor, now: datetime) -> DataRequest:
    """Give a request its number and its last day, and write that it came: never of whom, nor what it says."""
    row.number = next_number(session, scope=f"privacy:{forum.id}", kind="request")
    days_off = {one.day for one in holidays_of(session, forum.id)}
    term = law_of(session, forum.id).terms[row.kind]
    row.due_on = due_date(row.received_on, term, holidays=days_off)
    session.add(row)
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="request.received",
        subject=f"request:{row.number}",
        forum_id=forum.id,
        kind=row.kind.value,
        due_on=row.due_on.isoformat(),
    )
    return row


def _tell(
    session: Session, row: DataRequest, words: tuple[str, str], *, forum: Forum, address: str, now: datetime
) -> None:
    """Write to whoever asked from an account that still is there."""
    account = session.get(Account, row.account_id) if row.account_id else None
    if account is None or not account.email:
        return
    outbox.queue(
        session,
        key=f"request:{row.id}:{'answered' if row.answered_at else 'received'}",
        to=account.email,
        language=account.language,
        subject=words[0],
        body=words[1],
        now=now,
        name=account.display_name,
        forum=forum.name,
        number=row.number,
        due=row.due_on.isoformat(),
        address=address,
    )
