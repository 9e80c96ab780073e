"""Texts of a cycle in other languages, written by its secretariat or core group; the originals stay untouched."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor
from gacocrea.core.words import fingerprint, keep
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum


def mark_of(originals: Mapping[str, str]) -> str:
    """Return what stands for all originals of a thing, as its translator saw them."""
    return fingerprint("\0".join(f"{field}\0{text}" for field, text in sorted(originals.items())))


def translate(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    table: type[Any],
    owner: tuple[str, int],
    subject: str,
    language: str,
    texts: Mapping[str, str],
    originals: Mapping[str, str],
    seen: str,
    is_fixed: bool,
    now: datetime,
) -> list[str]:
    """Keep the texts of one thing in one language; return the fields that changed, an empty text takes one away.

    `seen` is the `mark_of` the originals that the translator had before their eyes. Raises NotAllowed,
    Invalid("language", …) for a language that the forum does not offer, Invalid("seen", …) when an original has
    changed meanwhile, and Conflict("translation_fixed") while the thing is on an open ballot (`is_fixed`).
    """
    require(Action.TRANSLATE, actor=actor, moment=cycle.moment(now))
    forum = session.get_one(Forum, cycle.forum_id)
    if language not in forum.languages:
        raise Invalid("language", "unknown_language", language=language)
    if is_fixed:
        raise Conflict("translation_fixed")
    if seen != mark_of(originals):
        raise Invalid("seen", "original_changed")
    changed = keep(
        session, table=table, owner=owner[0], id=owner[1], language=language, texts=texts, originals=originals,
        by=actor.name, now=now,
    )  # fmt: skip
    if changed:
        record.write(
            session, actor=actor, now=now, verb="translation.kept", subject=subject, forum_id=cycle.forum_id,
            cycle_id=cycle.id, language=language, fields=changed,
        )  # fmt: skip
    return changed
