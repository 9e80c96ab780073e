"""What the ground floor itself answers to: stylesheets, scripts, reading choices."""

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from gacocrea.core.permissions import Action
from gacocrea.web import reading
from gacocrea.web.edges import assets
from gacocrea.web.guards import needs

bp = Blueprint("web", __name__)


@bp.get("/a/<mark>/<name>")
@needs(Action.READ)
def asset(mark: str, name: str) -> Response:
    return assets.asset(mark, name)


@bp.post("/lectura", endpoint="reading")
@needs(Action.READ)
def choose_reading() -> AnyResponse:
    return reading.choose()
