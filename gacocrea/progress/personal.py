"""What this stage holds about a person: the reports that they gave in office."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.personal import Holding, Part
from gacocrea.progress.models import ProgressReport
from gacocrea.web.labels import label


def export(session: Session, account_id: int) -> Iterator[Part]:
    """Yield what a person reported of milestones. One statement."""
    said = select(ProgressReport).where(ProgressReport.by_id == account_id).order_by(ProgressReport.at)
    yield Part(
        "progress_reports",
        _("Reportes de avance que usted dio"),
        (("at", _("Fecha")), ("completion", _("Avance")), ("note", _("Nota")), ("evidence", _("Evidencia"))),
        tuple((one.at, label(one.completion), one.note, one.evidence) for one in session.scalars(said)),
    )


HOLDING = Holding({"progress_report.by_id": "said in office: it stays with its name"}, export)
