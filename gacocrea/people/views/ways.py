"""What passkeys and providers add to the pages for signing in, for proving again who one is, and for one's security."""

from typing import Any

from flask import Flask, render_template

from gacocrea.people import queries
from gacocrea.people.models import Account, Passkey
from gacocrea.people.rules import PASSKEYS_MAX
from gacocrea.people.session import account as signed_in
from gacocrea.people.views import passkeys
from gacocrea.people.views.joining import provider_name
from gacocrea.people.views.outside import clients
from gacocrea.web import panels
from gacocrea.web.extensions import db


def register(app: Flask) -> None:
    """Speak up on the pages of other files."""
    panels.register(app, "sign_in", 10, at_the_door)
    panels.register(app, "proof", 10, as_proof)
    panels.register(app, "second_factor", 10, as_factor)
    panels.register(app, "needs_factor", 10, for_a_factor)
    panels.register(app, "security", 10, on_security)


def at_the_door(*, next: str = "/") -> str:  # noqa: A002 (the word of the address)
    """Return the buttons of the other ways in."""
    options = passkeys.to_enter() if passkeys.place() else ""
    page = "people/pages/ways/_ways_in.html"
    return render_template(page, providers=_providers(), options=options, next=next)


def as_proof(*, account: Account, next: str = "/") -> str:  # noqa: A002
    """Return what proves again who one is: a passkey, or for those who hold nothing else, signing in anew."""
    has_nothing = not account.password_hash and not queries.has_authenticator(db.session(), account)
    return _proof(account, next, has_nothing=has_nothing)


def as_factor(*, account: Account, next: str = "/") -> str:  # noqa: A002
    """Return the button with which a passkey stands in for the code of the app, also for who is half-way in."""
    way = "people.prove_by_passkey" if signed_in() else "people.enter_by_passkey"
    return _proof(account, next, way=way)


def for_a_factor(*, next: str = "/") -> str:  # noqa: A002
    """Return what an official without an app can show or make instead: a passkey."""
    found = signed_in()
    return _proof(found, next, may_add=passkeys.place() is not None and not _keys(found)) if found else ""


def _keys(account: Account) -> list[Passkey]:
    return queries.passkeys(db.session(), account) if passkeys.place() else []


def _proof(
    account: Account,
    target: str,
    *,
    way: str = "people.prove_by_passkey",
    has_nothing: bool = False,
    may_add: bool = False,
) -> str:
    options = passkeys.to_enter() if _keys(account) else ""
    return render_template(
        "people/pages/ways/_proof.html",
        options=options,
        way=way,
        has_nothing=has_nothing,
        may_add=may_add,
        next=target,
    )


def on_security(*, account: Account, **_rest: Any) -> str:
    """Return what stands on the security page."""
    keys = queries.passkeys(db.session(), account)
    linked = queries.identities(db.session(), account)
    taken = {one.provider for one in linked}
    return render_template(
        "people/pages/ways/_safety.html",
        has_place=passkeys.place() is not None,
        keys=keys,
        is_full=len(keys) >= PASSKEYS_MAX,
        identities=[(one, provider_name(one.provider)) for one in linked],
        providers=[one for one in _providers() if one.key not in taken],
    )


def _providers() -> list[Any]:
    return [one.provider for one in clients().values()]
