"""What this stage holds about a person: the responses that they gave in office, and what they noted and took."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.personal import Holding, Part
from gacocrea.core.text import reference
from gacocrea.proposals.models import Proposal
from gacocrea.themes.models import DeskNote, Response
from gacocrea.web.labels import label


def export(session: Session, account_id: int) -> Iterator[Part]:
    """Yield the responses that a person gave, and their notes. Two statements."""
    wanted = select(Response, Proposal.number).join(Proposal, Proposal.id == Response.proposal_id)
    given = session.execute(wanted.where(Response.by_id == account_id).order_by(Response.at)).tuples()
    yield Part(
        "responses",
        _("Respuestas que usted dio"),
        (
            ("proposal", _("Propuesta")),
            ("at", _("Fecha")),
            ("outcome", _("Resultado")),
            ("reason", _("Motivo")),
        ),
        tuple((reference("P", number or 0), one.at, label(one.outcome), one.reason) for one, number in given),
    )
    yield from noted(session, account_id)


def noted(session: Session, account_id: int) -> Iterator[Part]:
    """Yield the notes that a person left at the desk. One statement."""
    wanted = select(DeskNote, Proposal.number).join(Proposal, Proposal.id == DeskNote.proposal_id)
    left = session.execute(wanted.where(DeskNote.by_id == account_id).order_by(DeskNote.id)).tuples()
    yield Part(
        "notes",
        _("Notas que usted dejó en la mesa"),
        (("proposal", _("Propuesta")), ("at", _("Fecha")), ("text", _("Nota"))),
        tuple((reference("P", number or 0), one.at, one.text) for one, number in left),
    )


HOLDING = Holding(
    {
        "response.by_id": "who answered, in office: the answer stays with its name",
        "desk_note.by_id": "who noted, in office: the note stays with its name",
        "desk_duty.by_id": "who took a proposal, in office",
    },
    export,
)
