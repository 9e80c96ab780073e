"""What this stage holds about a person: what they follow, and how often they hear of it."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gacocrea.core.personal import Holding, Part
from gacocrea.cycle.models import Cycle
from gacocrea.notices import queries
from gacocrea.notices.models import Following, NoticeWish, PendingNotice


def export(session: Session, account_id: int) -> Iterator[Part]:
    """Yield what a person follows and how often they hear of it. Two statements."""
    wanted = select(Following, Cycle.title).join(Cycle, Cycle.id == Following.cycle_id)
    rows = session.execute(wanted.where(Following.account_id == account_id).order_by(Following.at)).tuples()
    yield Part(
        "following",
        _("Lo que sigue"),
        (("subject", _("Qué")), ("cycle", _("Ciclo")), ("at", _("Desde")), ("is_on", _("Activo"))),
        tuple((one.subject, cycle, one.at, one.is_on) for one, cycle in rows),
    )
    yield Part(
        "notices",
        _("Cada cuánto recibe avisos"),
        (("rhythm", _("Ritmo")),),
        ((str(queries.rhythm_of(session, account_id)),),),
    )


def drop(session: Session, account_id: int, _blank: bool) -> None:
    """Forget what a person followed."""
    for table in (Following, NoticeWish, PendingNotice):
        session.execute(delete(table).where(table.account_id == account_id))


HOLDING = Holding(
    dict.fromkeys(("following.account_id", "notice_wish.account_id", "pending_notice.account_id"), "goes"),
    export,
    drop=drop,
)
