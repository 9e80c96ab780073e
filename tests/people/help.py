"""What tests of signing in share: a person with a password, an app of codes, and how the pages are walked."""

import re

from gacocrea.people.actions import passwords, set_up_authenticator
from gacocrea.people.rules import code_at, new_secret, step_of
from gacocrea.people.secrets import Secrets
from tests.factories import make_account
from tests.support import NOON

PHRASE = "tres gallinas en la azotea"


def make_person(session, name="Rosa Elena", **given):
    """Make a confirmed person who knows PHRASE."""
    given.setdefault("email", f"{name.split()[0].lower()}@example.org")
    return make_account(session, name, password_hash=passwords.hashed(PHRASE), **given)


def give_app(session, app, account, *, now=NOON):
    """Give a person an app; return its secret and the codes on paper. The code of `now` is used up."""
    secret = new_secret()
    code = code_at(secret, step_of(now))
    secrets = Secrets(app.settings.keys)
    codes = set_up_authenticator(session, account=account, secret=secret, code=code, secrets=secrets, now=now)
    session.commit()
    return secret, codes


def code(secret, clock, later=0):
    """Return the code of the clock's step, or of one some steps later."""
    return code_at(secret, step_of(clock.instant) + later)


def enter(browser, email="rosa@example.org", password=PHRASE, **options):
    """Sign in with a password and return the page that this leads to."""
    return browser.submit(browser.get("/entrar", **options), email=email, password=password)


def token_in(letter):
    """Return the token of the address in a letter."""
    return re.search(r"http\S+/([\w-]{43})\b", letter.body).group(1)


def path_in(letter):
    """Return the path of the address in a letter."""
    return re.search(r"https?://[^/]+(/\S+)", letter.body).group(1)


def cookies(browser):
    """Return what the signed cookie of a browser holds."""
    with browser.client.session_transaction() as kept:
        return dict(kept)
