"""What works once: challenges that were solved, remembered until they would have expired anyway."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from gacocrea.core.db import Base


class Spent(Base):
    """The mark of something used up. It says nothing of who used it."""

    __tablename__ = "spent"
    mark: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


def is_spent(session: Session, mark: str) -> bool:
    """Say whether something was used before."""
    return session.scalar(select(Spent.mark).where(Spent.mark == mark)) is not None


def spend(session: Session, mark: str, expires_at: datetime) -> None:
    """Use something up, in the transaction of what it is used for.

    Two at the same moment: the database lets one of them commit, the other fails with IntegrityError.
    """
    session.execute(insert(Spent).values(mark=mark, expires_at=expires_at))


def forget(session: Session, now: datetime) -> int:
    """Forget what has expired and return how many; asks first, so that an idle worker writes nothing."""
    if session.scalar(select(Spent.mark).where(Spent.expires_at <= now).limit(1)) is None:
        return 0
    marks = session.scalars(delete(Spent).where(Spent.expires_at <= now).returning(Spent.mark)).all()
    return len(marks)
