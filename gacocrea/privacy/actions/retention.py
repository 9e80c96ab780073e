"""What goes by itself, and when: one line for each rule. The worker does it, the privacy page says it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Executable, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.outbox import MOST_FAILURES, OutboxLetter
from gacocrea.core.terms import Actor
from gacocrea.core.words import N_
from gacocrea.identity.models import ClaimState, DocumentClaim, Registration
from gacocrea.learning.actions import forget_names
from gacocrea.learning.rules import NAMES_DAYS
from gacocrea.moderation.models import Report
from gacocrea.people.actions.sessions import KEPT
from gacocrea.people.models import Account, Consent, SignedSession, Token
from gacocrea.people.rules import LIFE
from gacocrea.privacy.models import DataRequest
from gacocrea.privacy.queries import is_named, polls_are_open
from gacocrea.proposals.models import Proposal, ProposalStatus, ProposalTerm, ProposalVersion

Sweep = Callable[[Session, datetime], int]
"""Take away what is older than an instant; return how many."""


@dataclass(frozen=True)
class Rule:
    """One line of the table: what goes, how many days after what, why so long, and how. Both texts are marked."""

    key: str
    what: str
    days: int
    why: str
    sweep: Sweep


def sweep(session: Session, *, now: datetime) -> dict[str, int]:
    """Take away everything that is past its time, with one entry of counts in the record; {} when nothing was."""
    counts = {rule.key: rule.sweep(session, now - timedelta(days=rule.days)) for rule in RULES}
    gone: dict[str, Any] = {key: number for key, number in counts.items() if number}
    if gone:
        record.write(session, actor=Actor(), now=now, verb="data.swept", subject="retention", **gone)
    return gone


def _count(session: Session, statement: Executable) -> int:
    return int(getattr(session.execute(statement), "rowcount", 0))


def _unconfirmed(session: Session, before: datetime) -> int:
    """Delete accounts that nobody confirmed and nothing names; while a poll is open no number of an account goes."""
    if polls_are_open(session):
        return 0
    known = or_(Account.email_confirmed_at.is_not(None), Account.outside_key.is_not(None))
    wanted = select(Account.id).where(~known, Account.left_at.is_(None), Account.created_at < before)
    own = (Token, Consent, SignedSession)
    names = [table.__tablename__ for table in own]
    loose = [one for one in session.scalars(wanted).all() if not is_named(session, one, besides=names)]
    for table in own:
        session.execute(delete(table).where(table.account_id.in_(loose)))
    return _count(session, delete(Account).where(Account.id.in_(loose)))


def _tokens(session: Session, before: datetime) -> int:
    return _count(session, delete(Token).where(or_(Token.expires_at < before, Token.used_at < before)))


def _sessions(session: Session, before: datetime) -> int:
    """Delete sessions that have ended, or lived out their life, before then."""
    over = or_(SignedSession.created_at < before - LIFE, SignedSession.ended_at < before)
    return _count(session, delete(SignedSession).where(over))


def _letters(session: Session, before: datetime) -> int:
    """Take address and content out of letters; the row stays, so that no letter is written twice."""
    old = and_(OutboxLetter.queued_at < before, OutboxLetter.to != "")
    return _count(session, update(OutboxLetter).where(old).values(to="", facts={}, failures=MOST_FAILURES))


def _drafts(session: Session, before: datetime) -> int:
    drafts = list(
        session.scalars(
            select(Proposal.id).where(Proposal.status == ProposalStatus.DRAFT, Proposal.changed_at < before)
        )
    )
    for table in (ProposalVersion, ProposalTerm):
        session.execute(delete(table).where(table.proposal_id.in_(drafts)))
    return _count(session, delete(Proposal).where(Proposal.id.in_(drafts)))


def _sheets(session: Session, before: datetime) -> int:
    """Take the document out of registrations in person whose code nobody used in time."""
    unused = and_(
        Registration.account_id.is_(None), Registration.expires_at < before, Registration.document != ""
    )
    return _count(session, update(Registration).where(unused).values(document="", tail=b""))


def _claims(session: Session, before: datetime) -> int:
    """Delete documents that were given up; while a poll is open none goes, for it may have voted."""
    if polls_are_open(session):
        return 0
    dropped = and_(DocumentClaim.state == ClaimState.DROPPED, DocumentClaim.at < before)
    return _count(session, delete(DocumentClaim).where(dropped))


def _reports(session: Session, before: datetime) -> int:
    ruled = and_(Report.ruling_id.is_not(None), Report.at < before, Report.words != "")
    return _count(session, update(Report).where(ruled).values(words=""))


def _requests(session: Session, before: datetime) -> int:
    old = and_(DataRequest.answered_at < before, or_(DataRequest.text != "", DataRequest.name != ""))
    return _count(session, update(DataRequest).where(old).values(name="", contact="", text="", answer=""))


RULES = (
    Rule(
        "unconfirmed",
        N_("Cuentas cuyo correo nadie confirmó"),
        7,
        N_("Nadie las usa; el enlace vence a los dos días."),
        _unconfirmed,
    ),
    Rule(
        "tokens",
        N_("Enlaces de un solo uso que ya vencieron o se usaron"),
        1,
        N_("Ya no sirven para nada."),
        _tokens,
    ),
    Rule(
        "sessions",
        N_("Sesiones que terminaron"),
        KEPT.days,
        N_("Para que usted pueda ver quién entró con su cuenta."),
        _sessions,
    ),
    Rule(
        "letters",
        N_("A quién se envió cada carta, y lo que decía una que no pudo salir"),
        30,
        N_("Para comprobar que una carta salió; lo que dice se olvida al enviarla."),
        _letters,
    ),
    Rule(
        "drafts",
        N_("Borradores de propuestas que nadie tocó"),
        365,
        N_("Un año da tiempo a retomarlos; nadie más los vio."),
        _drafts,
    ),
    Rule(
        "sheets",
        N_("El documento de un registro en persona cuyo código nadie usó"),
        30,
        N_("El código ya venció; si la persona vuelve, se registra otra vez."),
        _sheets,
    ),
    Rule(
        "claims",
        N_("Documentos que una cuenta dio y después dejó"),
        365,
        N_("Un año alcanza para frenar a quien prueba documentos ajenos."),
        _claims,
    ),
    Rule(
        "reports",
        N_("Las palabras de quien denunció un texto, si ya se resolvió"),
        365,
        N_("Sirven mientras se puede apelar; después basta saber que hubo una denuncia."),
        _reports,
    ),
    Rule(
        "courses",
        N_("Los nombres de quienes se inscribieron en un curso"),
        NAMES_DAYS,
        N_("Seis meses alcanzan para emitir certificados; después basta saber cuántas personas vinieron."),
        lambda session, before: forget_names(session, before=before),
    ),
    Rule(
        "requests",
        N_("Nombre, contacto y texto de las solicitudes sobre datos ya respondidas"),
        730,
        N_("Dos años alcanzan para un reclamo ante la autoridad."),
        _requests,
    ),
)
