"""A file becomes hashes, line by line. Nothing is asked of the database meanwhile: people go on voting."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from gacocrea.core.errors import Invalid
from gacocrea.core.tables import ColumnMap, Row
from gacocrea.identity.models import Fact
from gacocrea.identity.rules import Seals, read_date
from gacocrea.people.models.documents import DocumentKind
from gacocrea.people.rules.documents import document_number
from gacocrea.people.secrets import Secrets

PROBLEMS_MAX = 200


@dataclass(frozen=True)
class CensusFile:
    """What a file holds: which documents, which second fact if any, and in which columns they stand."""

    kind: DocumentKind
    fact: Fact | None
    columns: ColumnMap


@dataclass
class Reading:
    """What was read: the hash of each number with that of its fact, and which lines cannot be used."""

    people: dict[bytes, bytes] = field(default_factory=dict)
    refused: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    def refuse(self, line: int, code: str) -> None:
        """Note a line that cannot be used; of many, the first."""
        self.refused += 1
        if len(self.problems) < PROBLEMS_MAX:
            self.problems[str(line)] = code


def hash_rows(rows: Iterable[Row], *, file: CensusFile, keys: Secrets, now: datetime) -> Reading:
    """Hash the people of a file; of what a line holds besides number and date nothing is looked at.

    A hundred thousand lines take some eight seconds, so nothing may be locked meanwhile. Raises
    Invalid("number_column", "census_column") when the first row lacks a column, and TableError as the reader does.
    """
    reading, seals, checked = Reading(), Seals(keys, file.kind), False
    for row in rows:
        if row.error is not None:
            reading.refuse(row.line, f"table_{row.error.code}")
            continue
        if not checked and (absent := file.columns.absent(row)):
            raise Invalid("number_column", "census_column", name=absent[0][:80])
        checked = True
        try:
            document, fact = _person(row, file, seals, now.date())
        except Invalid as refusal:
            reading.refuse(row.line, refusal.code)
            continue
        if document in reading.people:
            reading.refuse(row.line, "census_twice")
        else:
            reading.people[document] = fact
    return reading


def _person(row: Row, file: CensusFile, seals: Seals, today: date) -> tuple[bytes, bytes]:
    given = {name: value if isinstance(value, str) else "" for name, value in file.columns.apply(row).items()}
    number = document_number(file.kind, given.get("document", ""))
    fact = read_date(given.get("fact", ""), today) if file.fact else None
    return bytes.fromhex(seals.document(number)), bytes.fromhex(seals.fact(number, fact))
