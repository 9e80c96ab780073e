"""What people ask of the plan: read the draft, and take it away as a document."""

from io import BytesIO

from flask import Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action, explain
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.plan import queries
from gacocrea.plan.prepared import OPEN, PreparedFile, files_of, latest
from gacocrea.plan.views.base import bp
from gacocrea.plan.views.gathering import gather
from gacocrea.plan.views.preparing import PAGES, ask_for, folder, mark
from gacocrea.plan.views.writing import ENDINGS, KINDS, written
from gacocrea.themes import queries as themes
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.reading import LANGUAGES, language

TITLES = {
    PAGES: _l("Página a página, para verlo aquí"),
    "docx": _l("Documento editable (DOCX)"),
    "odt": _l("Documento libre (ODT)"),
    "pdf": _l("PDF accesible"),
    "json": "JSON",
    "csv": "CSV",
    "html": _l("Página web (HTML)"),
    "fichas": _l("Fichas de todos los compromisos (ZIP)"),
    "pared-a3": _l("Resumen para la pared (A3)"),
    "pared-a4": _l("Resumen para la pared (A4)"),
}
SMALL = 400
"""Proposals, and ten for each commitment, of a plan that is written within a second while one waits for it."""


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
        pages=latest(db.session(), cycle_id=this_cycle().id, kind=PAGES, language=language()),
    )


@bp.get("/<forum>/<cycle>/secretaria/plan")
@needs(Action.EXPORT_PLAN)
def export() -> ResponseReturnValue:
    plan = gather(this_forum(), this_cycle(), language(), with_annex=False)
    answered, total = themes.progress(db.session(), this_cycle().id)
    files = _files()
    pending = any(row.state in OPEN and not row.is_left(now()) for row in files.values())
    page = render_template(
        "plan/pages/export.html",
        plan=plan,
        total=total,
        waiting=total - answered,
        languages=LANGUAGES,
        tongue=_tongue(),
        titles=TITLES,
        files=files,
        at_once=_is_small(len(plan.commitments), total),
        is_preparing=pending,
        now=now(),
    )
    here = url_for("plan.export", idioma=_tongue())  # without its anchor, which would not be asked for again
    return page, {"Refresh": f"4; url={here}"} if pending else {}


@bp.post("/<forum>/<cycle>/secretaria/plan/preparar")
@needs(Action.EXPORT_PLAN)
def prepare() -> ResponseReturnValue:
    kind = request.form.get("tipo", "")
    if kind not in TITLES:
        raise NotThere
    ask_for(this_forum(), this_cycle(), (kind,), _tongue())
    return redirect(url_for("plan.export", idioma=_tongue(), _anchor="bajar"), 303)


@bp.get("/<forum>/<cycle>/secretaria/plan.<kind>")
@needs(Action.EXPORT_PLAN)
def download(kind: str) -> ResponseReturnValue:
    if kind not in KINDS:
        raise NotThere
    ready = _files().get(kind)
    if ready and ready.name and (path := folder() / ready.name).is_file():
        return _sent(kind, path.read_bytes())
    found = len(queries.living(db.session(), this_cycle().id))
    if not _is_small(found, themes.progress(db.session(), this_cycle().id)[1]):
        return redirect(url_for("plan.export", idioma=_tongue(), _anchor="bajar"), 303)
    plan = gather(this_forum(), this_cycle(), _tongue())
    return _sent(kind, written(plan, kind))


def _sent(kind: str, content: bytes) -> Response:
    name = f"plan-{this_forum().slug}-{this_cycle().slug}{ENDINGS.get(kind, '.' + kind)}"
    return send_file(BytesIO(content), mimetype=KINDS[kind], as_attachment=True, download_name=name)


def _files() -> dict[str, PreparedFile]:
    """Return by kind the documents of the plan as it stands, in the language that is asked for."""
    known = mark(this_forum(), this_cycle())
    return files_of(db.session(), cycle_id=this_cycle().id, language=_tongue(), mark=known)


def _tongue() -> str:
    wanted = request.values.get("idioma", "")
    return wanted if wanted in LANGUAGES else language()


def _is_small(commitments: int, proposals: int) -> bool:
    return proposals + 10 * commitments <= SMALL
