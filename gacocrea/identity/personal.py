"""What this stage holds about a person: the document that they gave, as a keyed hash and its last three characters.

Until no poll is open the hash stays, also of somebody who left: else one document would vote twice.
"""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from gacocrea.core.personal import Holding, Part
from gacocrea.forum.models import Forum
from gacocrea.identity import queries
from gacocrea.identity.models import DocumentClaim, Registration
from gacocrea.people.secrets import Secrets
from gacocrea.web.application import application

OFFICE = "done in office: it stays with its name"


def export(session: Session, account_id: int) -> Iterator[Part]:
    """Yield the document of a person, and where they were registered in person. Two statements."""
    own = queries.own_document(session, account_id, Secrets(application().settings.keys))
    yield Part(
        "document",
        _("Documento (solo se guardan una huella y las tres últimas cifras)"),
        (("kind", _("Clase")), ("last_three", _("Termina en")), ("at", _("Fecha"))),
        ((own.claim.kind.country, own.tail, own.claim.at),) if own else (),
    )
    met = select(Registration, Forum.name).join(Forum, Forum.id == Registration.forum_id)
    rows = session.execute(met.where(Registration.account_id == account_id)).tuples()
    yield Part(
        "registrations",
        _("Registro en persona"),
        (("forum", _("Foro")), ("at", _("Fecha")), ("by", _("Quién le atendió"))),
        tuple((forum, one.at, one.by_name) for one, forum in rows),
    )


def forget(session: Session, account_id: int) -> None:
    """Delete the hash of a document. Of a registration in person it stays that there was one, and who made it."""
    session.execute(delete(DocumentClaim).where(DocumentClaim.account_id == account_id))
    mine = update(Registration).where(Registration.account_id == account_id)
    session.execute(mine.values(document="", tail=b""))


HOLDING = Holding(
    {
        "document_claim.account_id": "stays as a keyed hash until no poll is open, then goes",
        "registration.account_id": "the document goes once no poll is open; who registered somebody stays",
        "registration.by_id": OFFICE,
        "census.read_by": OFFICE,
        "census.signed_by": OFFICE,
    },
    export,
    forget=forget,
)
