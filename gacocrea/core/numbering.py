"""References that people can quote: the next number of a kind (P, T, C, R, D) inside a cycle or a forum."""

from sqlalchemy import func, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from gacocrea.core.db import Base


class Counter(Base):
    """The last number given out. The row is locked while a number is taken, so none is given twice."""

    __tablename__ = "counter"
    scope: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


# Written out, the same on both engines: SQLAlchemy composes an upsert anew each time.
NEXT = text(
    "INSERT INTO counter (scope, kind, last) VALUES (:scope, :kind, 1)"
    " ON CONFLICT (scope, kind) DO UPDATE SET last = counter.last + 1 RETURNING last"
)


def next_number(session: Session, *, scope: str, kind: str) -> int:
    """Take and return the next number of `kind` ("P", "T", …) in `scope` ("cycle:7"), from 1."""
    return int(session.execute(NEXT, {"scope": scope, "kind": kind}).scalar_one())


def total(session: Session, *, scope: str, kind: str) -> int:
    """Return how many numbers of `kind` were given out in `scope`."""
    found = session.query(func.max(Counter.last)).filter_by(scope=scope, kind=kind).scalar()
    return int(found or 0)
