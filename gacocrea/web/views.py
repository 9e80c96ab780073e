"""What the ground floor itself answers to: stylesheets, scripts, reading choices."""

from datetime import timedelta

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.web import reading
from gacocrea.web.application import application, now
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


@bp.get("/.well-known/security.txt")
@needs(Action.READ)
def security() -> Response:
    """Say to whom a weakness is reported (RFC 9116); nothing where the installation names nobody."""
    settings = application().settings
    if not settings.security_contact:
        raise NotThere
    expires = (now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {settings.security_contact}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: es, en, pt",
        f"Canonical: {settings.public_url}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
