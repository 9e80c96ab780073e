"""Texts in other languages than the one in which they were written: one row for each field, never for nothing.

A stage keeps the wordings of its things in a table of its own, made of `Wording` and the key of the thing. The
original is never touched: it is what was decided, hashed and signed; a wording helps to read it.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, ColumnElement, Select, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

TONGUES = {
    "es": "Español",
    "en": "English",
    "pt": "Português",
    "qu": "Kichwa",
    "jiv": "Shuar chicham",
    "acu": "Achuar chicham",
    "auc": "Wao terero",
    "cbi": "Chaʼpalaa",
    "cof": "Tsaʼfiki",
    "con": "Aʼingae",
    "hch": "Wixárika",
    "nah": "Nahuatl",
    "azd": "Oʼdam",
    "yua": "Maayatʼaan",
    "quc": "Kʼicheʼ",
    "kek": "Qʼeqchiʼ",
    "mam": "Mam",
    "ay": "Aymar aru",
    "gn": "Avañeʼẽ",
    "arn": "Mapuzugun",
    "guc": "Wayuunaiki",
    "pbb": "Nasa yuwe",
}
"""Languages in which texts can be kept, by BCP 47 tag, each in its own name."""


class Wording:
    """One field in another language, and what stood in the original when it was translated."""

    language: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    source: Mapped[str]
    """The hash of the original text: where it differs, the original has changed since."""
    by_name: Mapped[str]
    at: Mapped[datetime]


def worded(fields: Iterable[str]) -> tuple[CheckConstraint, ...]:
    """Return what holds in every table of wordings: known fields and languages, never an empty text."""
    return (
        CheckConstraint("text <> ''", name="worded"),
        CheckConstraint("length(source) = 64", name="source"),
        CheckConstraint(f"field IN ({_quoted(fields)})", name="field"),
        CheckConstraint(f"language IN ({_quoted(TONGUES)})", name="language"),
    )


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def fingerprint(text: str) -> str:
    """Return what stands for an original text: SHA-256 of its UTF-8, in lower-case hex."""
    return hashlib.sha256(text.encode()).hexdigest()


class Said(NamedTuple):
    """A text in another language, and the fingerprint of the original that it translates."""

    text: str
    source: str


Tell = Callable[[Any, str], str]
"""(thing, field) -> its text in the language of a document."""

Known = Mapping[tuple[str, int, str], Said]
"""Wordings in one language by (kind, id of the thing, field)."""


@dataclass(frozen=True)
class Shelf:
    """Where one kind of thing keeps its wordings: `owner` is the column that names the thing."""

    kind: str
    table: type[Any]
    owner: InstrumentedAttribute[int]
    owners: Select[tuple[int]]
    """The ids of the things that are meant."""

    def wanted(self, language: str, fields: Iterable[str]) -> Select[Any]:
        """Return the statement that reads these fields of these things."""
        table = self.table
        rows: tuple[ColumnElement[bool], ...] = (
            table.language == language,
            table.field.in_(list(fields)),
            self.owner.in_(self.owners),
        )
        return select(literal(self.kind), self.owner, table.field, table.text, table.source).where(*rows)


def read(session: Session, wanted: Iterable[Select[Any]]) -> Known:
    """Read wordings of several kinds at once (`Shelf.wanted`). One statement, none for nothing."""
    parts = list(wanted)
    if not parts:
        return {}
    rows = session.execute(union_all(*parts) if len(parts) > 1 else parts[0])
    return {(kind, owner, field): Said(text, source) for kind, owner, field, text, source in rows}


def keep(
    session: Session,
    *,
    table: type[Any],
    owner: str,
    id: int,
    language: str,
    texts: Mapping[str, str],
    originals: Mapping[str, str],
    by: str,
    now: datetime,
) -> list[str]:
    """Keep the wordings of a thing in one language and return the fields that changed.

    `texts` holds what was typed by field; an empty one takes the wording away. A text that stays as it is is held
    to translate the original of today: whoever saves has both before their eyes.
    """
    mine = {owner: id, "language": language}
    held = {row.field: row for row in session.scalars(select(table).filter_by(**mine))}
    changed = []
    for field, text in texts.items():
        row, source = held.get(field), fingerprint(originals[field])
        if row is not None and (row.text, row.source) == (text, source):
            continue
        if row is not None and text:
            row.text, row.source, row.by_name, row.at = text, source, by, now
        elif row is not None:
            session.delete(row)
        elif text:
            session.add(table(**mine, field=field, text=text, source=source, by_name=by, at=now))
        else:
            continue
        changed.append(field)
    session.flush()
    return changed


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark `text` for the catalogues and return it unchanged."""
    return text
