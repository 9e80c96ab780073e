"""Who holds a dump without the key tries to join people and ballots: every order against every order.

A linker takes the people who voted in some order that the dump gives away (rows as they lie, times, counters,
addresses, letters) and the ballots in another, and says that the first belongs to the first, and so on.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import sqrt
from pathlib import Path

from sqlalchemy import Connection, Row, inspect, text

Order = tuple[str, ...]


@dataclass(frozen=True)
class Attack:
    """The best that linkers reached, and what guessing would."""

    linkers: int
    choices_guessed: int
    chance: float
    spread: float
    """One standard deviation of guessing."""
    ballots_found: int
    """People beside whom a linker put their own ballot; guessing finds one, and nine once in a million tries."""
    best: str

    @property
    def is_beaten(self) -> bool:
        """Say whether a linker did better than guessing: by three standard deviations, or by one in a million."""
        return self.choices_guessed > self.chance + 3 * self.spread or self.ballots_found >= 9


def attack(connection: Connection, truth: dict[str, str], file: Path | None = None) -> Attack:
    """Try every linker on a dump; `truth` gives by address of each voter the seal of their ballot."""
    choices = {
        row.seal: str(row.choices) for row in connection.execute(text("SELECT seal, choices FROM ballot"))
    }
    people = orders_of_people(connection, set(truth), file)
    ballots = orders_of_ballots(connection, set(truth.values()), file)
    best, found, name = 0, 0, ""
    pairs = list(product(people, ballots))
    for who, what in pairs:
        linked = list(zip(who, what, strict=True))
        right = sum(choices[truth[person]] == choices[ballot] for person, ballot in linked)
        exact = sum(truth[person] == ballot for person, ballot in linked)
        if (right, exact) > (best, found):
            name = f"{people[who]} with {ballots[what]}"
        best, found = max(best, right), max(found, exact)
    alike = sum(number * number for number in Counter(choices[seal] for seal in truth.values()).values())
    chance = alike / len(truth)
    return Attack(len(pairs), best, chance, sqrt(chance * (1 - chance / len(truth))), found, name)


def orders_of_people(connection: Connection, voters: set[str], file: Path | None) -> dict[Order, str]:
    """Return every different order in which the dump names the voters, with where it was found."""
    email = {row.id: row.email for row in connection.execute(text("SELECT id, email FROM account"))}
    found: dict[Order, str] = {}
    for table in inspect(connection).get_table_names():
        for name, rows in orders_of_rows(connection, table):
            for column in rows[0]._fields if rows else ():
                values = (row._mapping[column] for row in rows)
                named = [email.get(value, value) for value in values if isinstance(value, int | str)]
                _keep(found, voters, f"{table}.{column} by {name}", named)
    if file is not None:
        _keep(found, voters, "the file", as_they_lie(file, voters))
    return found


def orders_of_ballots(connection: Connection, seals: set[str], file: Path | None) -> dict[Order, str]:
    """Return every different order in which the dump holds the ballots."""
    found: dict[Order, str] = {}
    for name, rows in orders_of_rows(connection, "ballot"):
        _keep(found, seals, f"ballots by {name}", [row.seal for row in rows])
    if file is not None:
        _keep(found, seals, "ballots in the file", as_they_lie(file, seals))
        _keep(found, seals, "ballots in the file from behind", as_they_lie(file, seals, last=True))
    return found


def orders_of_rows(
    connection: Connection, table: str
) -> Iterator[tuple[str, Sequence[Row[tuple[object, ...]]]]]:
    """Yield the rows of a table as they lie, and sorted by each of its columns."""
    hidden = "ctid" if connection.dialect.name == "postgresql" else "1"
    rows = connection.execute(text(f'SELECT * FROM "{table}" ORDER BY {hidden}')).all()
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text(f'SELECT * FROM "{table}" NOT INDEXED')).all()
    yield "place", rows
    for column in rows[0]._fields if rows else ():
        yield column, sorted(rows, key=lambda row: str(row._mapping[column]))


def as_they_lie(file: Path, words: set[str], *, last: bool = False) -> list[str]:
    """Return words in the order of their bytes in the database file."""
    content = file.read_bytes()
    find = content.rfind if last else content.find
    return sorted(words, key=lambda word: find(word.encode()))


def _keep(found: dict[Order, str], wanted: set[str], name: str, seen: Sequence[object]) -> None:
    """Keep an order, and the order backwards, when everybody wanted is in it."""
    order = tuple(dict.fromkeys(each for each in seen if isinstance(each, str) and each in wanted))
    if len(order) == len(wanted):
        found.setdefault(order, name)
        found.setdefault(order[::-1], f"{name}, backwards")
