"""The kinds of file in which the finished plan leaves, and how each is written."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from flask_babel import force_locale, gettext

from gacocrea.plan.archive_json import to_json
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.docx import to_docx
from gacocrea.plan.odt import to_odt
from gacocrea.plan.paper.html import to_html
from gacocrea.plan.paper.sheets import to_sheets
from gacocrea.plan.pdf import Told, to_pdf, unheard
from gacocrea.plan.pdf.wall import to_wall
from gacocrea.plan.tables import to_csv

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "application/zip",
    "html": "text/html",
    "fichas": "application/zip",
    "pared-a3": "application/pdf",
    "pared-a4": "application/pdf",
}
"""What the finished plan leaves as; `fichas` are all its commitments as sheets, `pared` one page for a wall."""
ENDINGS = {"csv": ".zip", "fichas": "-fichas.zip", "pared-a3": "-pared-a3.pdf", "pared-a4": "-pared-a4.pdf"}
"""How the name of a file ends, where it is not the kind."""


def written(plan: PlanDocument, kind: str, told: Told = unheard) -> bytes:
    """Return the finished file, one of `KINDS`; `told` hears of each step."""
    with force_locale(plan.language):
        if kind == "docx":
            return to_docx(plan, gettext)
        if kind == "odt":
            return to_odt(plan, gettext)
        if kind == "pdf":
            return to_pdf(plan, gettext, told)
        return _written_otherwise(plan, kind, told)


def _written_otherwise(plan: PlanDocument, kind: str, told: Told) -> bytes:
    if kind == "json":
        return to_json(plan)
    if kind == "html":
        return to_html(plan, gettext)
    if kind == "fichas":
        return to_sheets(plan, gettext, told)
    if kind.startswith("pared-"):
        return to_wall(plan, gettext, "a4" if kind == "pared-a4" else "a3")
    return _zipped(to_csv(plan))


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
