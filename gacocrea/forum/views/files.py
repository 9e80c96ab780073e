"""Published files: served as what they are, inert, under names of our own."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.files import FileKind
from gacocrea.core.permissions import Action
from gacocrea.core.text import parse_reference
from gacocrea.forum import actions, queries
from gacocrea.forum.forms import PictureForm
from gacocrea.forum.place import this_forum
from gacocrea.forum.views.desk import bp as desk
from gacocrea.forum.views.public import bp
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs

TYPES = {FileKind.PICTURE: "image/jpeg", FileKind.LOGO: "image/png", FileKind.PDF: "application/pdf"}


@bp.get("/<forum>/archivos/<int:number>.<kind>")
@needs(Action.READ)
def file(number: int, kind: str) -> ResponseReturnValue:
    found = queries.file_of(db.session(), this_forum().id, number)
    if kind != found.kind:
        raise NotThere
    response = Response(found.content, mimetype=TYPES[found.kind])
    manner = "attachment" if found.kind is FileKind.PDF else "inline"
    response.headers["Content-Disposition"] = f'{manner}; filename="archivo-{number}.{kind}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.set_etag(found.sha256)
    return response.make_conditional(request)


@desk.route("/<forum>/secretaria/reuniones/<code>/fotografia", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def picture(code: str) -> ResponseReturnValue:
    parsed = parse_reference(code)
    meeting = queries.meeting_of(db.session(), this_forum(), parsed[1] if parsed and parsed[0] == "R" else 0)
    form = PictureForm()
    upload = form.upload() if form.is_submitted() else None
    kept = attempt(
        form,
        lambda: actions.add_picture(
            db.session(), actor=actor(), meeting=meeting, upload=upload or actions.Upload(b"", ""), now=now()
        ),
    )
    if kept:
        flash(_("La fotografía quedó publicada."))
        return redirect(url_for("forum.meeting", code=code), 303)
    page = render_template("forum/pages/office/picture.html", form=form, meeting=meeting)
    return page, 422 if form.errors else 200
