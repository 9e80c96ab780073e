"""What only the top floor reads: counts of the front page, and the forums of a person."""

from collections import defaultdict

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from gacocrea.core.text import sort_key
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum, Membership
from gacocrea.themes.models import Theme


def theme_counts(session: Session, cycle_id: int) -> dict[int, int]:
    """Return by pillar how many themes it has. One statement."""
    living = (Theme.cycle_id == cycle_id, Theme.merged_at.is_(None))
    counted = select(Theme.pillar_id, func.count()).where(*living).group_by(Theme.pillar_id)
    return dict(session.execute(counted).tuples().all())


def other_cycles(session: Session, forum_id: int, cycle_id: int) -> list[Row[tuple[str, str]]]:
    """Return (slug, title) of the other published cycles, the latest plan first. One statement."""
    others = select(Cycle.slug, Cycle.title).where(Cycle.forum_id == forum_id, Cycle.id != cycle_id)
    published = others.where(Cycle.published_at.is_not(None))
    return list(session.execute(published.order_by(Cycle.plan_starts_on.desc(), Cycle.id.desc())))


def other_forums(session: Session, forum_id: int) -> list[Row[tuple[str, str]]]:
    """Return (slug, name) of the other forums of this installation. One statement."""
    found = session.execute(select(Forum.slug, Forum.name).where(Forum.id != forum_id))
    return sorted(found, key=lambda row: sort_key(row.name))


def forums_of(session: Session, account_id: int) -> list[tuple[Forum, list[Membership]]]:
    """Return every forum with this person's memberships, those where there is one first. Three statements."""
    held = defaultdict[int, list[Membership]](list)
    for row in session.scalars(select(Membership).where(Membership.account_id == account_id)):
        held[row.forum_id].append(row)
    forums = session.scalars(select(Forum).order_by(Forum.id))
    return sorted(((forum, held[forum.id]) for forum in forums), key=lambda pair: not pair[1])
