"""Invented people with valid Ecuadorian numbers, and what they do at the pages."""

from datetime import date

from gacocrea.core.tables import ColumnMap, Row
from gacocrea.core.terms import Actor, Role
from gacocrea.identity import actions
from gacocrea.people.models.documents import DocumentKind
from gacocrea.people.secrets import Secrets
from tests.factories import actor_of
from tests.support import NOON

CI = DocumentKind.EC_CI
BORN = date(1990, 5, 31)


def cedula(serial: int, province: int = 17) -> str:
    """Return the valid number of nobody: a province, a serial and the check digit."""
    nine = f"{province:02}{serial % 6}{serial % 1_000_000:06}"
    doubled = [int(d) * (2, 1)[place % 2] for place, d in enumerate(nine)]
    return nine + str(-sum(n - 9 if n > 9 else n for n in doubled) % 10)


def keys_of(app) -> Secrets:
    return Secrets(app.settings.keys)


def office(account) -> Actor:
    return actor_of(account, Role.SECRETARIAT)


def rows_of(*people):
    """Return rows as a file gives them: (number, date) or just numbers."""
    pairs = [one if isinstance(one, tuple) else (one, "") for one in people]
    return [Row(line, {"cedula": number, "fecha": fact}) for line, (number, fact) in enumerate(pairs, 2)]


def read(app, session, forum, by, *people, fact=None):
    """Read a census of `people` into a version without effect."""
    columns = {"document": "cedula"} | ({"fact": "fecha"} if fact else {})
    file = actions.CensusFile(CI, fact, ColumnMap(columns))
    reading = actions.hash_rows(rows_of(*people), file=file, keys=keys_of(app), now=NOON)
    given = {"actor": office(by), "forum": forum, "file": file, "now": NOON}
    return actions.read_census(session, reading=reading, **given)


def put(session, forum, by, census, actor=None):
    return actions.put_in_force(session, actor=actor or office(by), forum=forum, census=census, now=NOON)


def claim(app, session, forum, account, number, fact=None, now=NOON):
    """Give a document as its page does."""
    typed = actions.Typed(CI, number, fact)
    given = {"account": account, "forum": forum, "typed": typed, "keys": keys_of(app), "now": now}
    return actions.claim_document(session, actor=actor_of(account), **given)


def register(app, session, forum, by, number):
    """Register the person who shows a number, and return the sheet."""
    seen = actions.Seen(CI, number)
    return actions.register_person(
        session, actor=office(by), forum=forum, seen=seen, keys=keys_of(app), now=NOON
    )


def take_over(app, session, account, code, now=NOON):
    return actions.take_over(
        session, actor=actor_of(account), account=account, code=code, keys=keys_of(app), now=now
    )
