"""What this stage holds about a person: what they signed in office, and annulments that concern them. Never a choice.

Before publication a ballot lies under a pseudonym, afterwards under none: see docs/voting-protocol.md.
"""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.personal import Holding, Part
from gacocrea.cycle.models import Cycle
from gacocrea.voting.models import AnnulmentCase, Signature
from gacocrea.web.labels import label

OFFICE = "signed in office: the signature stays with its name"


def export(session: Session, account_id: int) -> Iterator[Part]:
    """Yield what a person signed, and the annulments in which they were heard. Two statements."""
    signed = select(Signature, Cycle.title).join(Cycle, Cycle.id == Signature.cycle_id)
    steps = session.execute(signed.where(Signature.account_id == account_id).order_by(Signature.at)).tuples()
    yield Part(
        "poll_signatures",
        _("Pasos de la votación que usted firmó"),
        (("cycle", _("Ciclo")), ("step", _("Paso")), ("at", _("Fecha"))),
        tuple((cycle, label(one.step), one.at) for one, cycle in steps),
    )
    heard = select(AnnulmentCase).where(AnnulmentCase.account_id == account_id).order_by(AnnulmentCase.id)
    yield Part(
        "annulments",
        _("Anulaciones en las que se le escuchó"),
        (("at", _("Fecha")), ("cause", _("Causa")), ("reason", _("Motivo")), ("state", _("Estado")),
         ("reply", _("Lo que contestó"))),
        tuple((one.at, one.cause, one.reason, label(one.state), one.reply) for one in session.scalars(heard)),
    )  # fmt: skip


HOLDING = Holding(
    {
        "signature.account_id": OFFICE,
        "paper_batch.first_id": OFFICE,
        "paper_batch.second_id": OFFICE,
        "poll_motion.first_id": OFFICE,
        "poll_motion.second_id": OFFICE,
        "annulment_case.account_id": "stays with a bare number: an annulment is accounted for, never public",
        "annulment_case.first_id": OFFICE,
        "annulment_case.decided_id": OFFICE,
    },
    export,
)
