"""The signed-in person: the signed cookie names a session, the database says whether it still holds.

Every way in ends in `enter`: a password, a mailed link, an outside sign-in or a passkey. A person who has a
second factor is in only after `finish`; until then the cookie says no more than who is half-way.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, NamedTuple, ParamSpec

from flask import Flask, redirect, request, url_for
from flask import Response as Answer
from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from gacocrea.people import actions, queries
from gacocrea.people.models import Account, How, SignedSession
from gacocrea.people.rules import HALF_LIFE, IDLE, OFFICIAL_IDLE, OFFICIAL_LIFE, PROOF_LIFE, device_of
from gacocrea.web.application import now
from gacocrea.web.extensions import db, login
from gacocrea.web.guards import is_for_anyone
from gacocrea.web.reading import safe_path

P = ParamSpec("P")
MINUTE = 60


class Person(UserMixin):  # type: ignore[misc]
    """A signed-in account, and the session in which it is."""

    def __init__(self, token: str, row: SignedSession, account: Account) -> None:
        self.token, self.row, self.account = token, row, account
        self.name = account.display_name

    def get_id(self) -> str:
        return self.token


class Stranger(AnonymousUserMixin):  # type: ignore[misc]
    """Nobody in particular."""

    account: Account | None = None
    row: SignedSession | None = None
    name = ""


class Half(NamedTuple):
    """Somebody who has shown one factor and still owes the second."""

    account: Account
    how: How
    target: str


def load(token: str) -> Person | None:
    """Return the person of a session that still holds and was used lately."""
    found = queries.session_of(db.session(), token, now())
    idle = now() - _instant(cookie.get("seen"))
    if found is None or idle >= IDLE:
        return None
    if request.endpoint != "web.asset":  # what caches may share carries no cookie
        _mark_seen(lapsed=idle >= OFFICIAL_IDLE)
    return Person(token, *found)


def account() -> Account | None:
    """Return the signed-in account, or None."""
    found: Account | None = current_user.account
    return found


def this_session() -> SignedSession | None:
    """Return the session of this request, or None for a stranger."""
    found: SignedSession | None = current_user.row
    return found


def has_factor() -> bool:
    """Say whether this session has shown a second factor lately enough for what officials do."""
    row = this_session()
    if row is None or row.second_factor_at is None or cookie.get("lapsed"):
        return False
    return now() - row.second_factor_at < OFFICIAL_LIFE


def is_fresh() -> bool:
    """Say whether the person has shown who they are within the last quarter of an hour."""
    row = this_session()
    return row is not None and now() - row.proven_at < PROOF_LIFE


def enter(account: Account, *, how: How, target: str = "", with_factor: bool = False) -> Response:
    """Sign somebody in who has just shown who they are; return the answer that takes them on.

    `with_factor` says that the way in counts as both factors, as a passkey that verified its owner does. Else a
    person who has a second factor is asked for it first, and is nobody until then. `target` may come from outside.
    """
    target = safe_path(target)
    if not with_factor and queries.has_authenticator(db.session(), account):
        cookie.clear()
        cookie["half"] = [account.id, account.stamp, how.value, _seconds(now()), target]
        return redirect(url_for("people.second_factor", next=target), 303)
    return finish(account, how=how, target=target, with_factor=with_factor)


def half() -> Half | None:
    """Return who is half-way in in this browser, or None."""
    kept: list[Any] = cookie.get("half") or []
    if len(kept) != 5 or now() - _instant(kept[3]) >= HALF_LIFE:
        return None
    found = db.session.get(Account, kept[0])
    if found is None or found.stamp != kept[1]:
        return None
    return Half(found, How(kept[2]), kept[4])


def finish(account: Account, *, how: How, target: str = "", with_factor: bool) -> Response:
    """Open the session in this browser, under an id that it never had, and go on to `target` or to one's own page."""
    leave()
    device = device_of(request.user_agent.string)
    token = actions.begin(
        db.session(), account=account, how=how, device=device, with_factor=with_factor, now=now()
    )
    _keep(token)
    target = safe_path(target)
    return redirect(target if target != "/" else url_for("people.mine"), 303)


def renew(*, with_factor: bool = False) -> None:
    """Let this session go on under a new id: after a fresh proof, or when a change has ended the other sessions."""
    person: Person = current_user._get_current_object()
    token = actions.renew(
        db.session(), row=person.row, account=person.account, with_factor=with_factor, now=now()
    )
    _keep(token)


def leave() -> None:
    """End the session of this browser, here and in the database."""
    row, found = this_session(), account()
    if row is not None and found is not None:
        actions.end(db.session(), account=found, digest=row.digest, now=now())
    logout_user()
    cookie.clear()


def end_others() -> None:
    """End every other session of the person."""
    row, found = this_session(), account()
    if row is not None and found is not None:
        actions.end_all(db.session(), account=found, but=row.digest, now=now())


def fresh(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Mark a view that asks for a proof of the last quarter of an hour; else one is asked for first."""

    @wraps(view)
    def guarded(*args: P.args, **given: P.kwargs) -> ResponseReturnValue:
        return view(*args, **given) if is_fresh() else _to("people.prove")

    return guarded


def fresh_factor(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Mark a view that asks for a second factor of the last quarter of an hour."""

    @wraps(view)
    def guarded(*args: P.args, **given: P.kwargs) -> ResponseReturnValue:
        row = this_session()
        shown = row.second_factor_at if row else None
        return view(*args, **given) if shown and now() - shown < PROOF_LIFE else _to("people.second_factor")

    return guarded


def fresh_for_factors(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Mark a view that changes factors: whoever has one shows it, or a stolen password would be worth a new one."""
    shown, proven = fresh_factor(view), fresh(view)

    @wraps(view)
    def guarded(*args: P.args, **given: P.kwargs) -> ResponseReturnValue:
        found = account()
        has_one = found is not None and queries.has_factor(db.session(), found)
        return shown(*args, **given) if has_one else proven(*args, **given)

    return guarded


def _to(endpoint: str) -> Response:
    return redirect(url_for(endpoint, next=request.full_path.rstrip("?")), 303)


def _keep(token: str) -> None:
    """Put a session into the cookie and nothing of what stood there before, the token of forms included."""
    found = queries.session_of(db.session(), token, now())
    if found is not None:
        cookie.clear()
        login_user(Person(token, *found))
        cookie.pop("_id", None)  # a hash of address and browser, which nothing here needs
        cookie["seen"] = _seconds(now())


def _mark_seen(*, lapsed: bool) -> None:
    """Keep in the cookie when the session was used, by the minute: a page that is only read writes no row."""
    if lapsed:
        cookie["lapsed"] = True
    if _seconds(now()) - int(cookie.get("seen") or 0) >= MINUTE:
        cookie["seen"] = _seconds(now())


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())


def _instant(seconds: Any) -> datetime:
    return datetime.fromtimestamp(seconds if isinstance(seconds, int) else 0, UTC)


def keep_languages(language: str, tongue: str) -> None:
    """Keep with the account the languages that a person chose; empty ones stay as they are."""
    found = account()
    if found is not None:
        found.language, found.tongue = language or found.language, tongue or found.tongue


class Sessions(SecureCookieSessionInterface):
    """The signed cookie, which an answer for anyone neither sets nor depends on."""

    def save_session(self, app: Flask, session: SessionMixin, response: Answer) -> None:
        """Write the cookie where there may be one."""
        if not is_for_anyone():
            super().save_session(app, session, response)


def register(app: Flask) -> None:
    """Tell Flask-Login how a person is found."""
    app.session_interface = Sessions()
    app.extensions["keep_languages"] = keep_languages
    login.init_app(app)
    login.anonymous_user = Stranger
    login.session_protection = None  # the session's own row says whether it holds
    login.user_loader(load)
