"""What only the front page counts, each in one statement."""

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.themes.models import Theme


def theme_counts(session: Session, cycle_id: int) -> dict[int, int]:
    """Return by pillar how many themes it has. One statement."""
    counted = select(Theme.pillar_id, func.count()).where(Theme.cycle_id == cycle_id).group_by(Theme.pillar_id)
    return dict(session.execute(counted).tuples().all())


def other_cycles(session: Session, forum_id: int, cycle_id: int) -> list[Row[tuple[str, str]]]:
    """Return (slug, title) of the other published cycles, the latest plan first. One statement."""
    others = select(Cycle.slug, Cycle.title).where(Cycle.forum_id == forum_id, Cycle.id != cycle_id)
    published = others.where(Cycle.published_at.is_not(None))
    return list(session.execute(published.order_by(Cycle.plan_starts_on.desc(), Cycle.id.desc())))


def other_forums(session: Session, forum_id: int) -> list[Row[tuple[str, str]]]:
    """Return (slug, name) of the other forums of this installation. One statement."""
    return list(session.execute(select(Forum.slug, Forum.name).where(Forum.id != forum_id).order_by(Forum.name)))
