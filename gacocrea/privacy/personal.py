"""What this stage holds about a person: requests about data, and the wish to leave."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gacocrea.core.personal import GONE, Holding, Part
from gacocrea.privacy import queries
from gacocrea.privacy.models import DataRequest, Leaving
from gacocrea.web.labels import label


def export(session: Session, account_id: int) -> Iterator[Part]:
    """Yield a person's requests, and whether they asked to leave. Two statements."""
    yield Part(
        "data_requests",
        _("Solicitudes sobre sus datos"),
        (("forum", _("Foro")), ("number", _("Número")), ("kind", _("Qué pidió")), ("text", _("Lo que escribió")),
         ("received_on", _("Recibida")), ("due_on", _("Responder hasta")), ("answer", _("Respuesta"))),
        tuple(
            (forum.name, one.number, label(one.kind), one.text, one.received_on, one.due_on, one.answer)
            for one, forum in queries.own_requests(session, account_id)
        ),
    )  # fmt: skip
    wishes = session.scalars(select(Leaving).where(Leaving.account_id == account_id))
    yield Part(
        "leaving",
        _("Baja pedida"),
        (("asked_at", _("Fecha")), ("due_at", _("Se hará"))),
        tuple((one.asked_at, one.due_at) for one in wishes),
    )


def drop(session: Session, account_id: int, _blank: bool) -> None:
    """Take name, address and words out of a person's requests; their dates stay, to be counted."""
    mine = update(DataRequest).where(DataRequest.account_id == account_id)
    session.execute(mine.values(name=GONE, contact="", text="", answer=""))


HOLDING = Holding(
    {
        "data_request.account_id": "the request stays to be counted, without name, address and words",
        "leaving.account_id": "goes with the last trace of the account",
    },
    export,
    drop=drop,
)
