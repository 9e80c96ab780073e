"""Refusals become pages that say what happened and what to do; the unexpected becomes one calm page."""

import logging
from typing import Any

from flask import Flask, g, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from gacocrea.core.errors import Invalid, NotThere, Refusal
from gacocrea.web.edges import logs
from gacocrea.web.extensions import db
from gacocrea.web.guards import is_for_anyone, step_up
from gacocrea.web.labels import refusal_text

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Give each kind of failure its page."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(IntegrityError, collided)
    app.register_error_handler(OperationalError, unavailable)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, unexpected)


def page(status: int, code: str, **facts: Any) -> ResponseReturnValue:
    """Render the error page; a second failure while doing so falls back to plain words."""
    db.session.rollback()
    g.pop("site", None)
    text = refusal_text(code, **facts)
    if is_for_anyone():  # a page would look who asks
        return plain(status, text)
    try:
        return render_template("web/pages/error.html", status=status, code=code, text=text), status
    except DBAPIError:  # what every page shares is read from the database
        return plain(status, text)


def plain(status: int, text: str) -> ResponseReturnValue:
    """Answer in plain words, without asking the database anything."""
    return f"{status}. {text}", status, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


def refused(error: Refusal) -> ResponseReturnValue:
    if error.code == "role" and (step := step_up(error.facts.get("action"))):
        db.session.rollback()
        return step
    facts = {name: value for name, value in error.facts.items() if name != "verdict"}
    verdict = error.facts.get("verdict")
    if verdict is not None:
        facts |= {"opens_at": verdict.opens_at, "closed_at": verdict.closed_at}
    return page(error.status, error.code, **facts)


def expired(_error: CSRFError) -> ResponseReturnValue:
    logs.event("token.refused")
    return page(400, "form_expired")


def collided(error: IntegrityError) -> ResponseReturnValue:
    """Two people at once, or a broken rule that the database alone saw: nothing was stored."""
    log.warning("integrity error: %s", _first_line(error))
    return page(409, "collision")


def unavailable(error: OperationalError) -> ResponseReturnValue:
    """Nothing more is asked of the database, not even who is signed in: that is what just failed."""
    log.error("database unavailable: %s", _first_line(error))
    return (
        "503. gacocrea no pudo guardar ni leer ahora. Intente de nuevo en un minuto.",
        503,
        {"Retry-After": "30", "Cache-Control": "no-store"},
    )


def _first_line(error: DBAPIError) -> str:
    """Return what the database says went wrong. Its further lines may hold the row: a ballot, an address."""
    return str(error.orig).partition("\n")[0]


def of_http(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):
        logs.event("host.refused")
        return plain(400, refusal_text("bad_request"))  # a host that is not ours: no page can name its addresses
    if error.code is None or error.code < 400:
        return error.get_response()
    if error.code == 404:
        return refused(NotThere())
    codes = {405: "method", 413: "too_large"}
    return page(error.code, codes.get(error.code, "bad_request"))


def unexpected(error: Exception) -> ResponseReturnValue:
    log.error("unexpected error", exc_info=error)
    return page(500, "unexpected")


def show_on(form: FlaskForm, error: Invalid) -> None:
    """Put a refusal beside the form field that it belongs to; nothing typed is lost."""
    target = form[error.field] if error.field in form else next(iter(form))
    text = refusal_text(error.code, **error.facts)
    target.errors = [*target.errors, text]
