"""What passkeys and providers add to the pages for signing in, for proving again who one is, and for one's security."""

from typing import Any

from flask import Flask, render_template

from gacocrea.people import queries
from gacocrea.people.models import Account
from gacocrea.people.rules import PASSKEYS_MAX
from gacocrea.people.views import passkeys
from gacocrea.people.views.joining import provider_name
from gacocrea.people.views.outside import clients
from gacocrea.web import panels
from gacocrea.web.extensions import db


def register(app: Flask) -> None:
    """Speak up on the pages of other files."""
    panels.register(app, "sign_in", 10, at_the_door)
    panels.register(app, "proof", 10, as_proof)
    panels.register(app, "security", 10, on_security)


def at_the_door(*, next: str = "/") -> str:  # noqa: A002 (the word of the address)
    """Return the buttons of the other ways in."""
    options = passkeys.to_enter() if passkeys.place() else ""
    page = "people/pages/ways/_ways_in.html"
    return render_template(page, providers=_providers(), options=options, next=next)


def as_proof(*, account: Account, next: str = "/") -> str:  # noqa: A002
    """Return what proves again who one is: a passkey, or for those who hold nothing else, signing in anew."""
    has_keys = passkeys.place() is not None and bool(queries.passkeys(db.session(), account))
    return render_template(
        "people/pages/ways/_proof.html",
        options=passkeys.to_enter() if has_keys else "",
        has_nothing=not account.password_hash and not queries.has_authenticator(db.session(), account),
        next=next,
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
