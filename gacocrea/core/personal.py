"""What each stage holds about a person: how it is shown to them, and what becomes of it when they leave.

Every stage answers for its own tables with one `Holding`; a test walks the models, so that none is forgotten.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

GONE = "Persona que se dio de baja"
"""The credit of a public text whose author left. It is stored, as every credit is."""
BLANKED = "(Texto borrado a pedido de quien lo escribió.)"
"""What stands where the author of a public text asked for its words to go."""


@dataclass(frozen=True)
class Part:
    """One kind of thing about a person: `columns` are (key for programs, label for people), `rows` their values."""

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]

    def plain(self) -> list[dict[str, Any]]:
        """Return the rows with their keys, as a program reads them."""
        keys = [key for key, _label in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]


def _credits_nothing(_session: Session, _account_id: int, _name: str) -> None:
    """A stage that shows no one's name."""


def _drops_nothing(_session: Session, _account_id: int, _blank: bool) -> None:
    """A stage of whose rows every one stays."""


def _forgets_nothing(_session: Session, _account_id: int) -> None:
    """A stage that keeps nothing for the sake of open polls."""


@dataclass(frozen=True)
class Holding:
    """A stage's answer: by column ("proposal.author_id") what becomes of it when the person leaves, and four doors.

    `export(session, account_id)` yields what is shown; `credit(session, account_id, name)` renames the person on
    their public texts; `drop(session, account_id, blank)` takes away what need not stay, `blank`: the words of
    public texts too, where the thread allows it; `forget(session, account_id)` what had to wait for open polls.
    """

    answers_for: Mapping[str, str]
    export: Callable[[Session, int], Iterable[Part]]
    credit: Callable[[Session, int, str], None] = _credits_nothing
    drop: Callable[[Session, int, bool], None] = _drops_nothing
    forget: Callable[[Session, int], None] = _forgets_nothing
