"""The front page of the site and of each forum, and what it asks of the cycle that is running."""

from flask import Blueprint, Flask, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from gacocrea.core.permissions import Action
from gacocrea.forum.models import Forum
from gacocrea.forum.place import this_forum
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs

bp = Blueprint("home", __name__)


@bp.get("/")
@needs(Action.READ)
def front() -> ResponseReturnValue:
    forums = list(db.session.scalars(select(Forum).order_by(Forum.name)))
    if len(forums) == 1:
        return redirect(url_for("home.forum", forum=forums[0].slug))
    return render_template("home/pages/front.html", forums=forums)


@bp.get("/<forum>/")
@needs(Action.READ)
def forum() -> ResponseReturnValue:
    return render_template("home/pages/forum.html", forum=this_forum())


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
