"""Annulling the ballots of an account: two persons, a cause of the manifest, the person heard, nobody sees a choice."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from gacocrea.core import outbox, permissions, record
from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean
from gacocrea.core.words import N_
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.people.models import Account
from gacocrea.voting.actions.pairs import check_pair, hold_polls
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import (
    HEARING_HOURS,
    NOTE_MAX,
    NOTE_MIN,
    REPLY_MAX,
    Annulled,
    AnnulmentCase,
    Ballot,
    CaseState,
    Poll,
    PollState,
)
from gacocrea.voting.queries import current_seal
from gacocrea.voting.rules import Signer, read_manifest

SUBJECT = N_("Se propone anular su participación en la votación de %(cycle)s")
BODY = N_(
    "Dos personas del foro pueden anular boletas por las causas que se publicaron antes de votar. Una propone "
    "anular las suyas en %(cycle)s (%(forum)s). Nadie ve qué eligió: si se anulan, sus boletas no se abren.\n\n"
    "Motivo: %(reason)s\n\n"
    "Usted puede contestar antes de %(until)s (hora de %(zone)s); después decide otra persona, de otro sector.\n"
    "%(address)s"
)
DONE_SUBJECT = N_("Decisión sobre su participación en la votación de %(cycle)s")
DONE_BODY = N_("%(cycle)s (%(forum)s).\n\nDecisión: %(decision)s\n\n%(address)s")


def propose_annulment(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    account_id: int | None,
    cause: str,
    reason: str,
    site: str = "",
    now: datetime,
) -> AnnulmentCase:
    """Propose to annul whatever an account has cast in the closed polls of a cycle, and tell the person by letter.

    They can answer for HEARING_HOURS, which must end inside the challenge window. Raises NotAllowed; Conflict
    ("not_closed", "too_late_to_hear", "case_running"); NotThere without such an account; Invalid for a cause that
    the manifest does not have or a reason shorter than NOTE_MIN.
    """
    moment = cycle.moment(now)
    permissions.require(Action.ANNUL, actor=actor, moment=moment, owner_id=account_id)
    polls = _closed(session, cycle)
    heard_until = now + timedelta(hours=HEARING_HOURS)
    if heard_until > min(poll.challenge_until or now for poll in polls):
        raise Conflict("too_late_to_hear")
    account = session.get(Account, account_id) if account_id else None
    if account is None:
        raise NotThere
    if cause not in read_manifest(polls[0].manifest).annulment_causes:
        raise Invalid("cause", "unknown_cause")
    reason = _reasoned("reason", reason)
    _check_free(session, cycle, account.id)
    case = AnnulmentCase(
        cycle_id=cycle.id, account_id=account.id, cause=cause, reason=reason, state=CaseState.HEARD,
        first_id=actor.account_id, first_name=actor.name, first_sector_id=actor.sector_id,
        at=now, heard_until=heard_until,
    )  # fmt: skip
    session.add(case)
    session.flush()
    letter = (SUBJECT, BODY)
    _write_to(session, case, cycle, letter=letter, what="proposed", site=site, now=now, reason=reason)
    _note(session, actor, cycle, case, verb="annulment.proposed", now=now)
    return case


def reply_to_case(
    session: Session, *, actor: Actor, cycle: Cycle, case: AnnulmentCase, reply: str, now: datetime
) -> AnnulmentCase:
    """Let the person answer, as long as nobody has decided. Raises NotThere for anybody else, Conflict, Invalid."""
    permissions.require(Action.OWN_PAGE, actor=actor, moment=cycle.moment(now))
    if case.account_id != actor.account_id:
        raise NotThere
    session.refresh(case, with_for_update=True)
    if case.state is not CaseState.HEARD:
        raise Conflict("case_decided")
    said = clean(reply, multiline=True)
    if not 1 <= len(said) <= REPLY_MAX:
        raise Invalid("reply", "reply_length", most=REPLY_MAX)
    case.reply, case.replied_at = said, now
    session.flush()
    return case


def confirm_annulment(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    case: AnnulmentCase,
    decision: str,
    keys: KeyRing,
    site: str = "",
    now: datetime,
) -> AnnulmentCase:
    """Annul, blind: K finds the ballots, their seals join the annulled ones, their openings are deleted unread.

    Nobody learns whether there was a ballot at all. Raises NotAllowed; Conflict ("not_closed", "case_decided",
    "still_heard" before the person answered or the hearing ended, and as `check_pair` says); Invalid; ("no_key").
    """
    permissions.require(Action.ANNUL, actor=actor, moment=cycle.moment(now), owner_id=case.account_id)
    polls = _closed(session, cycle)
    session.refresh(case, with_for_update=True)
    if case.state is not CaseState.HEARD:
        raise Conflict("case_decided")
    if now < case.heard_until and case.replied_at is None:
        raise Conflict("still_heard")
    check_pair(session, cycle=cycle, first=Signer(case.first_id, case.first_sector_id), actor=actor)
    words = _reasoned("decision", decision)
    for poll in polls:
        _take_out(session, poll, case, keys)
    return _decide(session, actor, cycle, case, state=CaseState.ANNULLED, words=words, site=site, now=now)


def drop_annulment(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    case: AnnulmentCase,
    decision: str,
    site: str = "",
    now: datetime,
) -> AnnulmentCase:
    """Drop a case with its reason; one person may. Raises NotAllowed, Conflict ("case_decided"), Invalid."""
    permissions.require(Action.ANNUL, actor=actor, moment=cycle.moment(now), owner_id=case.account_id)
    session.refresh(case, with_for_update=True)
    if case.state is not CaseState.HEARD:
        raise Conflict("case_decided")
    words = _reasoned("decision", decision)
    return _decide(session, actor, cycle, case, state=CaseState.DROPPED, words=words, site=site, now=now)


def _check_free(session: Session, cycle: Cycle, account_id: int) -> None:
    running = select(AnnulmentCase.id).where(
        AnnulmentCase.cycle_id == cycle.id,
        AnnulmentCase.account_id == account_id,
        AnnulmentCase.state != CaseState.DROPPED,
    )
    if session.scalar(running):
        raise Conflict("case_running")


def _closed(session: Session, cycle: Cycle) -> list[Poll]:
    polls = hold_polls(session, cycle)
    if not polls or polls[0].state is not PollState.CLOSED:
        raise Conflict("not_closed")
    return polls


def _take_out(session: Session, poll: Poll, case: AnnulmentCase, keys: KeyRing) -> None:
    seal = current_seal(session, poll, case.account_id, keys.load(read_manifest(poll.manifest)))
    if seal is not None:
        session.execute(insert(Annulled).values(poll_id=poll.id, seal=seal, cause=case.cause))
        session.execute(delete(Ballot).where(Ballot.poll_id == poll.id, Ballot.seal == seal))


def _reasoned(field: str, words: str) -> str:
    words = clean(words, multiline=True)
    if not NOTE_MIN <= len(words) <= NOTE_MAX:
        raise Invalid(field, "note_length", least=NOTE_MIN, most=NOTE_MAX)
    return words


def _decide(
    session: Session, actor: Actor, cycle: Cycle, case: AnnulmentCase,
    *, state: CaseState, words: str, site: str, now: datetime,
) -> AnnulmentCase:  # fmt: skip
    case.state, case.decision = state, words
    case.decided_id, case.decided_name, case.decided_at = actor.account_id, actor.name, now
    session.flush()
    letter = (DONE_SUBJECT, DONE_BODY)
    _write_to(session, case, cycle, letter=letter, what="decided", site=site, now=now, decision=words)
    _note(session, actor, cycle, case, verb=f"annulment.{state.value}", now=now)
    return case


def _write_to(
    session: Session, case: AnnulmentCase, cycle: Cycle,
    *, letter: tuple[str, str], what: str, site: str, now: datetime, **facts: str,
) -> None:  # fmt: skip
    account = session.get_one(Account, case.account_id)
    if account.email is None:
        return
    forum = session.get_one(Forum, cycle.forum_id)
    until = case.heard_until.astimezone(ZoneInfo(forum.time_zone)).strftime("%Y-%m-%d %H:%M")
    address = f"{site}/{forum.slug}/{cycle.slug}/votacion/mi-caso"
    outbox.queue(
        session, key=f"annulment:{case.id}:{what}", to=account.email, language=account.language,
        forum_id=forum.id, subject=letter[0], body=letter[1], now=now, cycle=cycle.title, forum=forum.name,
        address=address, until=until, zone=forum.time_zone, **facts,
    )  # fmt: skip


def _note(
    session: Session, actor: Actor, cycle: Cycle, case: AnnulmentCase, *, verb: str, now: datetime
) -> None:
    """Write on the public record who did what for which cause; never about whom."""
    record.write(
        session, actor=actor, now=now, verb=verb, subject=case.cause, forum_id=cycle.forum_id, cycle_id=cycle.id
    )  # fmt: skip
