"""What may be: how documents are hashed, which second facts can be read, who has to sign a census."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gacocrea.core.errors import Invalid
from gacocrea.core.terms import Phase
from gacocrea.cycle.models import Cycle
from gacocrea.people.models.documents import DocumentKind
from gacocrea.people.rules.documents import document_number
from gacocrea.people.secrets import Secrets

CLAIMS_MAX = 3
"""How many documents one account may ever give online; afterwards its person comes by."""
CODE_LIFE = timedelta(days=60)
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 12
OLDEST = 1900


@dataclass(frozen=True)
class Sealed:
    """A document as it is stored: its keyed hash, and its last three characters sealed."""

    kind: DocumentKind
    document: str
    tail: bytes


class Seals:
    """Hashes documents with the installation's key. Made for one request or one file: each subkey is derived once."""

    def __init__(self, keys: Secrets, kind: DocumentKind) -> None:
        self.keys, self.kind = keys, kind
        self._document, self._fact = keys.digester("document"), keys.digester("document fact")

    def document(self, number: str) -> str:
        """Return the keyed hash of a number in its one form (`document_number`)."""
        return self._document(self.kind.country, self.kind.value, number)

    def fact(self, number: str, fact: date | None) -> str:
        """Return the keyed hash of a second fact bound to its number; "" without one."""
        return self._fact(self.kind.country, self.kind.value, number, fact.isoformat()) if fact else ""

    def seal(self, number: str) -> Sealed:
        """Return a number as it is stored."""
        return Sealed(self.kind, self.document(number), self.keys.seal("document tail", number[-3:].encode()))


def sealed_document(keys: Secrets, kind: DocumentKind, typed: str) -> Sealed:
    """Return what was typed as it is stored. Raises Invalid("number", "document_form")."""
    return Seals(keys, kind).seal(document_number(kind, typed))


def read_date(typed: str, today: date) -> date:
    """Return a date written as 1990-05-31, 31/5/1990, 31-05-1990 or 31.5.1990: days come before months.

    Raises Invalid("fact", "fact_form") for anything else, and for a day that is none or to come.
    """
    parts = [int(part) for part in re.findall(r"[0-9]+", typed.strip()[:40], re.ASCII)]
    shaped = re.fullmatch(r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}([T ][0:.Z]*)?", typed.strip(), re.ASCII)
    try:
        year, month, day = parts[:3] if parts[:1] >= [32] else parts[2::-1]
        found = date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise Invalid("fact", "fact_form") from error
    if not shaped or found.year < OLDEST or found > today:
        raise Invalid("fact", "fact_form")
    return found


def new_code() -> str:
    """Return a one-time code of sixty random bits, in letters and figures that nobody confuses."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def shown_code(code: str) -> str:
    """Return a code in groups of four, as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def code_digest(keys: Secrets, typed: str) -> str:
    """Return the keyed hash of a code, however its person typed it."""
    plain = "".join(letter for letter in typed[:100].upper() if letter.isalnum())
    return keys.digest("registration code", plain)


def needs_two(cycles: Iterable[Cycle], now: datetime) -> bool:
    """Say whether a census takes two persons: a published cycle asks for documents, and its vote is not over."""
    for cycle in cycles:
        voting = cycle.moment(now).window(Phase.VOTING)
        if cycle.published_at and cycle.vote_level and voting and now < voting.closes_at:
            return True
    return False
