"""Cookies besides the session: same flags, and in production a name that no other host can set."""

from flask import Response, current_app, request
from werkzeug.wrappers import Response as AnyResponse

YEAR = 31_536_000


def named(name: str) -> str:
    """Return the name that a cookie has here: with `__Host-`, browsers hold it to this host and to TLS."""
    return f"__Host-{name}" if _is_secure() else name


def kept(name: str) -> str:
    """Return what a cookie holds; "" without one. The command line has no request."""
    return request.cookies.get(named(name), "") if request else ""


def keep(response: Response | AnyResponse, name: str, value: str) -> None:
    """Send a cookie for a year: not for scripts, not across sites."""
    response.set_cookie(
        named(name),
        value,
        max_age=YEAR,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=_is_secure(),
    )


def _is_secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
