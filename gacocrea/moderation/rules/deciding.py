"""Who may decide on what, who may hear an appeal, and what a reason must say."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from gacocrea.core.errors import Invalid
from gacocrea.core.permissions import Action, Verdict, explain
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import clean, fold
from gacocrea.moderation.models import APPEAL_DAYS, REASON_MAX, REASON_MIN

AUTHOR = "[nombre]"
"""Stands in a reason for the name of each author, so that one answer to many still speaks to each."""
_GAP = re.compile(r"\[complete:", re.IGNORECASE)  # the same word in Spanish, English and Portuguese


def same_institution(one: str, other: str) -> bool:
    """Say whether two names are of one institution, however they are typed; no name is nobody's."""
    return bool(one.strip()) and fold(" ".join(one.split())) == fold(" ".join(other.split()))


def may_decide(
    action: Action,
    *,
    actor: Actor,
    moment: Moment,
    people: Iterable[int | None],
    institutions: Iterable[str],
) -> Verdict:
    """Say whether `actor` may decide: the law, and besides, nobody decides where they have an interest.

    `people` are the accounts whose text it is or is about: the author and, for an argument, the author of the
    proposal. `institutions` are those concerned: the one that the proposal names and those for which these people
    sit in the forum. A member whose account or institution is among them has an interest.
    """
    verdict = explain(action, actor=actor, moment=moment)
    if not verdict.allowed:
        return verdict
    own = actor.account_id is not None and actor.account_id in set(people)
    if own or any(same_institution(actor.institution, name) for name in institutions):
        return Verdict(False, "own_interest")
    return verdict


def may_hear(verdict: Verdict, *, actor: Actor, decided_by: int | None, decided_in: int | None) -> Verdict:
    """Say whether `actor`, whom `verdict` lets decide, may hear an appeal: only from another sector.

    `decided_by` is the account and `decided_in` the sector of who decided; None where a command did.
    """
    if not verdict.allowed:
        return verdict
    same_person = decided_by is not None and decided_by == actor.account_id
    if actor.sector_id is None or same_person or actor.sector_id == decided_in:
        return Verdict(False, "same_sector")
    return verdict


def in_time(decided_at: datetime, now: datetime) -> bool:
    """Say whether a decision may still be appealed at `now`: within 15 days (`APPEAL_DAYS`)."""
    return now < decided_at + timedelta(days=APPEAL_DAYS)


def checked_reason(reason: str) -> str:
    """Return the reason as it is stored. Raises Invalid when it is too short, too long or has a gap left."""
    reason = clean(reason, multiline=True)
    if len(reason) < REASON_MIN:
        raise Invalid("reason", "reason_short", least=REASON_MIN)
    if len(reason) > REASON_MAX:
        raise Invalid("reason", "reason_long", most=REASON_MAX)
    if _GAP.search(reason):
        raise Invalid("reason", "reason_unfilled")
    return reason


def checked_words(field: str, words: str, *, least: int, most: int) -> str:
    """Return what was typed in `field` as it is stored. Raises Invalid when it is too short or too long."""
    words = clean(words, multiline=True)
    if len(words) < least:
        raise Invalid(field, "words_short" if words else "words_missing", least=least)
    if len(words) > most:
        raise Invalid(field, "words_long", most=most)
    return words
