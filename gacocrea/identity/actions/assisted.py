"""In person: the secretariat sees somebody with a document, and writes that down; the person's account gets level 3.

No official needs to look an account up, and none is opened for anybody: the person takes a code home, on paper or
by mail, and joins the registration to an account of their own. Who shows the document in person comes before
whoever typed its number.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, IdentityLevel, Moment
from gacocrea.forum.models import Forum
from gacocrea.identity.actions import letters
from gacocrea.identity.models import ClaimState, DocumentClaim, Registration
from gacocrea.identity.rules import CODE_LIFE, Sealed, code_digest, new_code, sealed_document, shown_code
from gacocrea.people.actions import raise_level, standing_proof, withdraw_proof
from gacocrea.people.models import Account
from gacocrea.people.models.documents import DocumentKind
from gacocrea.people.secrets import Secrets

PROOF = "in_person"
SHOWN_BY_ANOTHER = "Otra persona mostró este documento en la secretaría."


@dataclass(frozen=True)
class Sheet:
    """What the person takes along: the registration, and the code that nobody can read again."""

    registration: Registration
    code: str


@dataclass(frozen=True)
class Seen:
    """The document that an official has in hand."""

    kind: DocumentKind
    number: str


def register_person(
    session: Session, *, actor: Actor, forum: Forum, seen: Seen, keys: Secrets, now: datetime
) -> Sheet:
    """Register somebody who is there with a document, and return the sheet with its one-time code.

    Registering the same document again makes the code of before worthless. Nothing says whether the document is
    known. Raises NotAllowed, and Invalid for a kind that the forum does not take or a number that cannot be one.
    """
    require(Action.REGISTER_PERSON, actor=actor, moment=Moment(now))
    if seen.kind not in forum.documents:
        raise Invalid("kind", "document_not_accepted")
    sealed = sealed_document(keys, seen.kind, seen.number)
    _cancel_open(session, sealed.document, now)
    code = new_code()
    registration = _registration(session, actor, forum, sealed, code=code_digest(keys, code), now=now)
    return Sheet(registration, shown_code(code))


def cancel_registration(session: Session, *, actor: Actor, registration: Registration, now: datetime) -> None:
    """Make the code of a sheet worthless that nobody has used. Raises NotAllowed; Invalid("code") for a used one."""
    require(Action.REGISTER_PERSON, actor=actor, moment=Moment(now))
    session.refresh(registration, with_for_update=True)
    if registration.used_at is not None:
        raise Invalid("code", "code_gone")
    registration.cancelled_at = registration.cancelled_at or now
    _write(session, actor, registration, "registration.cancelled", now)


def take_over(
    session: Session, *, actor: Actor, account: Account, code: str, keys: Secrets, now: datetime
) -> Account:
    """Join a registration in person to an account: level 3, and the document that was seen.

    Raises NotAllowed; Invalid("code", "code_gone") for a code that is wrong, used, cancelled or old: one answer for
    all; Invalid("code", "own_registration") for the official who wrote the sheet.
    """
    require(Action.PROVE_IDENTITY, actor=actor, moment=Moment(now))
    wanted = select(Registration).where(Registration.code == code_digest(keys, code)).with_for_update()
    found = session.scalar(wanted)
    if found is None or found.used_at or found.cancelled_at or now >= found.expires_at:
        raise Invalid("code", "code_gone")
    if found.by_id == account.id:
        raise Invalid("code", "own_registration")
    give_document(session, account=account, registration=found, now=now)
    return account


def give_document(session: Session, *, account: Account, registration: Registration, now: datetime) -> None:
    """Let an account hold the document that was seen in person, and nobody else; tell everyone concerned."""
    session.refresh(account, with_for_update=True)
    registration.used_at, registration.account_id = now, account.id
    others = select(DocumentClaim).where(
        DocumentClaim.document == registration.document,
        DocumentClaim.account_id != account.id,
        DocumentClaim.state != ClaimState.DROPPED,
    )
    for other in session.scalars(others.with_for_update()).all():
        _take_away(session, other, now)
    mine = DocumentClaim.account_id == account.id
    session.execute(update(DocumentClaim).where(mine).values(state=ClaimState.DROPPED))
    session.add(
        DocumentClaim(
            account_id=account.id, forum_id=registration.forum_id, kind=registration.kind,
            document=registration.document, tail=registration.tail, state=ClaimState.HELD, at=now, fact="",
        )
    )  # fmt: skip
    session.flush()
    level = IdentityLevel.IN_PERSON
    raise_level(session, account=account, level=level, proof=PROOF, now=now, forum_id=registration.forum_id)
    letters.tell_in_person(session, account=account, number=registration.id, now=now)


def write_registration(
    session: Session, *, actor: Actor, forum: Forum, sealed: Sealed, now: datetime
) -> Registration:
    """Write down that an official saw a document, where no sheet is needed: its code is known to nobody."""
    return _registration(session, actor, forum, sealed, code=f"none:{new_code()}{new_code()}", now=now)


def _take_away(session: Session, claim: DocumentClaim, now: datetime) -> None:
    """Drop another account's claim on a document; whoever held it falls back to what else they proved."""
    account = session.get_one(Account, claim.account_id)
    was_held, claim.state = claim.state is ClaimState.HELD, ClaimState.DROPPED
    session.flush()
    if not was_held:
        return
    for kind in ("document", PROOF):
        proof = standing_proof(session, account_id=account.id, proof=kind)
        if proof is not None:
            withdraw_proof(session, account=account, proof=proof, reason=SHOWN_BY_ANOTHER, now=now)
    letters.tell_dropped(session, account=account, claim=claim, now=now)


def _cancel_open(session: Session, document: str, now: datetime) -> None:
    is_open = (Registration.used_at.is_(None), Registration.cancelled_at.is_(None))
    mine = update(Registration).where(Registration.document == document, *is_open)
    session.execute(mine.values(cancelled_at=now))


def _registration(
    session: Session, actor: Actor, forum: Forum, sealed: Sealed, *, code: str, now: datetime
) -> Registration:
    made = Registration(
        forum_id=forum.id, kind=sealed.kind, document=sealed.document, tail=sealed.tail, code=code, at=now,
        by_id=actor.account_id, by_name=actor.name, expires_at=now + CODE_LIFE,
    )  # fmt: skip
    made.number = next_number(session, scope=f"forum:{forum.id}", kind="registration")
    session.add(made)
    session.flush()
    _write(session, actor, made, "registration.written", now)
    return made


def _write(session: Session, actor: Actor, registration: Registration, verb: str, now: datetime) -> None:
    """Write the public line: which official, which registration; it names nobody who was registered."""
    subject = f"registration:{registration.number}"
    record.write(session, actor=actor, now=now, verb=verb, subject=subject, forum_id=registration.forum_id)
