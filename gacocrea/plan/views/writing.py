"""The kinds of file in which the finished plan leaves, and how each is written."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from flask_babel import force_locale, gettext

from gacocrea.plan.archive_json import to_json
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.docx import to_docx
from gacocrea.plan.odt import to_odt
from gacocrea.plan.pdf import Told, to_pdf, unheard
from gacocrea.plan.tables import to_csv

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "application/zip",
}


def written(plan: PlanDocument, kind: str, told: Told = unheard) -> bytes:
    """Return the finished file: "docx", "odt", "pdf", "json", or "csv" (a zip of tables); `told` hears of each step."""
    with force_locale(plan.language):
        if kind == "docx":
            return to_docx(plan, gettext)
        if kind == "odt":
            return to_odt(plan, gettext)
        if kind == "pdf":
            return to_pdf(plan, gettext, told)
        if kind == "json":
            return to_json(plan)
        return _zipped(to_csv(plan))


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
