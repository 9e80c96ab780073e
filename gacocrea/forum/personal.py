"""What this stage holds about a person: offices, and what they said and voted in them, which is public."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.personal import Holding, Part
from gacocrea.core.text import reference
from gacocrea.forum.models import Attendance, Forum, Meeting, Membership, MinutesComment, Motion, MotionSeat
from gacocrea.web.labels import label

OFFICE = "done in office: it stays with its name"


def export(session: Session, account_id: int) -> Iterator[Part]:
    """Yield a person's offices, their votes on motions, and the meetings at which they were. Four statements."""
    held = select(Membership, Forum.name).join(Forum, Forum.id == Membership.forum_id)
    terms = session.execute(
        held.where(Membership.account_id == account_id).order_by(Membership.starts_on)
    ).tuples()
    yield Part(
        "offices",
        _("Cargos en el foro"),
        (("forum", _("Foro")), ("role", _("Papel")), ("institution", _("Institución")),
         ("appointment", _("Nombramiento")), ("starts_on", _("Desde")), ("ends_on", _("Hasta"))),
        tuple(
            (forum, label(one.role), one.institution, one.appointment, one.starts_on, one.ends_on)
            for one, forum in terms
        ),
    )  # fmt: skip
    cast = select(MotionSeat, Motion.number, Motion.title).join(Motion, Motion.id == MotionSeat.motion_id)
    votes = session.execute(cast.where(MotionSeat.account_id == account_id).order_by(Motion.id)).tuples()
    yield Part(
        "motion_votes",
        _("Votos sobre mociones, que son públicos"),
        (("motion", _("Moción")), ("title", _("Título")), ("at", _("Fecha")), ("choice", _("Voto")),
         ("dissent", _("Voto razonado"))),
        tuple(
            (reference("M", number), title, one.at, label(one.choice) if one.choice else one.recusal, one.dissent)
            for one, number, title in votes
        ),
    )  # fmt: skip
    yield from _meetings(session, account_id)


def _meetings(session: Session, account_id: int) -> Iterator[Part]:
    came = select(Meeting.title, Meeting.starts_at).join(Attendance, Attendance.meeting_id == Meeting.id)
    seen = session.execute(came.where(Attendance.account_id == account_id).order_by(Meeting.id)).tuples()
    columns = (("meeting", _("Reunión")), ("at", _("Fecha")))
    yield Part("meetings", _("Reuniones a las que asistió"), columns, tuple(seen))
    said = select(Meeting.title, MinutesComment.at, MinutesComment.text).join(
        MinutesComment, MinutesComment.meeting_id == Meeting.id
    )
    rows = session.execute(said.where(MinutesComment.account_id == account_id).order_by(MinutesComment.id))
    yield Part(
        "minutes_comments",
        _("Comentarios a las actas"),
        (*columns, ("text", _("Texto"))),
        tuple(rows.tuples()),
    )


HOLDING = Holding(
    {
        "membership.account_id": "a term in office is public and stays; nobody leaves while it runs",
        "motion.proposer_id": OFFICE,
        "motion_seat.account_id": OFFICE,
        "attendance.account_id": OFFICE,
        "minutes_comment.account_id": OFFICE,
        "minutes_signature.account_id": OFFICE,
    },
    export,
)
