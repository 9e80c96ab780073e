"""A forum is founded once, by the administrator of the installation."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.forum.models import Forum, Sector
from gacocrea.forum.rules import check_sectors, check_slug, check_words


@dataclass(frozen=True)
class ForumWords:
    """How a forum calls itself and its bodies, and what it says of itself."""

    slug: str
    name: str
    jurisdiction: str
    core_group_name: str
    secretariat_name: str
    time_zone: str
    contact: str = ""
    about: str = ""
    internal_rules: str = ""
    territories: tuple[str, ...] = ()
    is_example: bool = False


def create_forum(
    session: Session, *, actor: Actor, words: ForumWords, sectors: Sequence[tuple[str, str]], now: datetime
) -> Forum:
    """Found a forum with its sectors, given as (key, name) in their order.

    Raises NotAllowed but for an administrator, and Invalid for a slug that is taken, reserved or not made for
    an address, a time zone that does not exist, or fewer than two sectors.
    """
    require(Action.CONFIGURE, actor=actor, moment=Moment(now))
    check_slug(words.slug)
    check_words(name=words.name, time_zone=words.time_zone)
    check_sectors(sectors)
    if session.scalar(select(Forum.id).where(Forum.slug == words.slug)) is not None:
        raise Invalid("slug", "slug_in_use", slug=words.slug)
    forum = Forum(**asdict(words) | {"territories": list(words.territories)})
    forum.sectors = [
        Sector(key=key, name=name, position=position) for position, (key, name) in enumerate(sectors, 1)
    ]
    session.add(forum)
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="forum.created",
        subject=forum.slug,
        forum_id=forum.id,
        name=forum.name,
        sectors=[key for key, _name in sectors],
    )
    return forum
