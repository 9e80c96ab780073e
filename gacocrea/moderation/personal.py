"""What this stage holds about a person: reports and appeals. What officials decided stays, with who decided."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gacocrea.core.personal import Holding, Part
from gacocrea.core.text import reference
from gacocrea.moderation.models import Appeal, Report
from gacocrea.proposals.models import Proposal
from gacocrea.web.labels import label


def export(session: Session, account_id: int) -> Iterator[Part]:
    """Yield what a person reported and appealed against. Two statements."""
    told = select(Report, Proposal.number).join(Proposal, Proposal.id == Report.proposal_id)
    reports = session.execute(told.where(Report.reporter_id == account_id).order_by(Report.id)).tuples()
    yield Part(
        "reports",
        _("Textos que usted denunció"),
        (
            ("proposal", _("Propuesta")),
            ("at", _("Fecha")),
            ("rule", _("Regla")),
            ("words", _("Lo que escribió")),
        ),
        tuple((reference("P", number or 0), one.at, one.rule, one.words) for one, number in reports),
    )
    heard = select(Appeal, Proposal.number).join(Proposal, Proposal.id == Appeal.proposal_id)
    appeals = session.execute(heard.where(Appeal.by_id == account_id).order_by(Appeal.id)).tuples()
    yield Part(
        "appeals",
        _("Apelaciones"),
        (("proposal", _("Propuesta")), ("at", _("Fecha")), ("words", _("Lo que escribió")),
         ("outcome", _("Resultado")), ("reason", _("Motivo"))),
        tuple(
            (reference("P", number or 0), one.at, one.words, label(one.outcome) if one.outcome else "", one.reason)
            for one, number in appeals
        ),
    )  # fmt: skip


def drop(session: Session, account_id: int, _blank: bool) -> None:
    """Take the words out of a person's reports; that a text was reported, and what came of it, stays."""
    session.execute(update(Report).where(Report.reporter_id == account_id).values(words=""))


HOLDING = Holding(
    {
        "report.reporter_id": "never public; its words go, the fact stays with a bare number",
        "appeal.by_id": "stays with a bare number: it belongs to the public answer to a text",
        "appeal.against_id": "who decided, in office",
        "ruling.by_id": "who decided, in office",
    },
    export,
    drop=drop,
)
