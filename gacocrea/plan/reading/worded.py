"""A plan from a text document (DOCX): commitments in OGP's template, as headings with answers or as tables.

A commitment begins with a heading that counts it ("C-03. …", "Compromiso 3: …") or with a table that names it. Below
it, a heading or a table's left cell that asks a question of the template says where the words that follow belong, and a
table with a column of milestones holds its steps. Everything else is listed by the heading under which it stands.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from gacocrea.core.errors import Invalid
from gacocrea.core.tables.packed import check_zip
from gacocrea.core.text import clean, fold, slug
from gacocrea.plan.document import Commitment, Milestone
from gacocrea.plan.reading.days import day_of, span_of
from gacocrea.plan.reading.filled import filled_template
from gacocrea.plan.reading.found import Found, Unread, bare_plan, step_of
from gacocrea.plan.reading.names import field_of
from gacocrea.plan.reading.tables import KNOWN, LINES, with_pillars

COUNTED = re.compile(
    r"\s*(?:C-\d+\s*[.:–-]?|(?:compromiso|commitment|compromisso)\s+(?:n\.?[º°o]?\.?\s*)?\d+\s*[.:–-]?)\s*(.*)",
    re.IGNORECASE,
)
PENDING = frozenset(
    {"por definir", "to be defined", "a definir", "por redactar", "to be written", "a redigir"}
)
STEP_COLUMNS_MIN = 2
NAME_ROWS_MAX = 60

Rows = list[list[str]]


@dataclass
class _Sheet:
    """A commitment while it is read."""

    name: str
    pillar: str = ""
    texts: dict[str, list[str]] = field(default_factory=dict)
    steps: list[Milestone] = field(default_factory=list)

    def add(self, name: str, words: str) -> None:
        if words and fold(words).strip(" .") not in PENDING:
            self.texts.setdefault(name, []).append(words)

    def done(self) -> Commitment:
        said = {
            name: clean("\n\n".join(words), multiline=name not in LINES) for name, words in self.texts.items()
        }
        starts, ends = span_of(said.get("period", ""))
        return Commitment(
            ref="",
            name=clean(self.name or said.get("name", ""), multiline=False),
            pillar=slug(self.pillar or said.get("pillar", ""), 40),
            starts=day_of(said.get("starts", "")) or starts,
            ends=day_of(said.get("ends", ""), last=True) or ends,
            milestones=tuple(self.steps),
            **cast("Any", {name: said.get(name, "") for name in KNOWN}),
        )


@dataclass
class _Reader:
    """Where the reading stands: the commitment, the question, and what was left over under each heading."""

    sheets: list[_Sheet] = field(default_factory=list)
    asked: str | None = None
    open: bool = False
    depth: int = 1
    heading: str = ""
    left: dict[str, int] = field(default_factory=dict)

    def head(self, level: int, words: str) -> None:
        counted = COUNTED.fullmatch(words)
        question = field_of(words)
        if counted and counted[1]:
            self._begin(counted[1], level)
        elif level <= self.depth:  # a chapter of its own: no commitment goes on below it
            self.open, self.asked, self.heading = False, None, words
        else:
            self.asked = question if question != "name" else None

    def _begin(self, name: str, level: int) -> None:
        self.sheets.append(_Sheet(name))
        self.open, self.asked, self.depth = True, None, level

    def text(self, words: str) -> None:
        if self.open and self.asked:
            self.sheets[-1].add(self.asked, words)
        elif words:
            self.left[self.heading] = self.left.get(self.heading, 0) + len(words.split())

    def table(self, rows: Rows) -> None:
        if self.open and (steps := _steps(rows)) is not None:
            self.sheets[-1].steps += steps
        elif not self._answers(rows):
            self.text(" ".join(cell for row in rows for cell in row))

    def _answers(self, rows: Rows) -> bool:
        """Take a table of questions and answers; say whether it was one."""
        pairs = [(field_of(row[0]), row[1]) for row in rows[:NAME_ROWS_MAX] if len(row) > 1]
        known = [(name, words) for name, words in pairs if name]
        if len(known) < 2 or len(known) * 2 < len(rows):  # a list of people names its first column too
            return False
        for name, words in known:
            if name == "name" and words:
                self._begin(words, 1)
            elif self.open:
                self.sheets[-1].add(name, words)
        self.asked = None
        return self.open


def read_document(path: Path) -> Found:
    """Read a DOCX. Raises Invalid on "file" for one that is none, and TableError for one that unpacks without bound."""
    check_zip(path, "DOCX")
    try:
        document = docx.Document(str(path))
    except (OpcError, KeyError, ValueError, LxmlError, zipfile.BadZipFile, OSError) as error:
        raise Invalid("file", "plan_file_broken") from error
    title = clean(document.core_properties.title or "", multiline=False)
    if filled := filled_template(document):
        return Found(bare_plan(title, (filled,)))
    reader = _Reader()
    for kind, content in _blocks(document):
        if isinstance(content, list):
            reader.table(content)
        elif kind:
            reader.head(kind, content)
        else:
            reader.text(content)
    made = tuple(sheet.done() for sheet in reader.sheets if sheet.name)
    plan = with_pillars(
        bare_plan(title, made),
        [" ".join(sheet.texts.get("pillar", ())) for sheet in reader.sheets],
    )
    left = (Unread(name, "unread_words", str(words)) for name, words in reader.left.items())
    return Found(plan, tuple(left))


def _blocks(document: Document) -> Iterator[tuple[int, Any]]:
    """Yield headings as (level, words), paragraphs as (0, words) and tables as (0, rows), in their order."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield 0, _rows(block)
        elif block.text.strip():
            yield _level(block), clean(block.text, multiline=True)


def _level(paragraph: Paragraph) -> int:
    name = fold((paragraph.style and paragraph.style.name) or "")
    found = re.fullmatch(r"(?:heading|titulo|ttulo|cabecalho) ?(\d)", name)
    return int(found[1]) if found else 0


def _rows(table: Table) -> Rows:
    """Return the cells of a table as text; a cell that spans several columns is read once."""
    rows = []
    for row in table.rows:
        seen: list[Any] = []
        for cell in row.cells:
            if all(cell._tc is not other._tc for other in seen):  # noqa: SLF001 python-docx repeats a merged cell
                seen.append(cell)
        rows.append([clean(cell.text, multiline=True) for cell in seen])
    return rows


def _steps(rows: Rows) -> list[Milestone] | None:
    """Return the milestones of a table, None when its head names no milestones."""
    head = [field_of(cell, milestones=True) for cell in rows[0]] if rows else []
    if "name" not in head or len(set(head) - {None}) < STEP_COLUMNS_MIN:
        return None
    return [step for row in rows[1:] if (step := _step(dict(zip(head, row, strict=False)))) is not None]


def _step(cells: dict[str | None, str]) -> Milestone | None:
    words = {name: _known(cells.get(name, "")) for name in ("name", "output", "lead", "supporters")}
    if not words["name"]:
        return None
    starts, ends = span_of(cells.get("dates", ""))
    lead, _line, supporters = words["lead"].partition("\n")
    return step_of(
        words["name"],
        output=clean(words["output"], multiline=False),
        starts=day_of(cells.get("starts", "")) or starts,
        ends=day_of(cells.get("ends", ""), last=True) or ends,
        lead=lead,
        supporters=clean(words["supporters"] or supporters, multiline=False),
    )


def _known(words: str) -> str:
    return "" if fold(words).strip(" .") in PENDING else words
