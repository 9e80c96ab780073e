"""Pabulib's .pb files: META, PROJECTS and VOTES, cells parted by semicolons, lists inside them by commas.

The format: Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis", IJCAI 2023, and pabulib.org.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from gacocrea.core.tables.delimited import cells_of
from gacocrea.core.tables.lines import check_file, lines_of, open_text
from gacocrea.core.tables.rows import Row, TableError, column_names, row_of, row_of_cells

_SECTIONS = ("META", "PROJECTS", "VOTES")
_LISTS = frozenset({"vote", "points"})
_PROJECT = frozenset({"project_id", "name", "cost", "votes", "score", "category", "selected"})
_VOTE = frozenset({"voter_id", "vote", "points"})
T = TypeVar("T")


@dataclass(frozen=True)
class Meta:
    """What the file says of the election; `all` holds every line of the section as it is written."""

    title: str
    vote_type: str
    rule: str
    budget: Decimal | None
    num_projects: int | None
    num_votes: int | None
    min_length: int | None
    max_length: int | None
    begins: date | None
    ends: date | None
    all: dict[str, str]


@dataclass(frozen=True)
class Project:
    """A project on the ballot. `selected`: 0 no, 1 yes, larger numbers are other official outcomes."""

    line: int
    id: str
    name: str
    cost: Decimal | None
    votes: int | None
    score: Decimal | None
    categories: tuple[str, ...]
    selected: int | None
    others: dict[str, str]


@dataclass(frozen=True)
class Vote:
    """A ballot as it is written: projects in the voter's order, a project named twice stays twice."""

    line: int
    voter: str
    projects: tuple[str, ...]
    points: tuple[Decimal, ...]
    others: dict[str, str]


@dataclass
class Pabulib:
    """A whole election; what could not be read is in `errors`, with its line, and nowhere else."""

    meta: Meta
    projects: list[Project] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    errors: list[TableError] = field(default_factory=list)


def read_pabulib(path: Path) -> Pabulib:
    """Read a .pb file. Raise TableError when it is no such file; a bad row is one of `errors`."""
    check_file(path)
    rows: dict[str, list[Row]] = {section: [] for section in _SECTIONS}
    for section, row in _sections(path):
        rows[section].append(row)
    sound = [row for row in rows["META"] if not row.error]
    election = Pabulib(_meta({_cell(row, "key"): _cell(row, "value") for row in sound}))
    election.errors = [row.error for row in rows["META"] if row.error]
    election.projects = _read(rows["PROJECTS"], _project, lambda project: project.id, election.errors)
    known = {project.id for project in election.projects}
    votes = _read(rows["VOTES"], _vote, lambda vote: vote.voter, election.errors)
    for vote in votes:
        if stranger := next((name for name in vote.projects if name not in known), None):
            election.errors.append(TableError(vote.line, "project", stranger))
        else:
            election.votes.append(vote)
    election.errors.sort(key=lambda error: error.line)
    return election


def read_section(path: Path, section: str | None) -> Iterator[Row]:
    """Yield the rows of one section, "projects" unless named; votes and points as lists."""
    wanted = (section or "projects").upper()
    if wanted not in _SECTIONS:
        raise TableError(0, "sheet", section)
    for name, row in _sections(path):
        if name == wanted and not row.error:
            lists = {key: list(_items(_cell(row, key))) for key in _LISTS & row.values.keys()}
            yield row_of(row.line, {**row.values, **lists})
        elif name == wanted:
            yield row


def _sections(path: Path) -> Iterator[tuple[str, Row]]:
    with open_text(path, "PB") as file:
        section, names, seen = "", list[str](), set[str]()
        for line, cells in cells_of(lines_of(file), ";"):
            title = cells[0].strip().upper()
            if title in _SECTIONS and not any(cells[1:]):
                section, names = title, []
                seen.add(title)
            elif not section:
                raise TableError(line, "mismatch", "PB")
            elif not names:
                names = column_names(line, cells)
            else:
                yield section, row_of_cells(line, names, cells)
        if missing := [each for each in _SECTIONS if each not in seen]:
            raise TableError(0, "sheet", missing[0])


def _read(
    rows: list[Row], make: Callable[[Row], T], key: Callable[[T], str], errors: list[TableError]
) -> list[T]:
    """Make each row's object, once per key; collect what is wrong."""
    made: dict[str, T] = {}
    for row in rows:
        try:
            item = _sound(row, make)
        except TableError as error:
            errors.append(error)
            continue
        if key(item) in made:
            errors.append(TableError(row.line, "repeated", key(item)))
        else:
            made[key(item)] = item
    return list(made.values())


def _sound(row: Row, make: Callable[[Row], T]) -> T:
    if row.error:
        raise row.error
    return make(row)


def _meta(pairs: dict[str, str]) -> Meta:
    row = Row(0, pairs)
    return Meta(
        title=pairs.get("description", ""),
        vote_type=pairs.get("vote_type", ""),
        rule=pairs.get("rule", ""),
        budget=_number(row, "budget"),
        num_projects=_whole(row, "num_projects"),
        num_votes=_whole(row, "num_votes"),
        min_length=_whole(row, "min_length"),
        max_length=_whole(row, "max_length"),
        begins=_date(pairs.get("date_begin", "")),
        ends=_date(pairs.get("date_end", "")),
        all=pairs,
    )


def _project(row: Row) -> Project:
    return Project(
        line=row.line,
        id=_required(row, "project_id"),
        name=_cell(row, "name"),
        cost=_number(row, "cost"),
        votes=_whole(row, "votes"),
        score=_number(row, "score"),
        categories=_items(_cell(row, "category")),
        selected=_whole(row, "selected"),
        others={name: _cell(row, name) for name in row.values if name not in _PROJECT},
    )


def _vote(row: Row) -> Vote:
    points = tuple(_decimal(row, "points", item) for item in _items(_cell(row, "points")))
    projects = _items(_cell(row, "vote"))
    if points and len(points) != len(projects):
        raise TableError(row.line, "value", "points")
    others = {name: _cell(row, name) for name in row.values if name not in _VOTE}
    return Vote(row.line, _required(row, "voter_id"), projects, points, others)


def _cell(row: Row, name: str) -> str:
    value = row.values.get(name, "")
    return value if isinstance(value, str) else ",".join(value)


def _required(row: Row, name: str) -> str:
    if value := _cell(row, name):
        return value
    raise TableError(row.line, "value", name)


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(",") if item.strip())


def _decimal(row: Row, name: str, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise TableError(row.line, "value", f"{name} = {text}") from error
    if not number.is_finite() or abs(number.adjusted()) > 18:
        raise TableError(row.line, "value", f"{name} = {text}")
    return number


def _number(row: Row, name: str) -> Decimal | None:
    text = _cell(row, name)
    return _decimal(row, name, text.replace(",", ".")) if text else None


def _whole(row: Row, name: str) -> int | None:
    number = _number(row, name)
    if number is not None and number != int(number):
        raise TableError(row.line, "value", name)
    return None if number is None else int(number)


def _date(text: str) -> date | None:
    """Read 02.06.2025, or a year alone as its first day; None for anything else."""
    for pattern in ("%d.%m.%Y", "%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day of the calendar, no instant
        except ValueError:
            continue
    return None
