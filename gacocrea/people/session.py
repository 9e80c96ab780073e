"""The signed-in person, as Flask-Login knows them: an account and the stamp that keeps the session valid."""

from flask import Flask
from flask_login import AnonymousUserMixin, UserMixin, current_user
from sqlalchemy import select

from gacocrea.people.models import Account
from gacocrea.web.extensions import db, login


class Person(UserMixin):  # type: ignore[misc]
    """A signed-in account. A new stamp (password, address or role changed) ends older sessions."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.name = account.display_name

    def get_id(self) -> str:
        return f"{self.account.id}.{self.account.stamp}"


class Stranger(AnonymousUserMixin):  # type: ignore[misc]
    """Nobody in particular."""

    account: Account | None = None
    name = ""


def load(mark: str) -> Person | None:
    """Return the person of a session, unless the account or its stamp has changed since."""
    number, _dot, stamp = mark.partition(".")
    if not number.isdigit():
        return None
    wanted = select(Account).where(Account.id == int(number), Account.stamp == stamp)
    account = db.session.scalar(wanted)
    return Person(account) if account else None


def account() -> Account | None:
    """Return the signed-in account, or None."""
    found: Account | None = current_user.account
    return found


def register(app: Flask) -> None:
    """Tell Flask-Login how a person is found."""
    login.init_app(app)
    login.anonymous_user = Stranger
    login.session_protection = None  # sessions are bound to the account's stamp instead
    login.user_loader(load)
