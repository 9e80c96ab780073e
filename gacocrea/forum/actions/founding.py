"""A forum is founded once, by the administrator; its texts and internal rules are kept by its secretariat."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.forum.models import NOTICE_DAYS, Forum, Sector
from gacocrea.forum.rules import VotingRule, check_rule, check_sectors, check_slug, check_words
from gacocrea.people.rules.documents import documents_of


@dataclass(frozen=True)
class InternalRules:
    """The internal rules as data: how a motion is carried, and how many days ahead a meeting is called."""

    voting: VotingRule = field(default_factory=VotingRule)
    notice_days: int = NOTICE_DAYS


@dataclass(frozen=True)
class ForumTexts:
    """What a forum says of itself and may change later."""

    contact: str = ""
    about: str = ""
    internal_rules: str = ""
    territories: tuple[str, ...] = ()


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
    forum.documents = [kind.value for kind in documents_of(words.time_zone)]
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


def change_forum(
    session: Session, *, actor: Actor, forum: Forum, texts: ForumTexts, rules: InternalRules, now: datetime
) -> Forum:
    """Change what a forum says of itself and its internal rules; the public record keeps the rules that hold.

    A motion that is being voted keeps the rule under which it was put. Raises NotAllowed but for the secretariat,
    and Invalid for a qualified majority without its share.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    check_rule(rules.voting)
    for name, value in asdict(texts).items():
        setattr(forum, name, list(value) if isinstance(value, tuple) else value)
    for name, value in vars(rules.voting).items():
        setattr(forum, name, value)
    forum.notice_days = rules.notice_days
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="forum.changed",
        subject=forum.slug,
        forum_id=forum.id,
        rules=asdict(rules),
        text_sha256=hashlib.sha256(texts.internal_rules.encode()).hexdigest(),
    )
    return forum
