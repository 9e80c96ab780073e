"""How the table of limits is held: counted before the view, refused without losing what was typed."""

import hashlib
import hmac
import time
from functools import partial

from flask import Flask, Response, current_app, flash, g, make_response, request, session
from flask.typing import ResponseReturnValue
from flask_limiter import ApplicationLimit, Limiter, RateLimitExceeded
from flask_login import user_logged_in
from itsdangerous import BadSignature, URLSafeSerializer

from gacocrea.core.errors import Refusal
from gacocrea.settings import Settings
from gacocrea.web import errors
from gacocrea.web.application import SAFE
from gacocrea.web.edges import cookies, logs, proof
from gacocrea.web.edges.addresses import mailbox, network
from gacocrea.web.edges.limits import LIMITS, By, Limit
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor
from gacocrea.web.labels import refusal_text

KNOWN = "conocido"
"""The cookie of a browser from which somebody has signed in: it holds keyed digests of mailboxes."""
KNOWN_MOST = 5
PATIENCE = 0.5  # seconds that Redis may take; then each process counts for itself


def register(app: Flask, settings: Settings) -> None:
    """Count requests; in Redis when there is one, else (and while it is away) in this process."""
    limiter = Limiter(
        lambda: "",
        application_limits=[_counted(number, limit) for number, limit in enumerate(LIMITS)],
        storage_uri=settings.redis_url or "memory://",
        storage_options={"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}  # type: ignore[dict-item]
        if settings.redis_url
        else {},
        in_memory_fallback_enabled=True,
        swallow_errors=True,
        key_prefix="gacocrea",
    )
    limiter.init_app(app)
    limiter.enabled = not settings.testing
    app.extensions["pacing"] = limiter
    app.register_error_handler(RateLimitExceeded, refused)
    app.after_request(_remember)
    user_logged_in.connect(_recognise, app)


def _counted(number: int, limit: Limit) -> ApplicationLimit:
    return ApplicationLimit(
        limit_provider=limit.rate,
        key_function=partial(_key, limit.by),
        scope=f"{number}.{limit.views[0]}",
        exempt_when=partial(_is_spared, limit),
        deduct_when=_was_refused if limit.failed else None,
    )


def _was_refused(response: Response) -> bool:
    return response.status_code == 422


def _is_spared(limit: Limit) -> bool:
    rule = request.url_rule
    if rule is None or rule.endpoint not in limit.views:
        return True
    if limit.asked:
        return limit.asked not in request.args
    if request.method in SAFE and "POST" in (rule.methods or ()):
        return True  # looking at a form is free
    if limit.slow and proof.is_offered():
        return True
    return not _value(limit.by) or (limit.unless_known and _digest(By.MAILBOX) in _known())


def _value(by: By) -> str:
    """Return what a limit counts in this request; "" when the request has none of it."""
    if by is By.ACCOUNT:
        return str(actor().account_id or "")
    if by is By.ADDRESS:
        return network(request.remote_addr)
    typed = request.form.get("email", "")
    found = mailbox(typed) if typed.strip() else ""
    return f"{found} {network(request.remote_addr)}" if found and by is By.MAILBOX_HERE else found


def _digest(by: By) -> str:
    return digest(by, _value(by))


def digest(by: By, value: str) -> str:
    """Return the name of a counter: the store of counters learns no address and no mailbox."""
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, f"limit/{by}/{value}".encode(), hashlib.sha256).hexdigest()[:32]


def _key(by: By) -> str:
    return _digest(by)


def refused(_error: RateLimitExceeded) -> ResponseReturnValue:
    """Answer 429: the form itself, filled as it was sent, where there is one; else a page that says the same."""
    limiter: Limiter = current_app.extensions["pacing"]
    limit = limiter.current_limit
    wait = max(1, round(limit.reset_at - time.time())) if limit else 60
    logs.event("limit.reached")
    answer = make_response(_form_again(wait) or errors.page(429, "too_many", minutes=-(-wait // 60)))
    answer.status_code = 429
    answer.headers["Retry-After"] = str(wait)
    return answer


def _form_again(wait: int) -> Response | None:
    """Run the view with a form that refuses, and take back whatever else it did; None when it has no form."""
    if request.method in SAFE or request.endpoint is None:
        return None
    g.wait = wait
    flash(refusal_text("too_many_typed", minutes=-(-wait // 60)), "error")
    try:
        answer = make_response(current_app.view_functions[request.endpoint](**request.view_args or {}))
    except Refusal:
        answer = None
    db.session.rollback()
    if answer is None or "was_told" not in g or answer.status_code in range(300, 400):
        session.pop("_flashes", None)
        return None
    return answer


def _known() -> list[str]:
    try:
        found = _signer().loads(cookies.kept(KNOWN))
    except BadSignature:
        return []
    return found if isinstance(found, list) else []


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=KNOWN)


def _recognise(_app: Flask, user: object, **_rest: object) -> None:
    email = getattr(getattr(user, "account", None), "email", None)
    if email:
        g.known = digest(By.MAILBOX, mailbox(email))


def _remember(response: Response) -> Response:
    if "known" in g and g.known not in (known := _known()):
        cookies.keep(response, KNOWN, str(_signer().dumps([g.known, *known][:KNOWN_MOST])))
    return response
