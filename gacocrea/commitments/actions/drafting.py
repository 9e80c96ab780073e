"""Drafting: winners become commitments, and each save is a version."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.commitments.models import (
    REASON_MIN,
    Commitment,
    CommitmentStatus,
    CommitmentTheme,
    CommitmentVersion,
    Milestone,
)
from gacocrea.commitments.queries import sheet_of, taken_up, voted_words
from gacocrea.commitments.rules import TEXTS, Sheet, as_json, changed, check_sheet, drifts
from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.themes.models import Theme
from gacocrea.voting.queries import selected_theme_ids


def draft_from_themes(
    session: Session, *, actor: Actor, cycle: Cycle, theme_ids: Sequence[int], now: datetime
) -> Commitment:
    """Start a commitment from one or more winning themes of one pillar.

    Its name and brief description are the first theme's; its period is the plan's. Raises Invalid when a
    theme was not selected, is in a commitment already, or stands under another pillar.
    """
    require(Action.DRAFT_COMMITMENT, actor=actor, moment=cycle.moment(now))
    themes = _winners(session, cycle, theme_ids)
    first = themes[0]
    commitment = begin(session, cycle=cycle, pillar_id=first.pillar_id, name=first.title, now=now)
    commitment.brief = first.summary
    session.add_all(CommitmentTheme(commitment_id=commitment.id, theme_id=theme.id) for theme in themes)
    return keep_first(session, commitment, actor, cycle, now)


def begin(session: Session, *, cycle: Cycle, pillar_id: int, name: str, now: datetime) -> Commitment:
    """Return a numbered draft with nothing in it but its name; its period is the plan's."""
    commitment = Commitment(
        cycle_id=cycle.id,
        pillar_id=pillar_id,
        number=next_number(session, scope=f"cycle:{cycle.id}", kind="C"),
        status=CommitmentStatus.DRAFT,
        version=1,
        name=name,
        starts_on=cycle.plan_starts_on,
        ends_on=cycle.plan_ends_on,
        created_at=now,
        changed_at=now,
    )
    session.add(commitment)
    session.flush()
    return commitment


def keep_first(
    session: Session, commitment: Commitment, actor: Actor, cycle: Cycle, now: datetime
) -> Commitment:
    """Keep a draft that was just begun as its first version, and write it in the public record."""
    keep_version(session, commitment, actor, now, "")
    note(session, commitment, actor, cycle, now, verb="commitment.drafted")
    return commitment


def save(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    commitment: Commitment,
    sheet: Sheet,
    seen_version: int,
    reason: str = "",
    now: datetime,
) -> Commitment:
    """Save a commitment as its next version; one that says nothing new stores nothing.

    `seen_version` is the version that the author had on the page: when another was saved meanwhile it is
    Conflict ("commitment_changed"), and nothing is overwritten. Raises Conflict ("commitment_settled") for
    one that is no draft any more, and Invalid for what `check_sheet` refuses or, on "reason", for a text that
    leaves the theme as it was voted (`rules.drifts`) and does not say why in REASON_MIN letters.
    """
    require(Action.DRAFT_COMMITMENT, actor=actor, moment=cycle.moment(now))
    hold_draft(session, cycle, commitment)
    if commitment.version != seen_version:
        raise Conflict("commitment_changed", version=commitment.version)
    check_sheet(sheet)
    differing = changed(sheet_of(commitment), sheet)
    if not differing:
        return commitment
    _check_drift(session, commitment, sheet, reason)
    _apply(session, commitment, sheet)
    commitment.version += 1
    commitment.changed_at = now
    keep_version(session, commitment, actor, now, reason)
    note(session, commitment, actor, cycle, now, verb="commitment.saved", reason=reason, fields=differing)
    return commitment


def hold_draft(session: Session, cycle: Cycle, commitment: Commitment) -> None:
    """Take a commitment for this transaction: two savers at once wait for each other here."""
    session.refresh(commitment, with_for_update=True)
    if commitment.cycle_id != cycle.id:
        raise NotThere
    if commitment.status is not CommitmentStatus.DRAFT:
        raise Conflict("commitment_settled")


def _check_drift(session: Session, commitment: Commitment, sheet: Sheet, reason: str) -> None:
    """Ask for a public reason of the version that leaves the voted theme, and not of those that follow it."""
    voted = voted_words(session, [commitment.id])[commitment.id]
    leaves = drifts(sheet, voted) and not drifts(sheet_of(commitment), voted)
    if leaves and len(reason) < REASON_MIN:
        raise Invalid("reason", "drift_unexplained", least=REASON_MIN)


def _winners(session: Session, cycle: Cycle, theme_ids: Sequence[int]) -> list[Theme]:
    """Return the themes in the order asked for, held so that no other draft takes them up at once."""
    if not theme_ids:
        raise Invalid("themes", "theme_missing")
    if not set(theme_ids) <= selected_theme_ids(session, cycle.id):
        raise Invalid("themes", "theme_not_selected")
    held = select(Theme).where(Theme.id.in_(theme_ids)).order_by(Theme.id).with_for_update()
    found = {theme.id: theme for theme in session.scalars(held)}
    if session.scalars(taken_up(theme_ids)).first() is not None:
        raise Invalid("themes", "theme_taken")
    themes = [found[theme_id] for theme_id in dict.fromkeys(theme_ids)]
    if len({theme.pillar_id for theme in themes}) > 1:
        raise Invalid("themes", "themes_of_two_pillars")
    return themes


def _apply(session: Session, commitment: Commitment, sheet: Sheet) -> None:
    for name in TEXTS:
        setattr(commitment, name, getattr(sheet, name))
    commitment.extras = {key: text for key, text in sheet.extras.items() if text}
    kept = list(commitment.milestones)
    for place, words in enumerate(sheet.milestones):
        milestone = kept[place] if place < len(kept) else Milestone(number=place + 1)
        for name, value in vars(words).items():
            setattr(milestone, name, value)
        if place >= len(kept):
            commitment.milestones.append(milestone)
    for milestone in kept[len(sheet.milestones) :]:
        commitment.milestones.remove(milestone)
    session.flush()


def keep_version(session: Session, commitment: Commitment, actor: Actor, now: datetime, reason: str) -> None:
    """Keep the commitment as it reads now as the version that it is at."""
    session.add(
        CommitmentVersion(
            commitment_id=commitment.id,
            number=commitment.version,
            author_id=actor.account_id,
            author_name=actor.name,
            at=now,
            reason=reason,
            sheet=as_json(sheet_of(commitment)),
        )
    )


def note(
    session: Session, commitment: Commitment, actor: Actor, cycle: Cycle, now: datetime, **entry: Any
) -> None:
    """Write what happened to a commitment in the public record."""
    record.write(
        session,
        actor=actor,
        now=now,
        subject=reference("C", commitment.number),
        forum_id=cycle.forum_id,
        cycle_id=cycle.id,
        version=commitment.version,
        **entry,
    )
