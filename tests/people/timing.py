"""How long answers take for known and for unknown addresses: `python -m tests.people.timing [rounds]`.

Medians of at least 200 rounds, both kinds in turns, over the whole program with its own password hash; letters
wait for the worker as in production. A ratio far from 1 would tell a stranger whose address is known here.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from dataclasses import replace
from pathlib import Path
from statistics import median

from argon2 import PasswordHasher
from sqlalchemy import select

from gacocrea.app import create_app
from gacocrea.people.actions import passwords
from gacocrea.people.models import Account
from gacocrea.people.views.base import BEAT
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db
from tests.browser import Browser
from tests.factories import make_account
from tests.people.help import PHRASE
from tests.support import NOON, make_settings

PATHS = {
    "/entrar": {"password": "no es la de nadie"},
    "/entrar/enlace": {},
    "/cuenta/clave": {},
    "/cuenta/nueva": {"name": "Rosa Elena", "password": PHRASE, "consent": "y", "of_age": "y"},
    "/mi/seguridad/correo": {},
}


def ratios(rounds: int) -> dict[str, float]:
    """Return for each page the median time for an unknown address over that for a known one."""
    found = {}
    with program() as app:
        for path, typed in PATHS.items():
            spent: dict[str, list[float]] = {"known": [], "unknown": []}
            for turn in range(rounds + 3):
                for kind, name in (("known", f"conocida{turn:04}"), ("unknown", f"noconoci{turn:04}")):
                    seconds = once(app, path, typed, f"{name}@example.org")
                    if turn >= 3:  # the first ones warm up
                        spent[kind].append(seconds)
            found[path] = median(spent["unknown"]) / median(spent["known"])
            print(f"{path:<24}" + "".join(f"{kind}: {median(times) * 1000:7.2f} ms  " for kind, times in spent.items())
                  + f"ratio {found[path]:.3f}", flush=True)  # fmt: skip
            forget()
    return found


@contextmanager
def program() -> Iterator[Gacocrea]:
    """An installation of its own with a slow hash and many known people."""
    slow, cheap = PasswordHasher(), passwords._hasher
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(make_settings(Path(folder)), mail_url="smtp://127.0.0.1:1")
        app = create_app(settings)
        app.extensions["beat"], passwords._hasher = BEAT, slow
        with app.app_context():
            db.create_all()
            forget()
            yield app
            db.session.remove()
            db.engine.dispose()
        passwords._hasher = cheap


def forget() -> None:
    """Let the same people be known as at the start."""
    kept, there = passwords.hashed(PHRASE), set(db.session.scalars(select(Account.email)))
    known = (f"conocida{serial:04}@example.org" for serial in range(600))
    db.session.add_all(person(email, kept) for email in known if email not in there)
    for account in db.session.scalars(select(Account).where(Account.email.startswith("noconoci"))):
        account.email = f"otra{account.id}@example.org"
    db.session.commit()


def person(email: str, kept: str) -> Account:
    """Return somebody with a confirmed address and a password."""
    given = {"email_confirmed_at": NOON, "created_at": NOON, "stamp": email}
    return Account(email=email, display_name="Persona", password_hash=kept, **given)


def once(app: Gacocrea, path: str, typed: dict[str, str], email: str) -> float:
    """Send one form and return how long the answer took, in seconds."""
    visitor = Browser(app, make_account(db.session()) if path.startswith("/mi/") else None)
    page = visitor.get(path)
    form = (
        page.form()
        | {name: value for name, value in typed.items() if name in page.body}
        | {"email": email}
    )
    db.session.remove()
    start = time.perf_counter()
    answer = Context().run(visitor.client.post, path, data=form)
    seconds = time.perf_counter() - start
    assert answer.status_code in (200, 422), answer.status_code
    return seconds


if __name__ == "__main__":
    ratios(max(200, int(sys.argv[1]) if len(sys.argv) > 1 else 200))
