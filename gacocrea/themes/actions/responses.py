"""How a response is stored: the earlier one stays readable, the theme's credit follows, the author is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core import numbering, outbox
from gacocrea.core.errors import Conflict
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference
from gacocrea.core.words import N_
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Sector
from gacocrea.people.models import Account
from gacocrea.proposals.models import Proposal
from gacocrea.themes.models import Outcome, Response, Theme, ThemeProposal

SUBJECTS: dict[Outcome, str] = {
    Outcome.ADOPTED: N_("Su propuesta %(reference)s se recoge en un tema"),
    Outcome.MERGED: N_("Su propuesta %(reference)s se une a un tema"),
    Outcome.PARTLY: N_("Su propuesta %(reference)s se recoge en parte"),
    Outcome.ALREADY_EXISTS: N_("Su propuesta %(reference)s: lo que pide ya existe"),
    Outcome.OUT_OF_SCOPE: N_("Su propuesta %(reference)s no es de gobierno abierto"),
    Outcome.OTHER_BODY: N_("Su propuesta %(reference)s corresponde a otra entidad"),
    Outcome.NOT_VERIFIABLE: N_("Su propuesta %(reference)s no se puede verificar"),
    Outcome.NEXT_CYCLE: N_("Su propuesta %(reference)s pasa al siguiente ciclo"),
    Outcome.RETURNED: N_("Su propuesta %(reference)s necesita cambios"),
}
IN_A_THEME = N_(
    "%(name)s:\n\nEl grupo núcleo respondió a su propuesta «%(title)s». Está en el tema %(theme)s, y su nombre "
    "consta entre sus autores.\n\n%(reason)s\n\nRespondió: %(by)s.\nLa respuesta es pública: %(address)s\n"
)
WITHOUT_THEME = N_(
    "%(name)s:\n\nEl grupo núcleo respondió a su propuesta «%(title)s».\n\n%(reason)s\n\n"
    "Respondió: %(by)s.\nLa respuesta es pública: %(address)s\n"
)
FOR_CHANGES = N_(
    "%(name)s:\n\nEl grupo núcleo leyó su propuesta «%(title)s» y se la devuelve para que la cambie.\n\n"
    "%(reason)s\n\nRespondió: %(by)s.\nPuede editarla y enviarla de nuevo aquí: %(address)s\n"
)


@dataclass(frozen=True)
class Words:
    """What a response says, already checked."""

    outcome: Outcome
    reason: str
    institution: str = ""
    rule: str = ""
    """The published rule that it cites, where it declines."""


def current(session: Session, proposal: Proposal) -> Response | None:
    """Return the response that holds now."""
    held = select(Response).where(Response.proposal_id == proposal.id, Response.is_current)
    return session.scalar(held)


def store(
    session: Session, *, actor: Actor, proposal: Proposal, words: Words, theme: Theme | None, now: datetime
) -> Response:
    """Add a response after the one that held until now, and put the proposal where it says.

    Raises Conflict("ballot_frozen") when that would change a theme that is on the ballot.
    """
    previous = current(session, proposal)
    before = session.get(Theme, previous.theme_id) if previous and previous.theme_id else None
    if before is not theme and any(each and each.frozen_at for each in (before, theme)):
        raise Conflict("ballot_frozen")
    if previous:
        previous.is_current = False
    last = select(func.max(Response.number)).where(Response.proposal_id == proposal.id)
    sector = session.get(Sector, actor.sector_id) if actor.sector_id else None
    response = Response(
        proposal_id=proposal.id,
        number=(session.scalar(last) or 0) + 1,
        is_current=True,
        outcome=words.outcome,
        reason=words.reason,
        institution=words.institution,
        rule=words.rule,
        theme_id=theme.id if theme else None,
        by_id=actor.account_id,
        by_name=actor.name,
        by_sector=sector.name if sector else "",
        by_sector_id=actor.sector_id,
        at=now,
    )
    session.add(response)
    credit(session, proposal, theme, now)
    session.flush()
    return response


def credit(session: Session, proposal: Proposal, theme: Theme | None, now: datetime) -> None:
    """Put a proposal in a theme, or in none; its author's credit goes with it."""
    place = session.get(ThemeProposal, proposal.id)
    if place and (theme is None or place.theme_id != theme.id):
        session.delete(place)
        session.flush()
        place = None
    if theme and not place:
        session.add(ThemeProposal(proposal_id=proposal.id, theme_id=theme.id, at=now))


def add_theme(
    session: Session,
    *,
    cycle: Cycle,
    pillar_id: int,
    wording: tuple[str, str],
    now: datetime,
    source_key: str | None = None,
) -> Theme:
    """Add a theme with the next number of the cycle; `wording` is its checked title and summary.

    Raises Conflict("ballot_frozen") once the polls are open: it could not be voted any more.
    """
    frozen = select(Theme.id).where(Theme.cycle_id == cycle.id, Theme.frozen_at.is_not(None)).limit(1)
    if session.scalar(frozen) is not None:
        raise Conflict("ballot_frozen")
    title, summary = wording
    theme = Theme(
        cycle_id=cycle.id,
        pillar_id=pillar_id,
        number=numbering.next_number(session, scope=f"cycle:{cycle.id}", kind="T"),
        title=title,
        summary=summary,
        source_key=source_key,
        created_at=now,
        changed_at=now,
    )
    session.add(theme)
    session.flush()
    return theme


def letter_key(response: Response) -> str:
    """Return the key of the letter that tells a response."""
    return f"response:{response.proposal_id}:{response.number}"


def _with_rule(response: Response) -> str:
    return f"{response.reason}\n\n§ {response.rule}" if response.rule else response.reason


def tell_author(
    session: Session,
    *,
    proposal: Proposal,
    response: Response,
    theme: Theme | None,
    address: Callable[[str], str],
    now: datetime,
) -> None:
    """Write to the author what was decided and why; a workshop or a file has no address to write to."""
    author = session.get(Account, proposal.author_id) if proposal.author_id else None
    if author is None or author.email is None or proposal.number is None:
        return
    quoted = reference("P", proposal.number)
    others = FOR_CHANGES if response.outcome is Outcome.RETURNED else WITHOUT_THEME
    outbox.queue(
        session,
        key=letter_key(response),
        to=author.email,
        language=author.language,
        subject=SUBJECTS[response.outcome],
        body=IN_A_THEME if theme else others,
        now=now,
        reference=quoted,
        name=proposal.author_name,
        title=proposal.title,
        theme=f"{reference('T', theme.number)}, «{theme.title}»" if theme else "",
        reason=_with_rule(response),
        by=", ".join(part for part in (response.by_name, response.by_sector) if part),
        address=address(quoted),
    )
