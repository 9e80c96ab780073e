"""References that people can quote: the next number of a kind (P, T, C, R, D) inside a cycle or a forum."""

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from gacocrea.core.db import Base


class Counter(Base):
    """The last number given out. The row is locked while a number is taken, so none is given twice."""

    __tablename__ = "counter"
    scope: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


def next_number(session: Session, *, scope: str, kind: str) -> int:
    """Take and return the next number of `kind` ("P", "T", …) in `scope` ("cycle:7"), from 1."""
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    statement = (
        insert(Counter)
        .values(scope=scope, kind=kind, last=1)
        .on_conflict_do_update(index_elements=["scope", "kind"], set_={"last": Counter.last + 1})
        .returning(Counter.last)
    )
    return int(session.execute(statement).scalar_one())


def total(session: Session, *, scope: str, kind: str) -> int:
    """Return how many numbers of `kind` were given out in `scope`."""
    found = session.query(func.max(Counter.last)).filter_by(scope=scope, kind=kind).scalar()
    return int(found or 0)
