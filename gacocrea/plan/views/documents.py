"""What people ask of the plan: read the draft, and take it away as a document."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action, explain
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.plan import queries
from gacocrea.plan.archive_json import to_json
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.docx import to_docx
from gacocrea.plan.odt import to_odt
from gacocrea.plan.pdf import to_pdf
from gacocrea.plan.tables import to_csv
from gacocrea.plan.views.base import bp
from gacocrea.plan.views.gathering import gather
from gacocrea.themes import queries as themes
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.reading import LANGUAGES, language

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "application/zip",
}


def written(plan: PlanDocument, kind: str) -> bytes:
    """Return the finished file: "docx", "pdf", "json", or "csv" (a zip of tables)."""
    with force_locale(plan.language):
        if kind == "docx":
            return to_docx(plan, gettext)
        if kind == "odt":
            return to_odt(plan, gettext)
        if kind == "pdf":
            return to_pdf(plan, gettext)
        if kind == "json":
            return to_json(plan)
        return _zipped(to_csv(plan))


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@bp.get("/<forum>/<cycle>/plan")
@needs(Action.READ)
def show() -> ResponseReturnValue:
    plan = gather(this_forum(), this_cycle(), language(), with_annex=False)
    may_export = explain(Action.EXPORT_PLAN, actor=actor(), moment=moment()).allowed
    return render_template(
        "plan/pages/show.html",
        plan=plan,
        may_export=may_export,
        versions=queries.plan_versions(db.session(), this_cycle().id),
    )


@bp.get("/<forum>/<cycle>/secretaria/plan")
@needs(Action.EXPORT_PLAN)
def export() -> ResponseReturnValue:
    plan = gather(this_forum(), this_cycle(), language(), with_annex=False)
    answered, total = themes.progress(db.session(), this_cycle().id)
    return render_template(
        "plan/pages/export.html", plan=plan, total=total, waiting=total - answered, languages=LANGUAGES
    )


@bp.get("/<forum>/<cycle>/secretaria/plan.<kind>")
@needs(Action.EXPORT_PLAN)
def download(kind: str) -> ResponseReturnValue:
    if kind not in KINDS:
        raise NotThere
    wanted = request.args.get("idioma", "")
    plan = gather(this_forum(), this_cycle(), wanted if wanted in LANGUAGES else language())
    name = f"plan-{this_forum().slug}-{this_cycle().slug}.{'zip' if kind == 'csv' else kind}"
    content = BytesIO(written(plan, kind))
    return send_file(content, mimetype=KINDS[kind], as_attachment=True, download_name=name)
