"""The plan page by page, as pictures of its PDF with their words beside them, as it was last prepared."""

from zipfile import ZipFile

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.plan.prepared import PreparedFile, latest
from gacocrea.plan.views.base import bp
from gacocrea.plan.views.preparing import PAGES, folder, mark
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs
from gacocrea.web.reading import language


@bp.get("/<forum>/<cycle>/plan/vista")
@needs(Action.READ)
def preview() -> ResponseReturnValue:
    return redirect(url_for("plan.preview_page", page=1))


@bp.get("/<forum>/<cycle>/plan/vista/<int:page>")
@needs(Action.READ)
def preview_page(page: int) -> ResponseReturnValue:
    file = _file()
    with ZipFile(folder() / file.name) as pages:
        words = _part(pages, f"{page}.txt").decode().split("\n")
        last = len(pages.namelist()) // 2
    return render_template(
        "plan/pages/preview.html",
        page=page,
        last=last,
        words=words,
        file=file,
        changed=file.mark != mark(this_forum(), this_cycle()),
    )


@bp.get("/<forum>/<cycle>/plan/vista/<int:page>.png")
@needs(Action.READ)
def preview_picture(page: int) -> ResponseReturnValue:
    with ZipFile(folder() / _file().name) as pages:
        return Response(_part(pages, f"{page}.png"), mimetype="image/png")


def _file() -> PreparedFile:
    """Return the last prepared pages of the plan; NotThere when there are none."""
    found = latest(db.session(), cycle_id=this_cycle().id, kind=PAGES, language=language())
    if found is None or not (folder() / found.name).is_file():
        raise NotThere
    return found


def _part(pages: ZipFile, name: str) -> bytes:
    if name not in pages.namelist():
        raise NotThere
    return pages.read(name)
