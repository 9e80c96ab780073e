"""What this stage holds about a person: proposals and arguments."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from gacocrea.core.personal import BLANKED, Holding, Part
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.proposals.models import Argument, Proposal, ProposalStatus, ProposalTerm, ProposalVersion
from gacocrea.web.labels import label

AWAITING = (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED)
"""A proposal that nobody answered is in no theme: it can be withdrawn, and its words can go."""


def export(session: Session, account_id: int) -> Iterator[Part]:
    """Yield a person's proposals, drafts too, and arguments. Two statements."""
    wanted = select(Proposal, Cycle.title).join(Cycle, Cycle.id == Proposal.cycle_id)
    mine = session.execute(wanted.where(Proposal.author_id == account_id).order_by(Proposal.id)).tuples()
    yield Part(
        "proposals",
        _("Propuestas y borradores"),
        (("reference", _("Número")), ("cycle", _("Ciclo")), ("status", _("Estado")), ("created_at", _("Escrita")),
         ("title", _("Título")), ("problem", _("Problema")), ("solution", _("Solución")),
         ("affected", _("A quiénes afecta")), ("territory", _("Territorio")), ("institution", _("Institución"))),
        tuple(
            (reference("P", one.number) if one.number else "", cycle, label(one.status), one.created_at, one.title,
             one.problem, one.solution, one.affected, one.territory, one.institution)
            for one, cycle in mine
        ),
    )  # fmt: skip
    said = select(Argument, Proposal.number).join(Proposal, Proposal.id == Argument.proposal_id)
    rows = session.execute(said.where(Argument.author_id == account_id).order_by(Argument.id)).tuples()
    yield Part(
        "arguments",
        _("Argumentos"),
        (("proposal", _("Propuesta")), ("at", _("Fecha")), ("stance", _("Postura")), ("text", _("Texto"))),
        tuple((reference("P", number or 0), one.at, label(one.stance), one.text) for one, number in rows),
    )


def credit(session: Session, account_id: int, name: str) -> None:
    """Let a person's proposals and arguments say another name."""
    for table in (Proposal, Argument):
        session.execute(update(table).where(table.author_id == account_id).values(author_name=name))


def drop(session: Session, account_id: int, blank: bool) -> None:
    """Drop drafts; `blank`: also the words of proposals that wait for an answer, and of every argument."""
    mine = select(Proposal.id).where(Proposal.author_id == account_id)
    drafts = list(session.scalars(mine.where(Proposal.status == ProposalStatus.DRAFT)))
    for table in (ProposalVersion, ProposalTerm):
        session.execute(delete(table).where(table.proposal_id.in_(drafts)))
    session.execute(delete(Proposal).where(Proposal.id.in_(drafts)))
    if not blank:
        return
    session.execute(update(Argument).where(Argument.author_id == account_id).values(text=BLANKED))
    waiting = list(session.scalars(mine.where(Proposal.status.in_([*AWAITING, ProposalStatus.WITHDRAWN]))))
    nothing = {"problem": "", "solution": "", "affected": "", "territory": "", "institution": ""}
    session.execute(
        update(Proposal)
        .where(Proposal.id.in_(waiting))
        .values(status=ProposalStatus.WITHDRAWN, title=BLANKED, **nothing)
    )
    for table in (ProposalVersion, ProposalTerm):
        session.execute(delete(table).where(table.proposal_id.in_(waiting)))


HOLDING = Holding(
    {
        "proposal.author_id": "drafts go; what was submitted stays without a name, or blank where nobody answered it",
        "argument.author_id": "the argument stays without a name, or blank",
    },
    export, credit, drop,
)  # fmt: skip
