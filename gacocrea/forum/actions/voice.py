"""How a forum speaks: its form of address, the language it writes in, and those in which it can be read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.words import TONGUES
from gacocrea.forum.models import Forum, Treatment


def change_voice(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    treatment: Treatment,
    language: str,
    languages: Sequence[str],
    now: datetime,
) -> Forum:
    """Choose how the forum addresses people and which languages its texts can be read in, besides its own.

    A language that is left out hides its translations; they come back with it. Raises NotAllowed but for the
    secretariat, and Invalid for a language that is not on the list.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if unknown := {language, *languages} - TONGUES.keys():
        raise Invalid("languages", "unknown_language", language=", ".join(sorted(unknown)))
    forum.treatment, forum.language = treatment, language
    forum.languages = [one for one in TONGUES if one in languages and one != language]
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="forum.changed",
        subject=forum.slug,
        forum_id=forum.id,
        treatment=treatment.value,
        language=language,
        languages=forum.languages,
    )
    return forum
