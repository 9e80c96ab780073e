"""What people with any aid can expect of these pages, what is not yet good, and whom to tell."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from gacocrea.core.permissions import Action
from gacocrea.core.text import sort_key
from gacocrea.forum.models import Forum
from gacocrea.web import layout
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs

bp = Blueprint("accessible", __name__)


@bp.get("/accesibilidad")
@needs(Action.READ)
def statement() -> ResponseReturnValue:
    forums = sorted(db.session.scalars(select(Forum)), key=lambda forum: sort_key(forum.name))
    return render_template("home/pages/accessible.html", forums=forums)


def register(app: Flask) -> None:
    app.register_blueprint(bp)
    layout.add_reading_link(app, label=lambda: _("Accesibilidad"), endpoint="accessible.statement")
