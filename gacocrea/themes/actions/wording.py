"""The themes of the ballot: made and worded by the core group, before voting only."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import permissions, record
from gacocrea.core.errors import Conflict, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean, excerpt, reference
from gacocrea.core.words import N_
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.proposals.actions import mark
from gacocrea.proposals.models import Proposal, ProposalStatus
from gacocrea.themes.actions.responses import Words, add_theme, store
from gacocrea.themes.models import SUMMARY_MAX, TITLE_MAX, Outcome, Theme
from gacocrea.themes.rules import checked_wording

WAITING = (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED)
IMPORTED = N_(
    "La propuesta llegó en un archivo que ya la traía como opción de la votación; se recoge como tema."
)


def create_theme(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    pillar: Pillar,
    title: str,
    summary: str,
    now: datetime,
) -> Theme:
    """Make a theme that proposals can join later. Raises NotAllowed (law, calendar), NotThere and Invalid."""
    permissions.require(Action.EDIT_THEME, actor=actor, moment=cycle.moment(now))
    if pillar.cycle_id != cycle.id:
        raise NotThere
    wording = checked_wording(title, summary)
    theme = add_theme(session, cycle=cycle, pillar_id=pillar.id, wording=wording, now=now)
    _write(session, actor=actor, cycle=cycle, theme=theme, now=now, verb="theme.created")
    return theme


def edit_theme(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    theme: Theme,
    title: str,
    summary: str,
    seen_at: datetime,
    now: datetime,
) -> Theme:
    """Change the words of a theme, before voting. `seen_at` is the `changed_at` that the editor saw.

    Raises NotAllowed (law, calendar), Invalid, Conflict("theme_changed") when somebody was quicker, and
    Conflict("ballot_frozen") once it is on the ballot.
    """
    permissions.require(Action.EDIT_THEME, actor=actor, moment=cycle.moment(now))
    session.refresh(theme, with_for_update=True)
    if theme.cycle_id != cycle.id:
        raise NotThere
    if theme.frozen_at:
        raise Conflict("ballot_frozen")
    if theme.merged_at:
        raise Conflict("theme_changed")
    if theme.changed_at != seen_at:
        raise Conflict("theme_changed")
    before = {"title": theme.title, "summary": theme.summary}
    theme.title, theme.summary = checked_wording(title, summary)
    theme.changed_at = now
    _write(session, actor=actor, cycle=cycle, theme=theme, now=now, verb="theme.edited", before=before)
    return theme


def freeze(session: Session, *, themes: Iterable[Theme], now: datetime) -> None:
    """Put themes on the ballot: what voters read there is what stays. The polls' opening writes the record."""
    for theme in themes:
        theme.frozen_at = now
    session.flush()


def import_themes(
    session: Session, *, actor: Actor, cycle: Cycle, proposals: Iterable[Proposal], now: datetime
) -> int:
    """Make one theme of each imported proposal, credit its author, and return how many were made.

    For files whose projects were options already, such as Pabulib's: the title is the proposal's, the
    summary the beginning of what it proposes, the key that of its row. The same file again adds nothing.
    """
    wanted = list(proposals)
    keys = select(Theme.source_key).where(Theme.cycle_id == cycle.id, Theme.source_key.is_not(None))
    made = set(session.scalars(keys))
    new = [row for row in wanted if row.source_key and row.source_key not in made and row.status in WAITING]
    for proposal in new:
        wording = (
            excerpt(clean(proposal.title, multiline=False), TITLE_MAX),
            excerpt(proposal.solution or proposal.title, SUMMARY_MAX),
        )
        theme = add_theme(
            session, cycle=cycle, pillar_id=proposal.pillar_id, wording=wording, now=now,
            source_key=proposal.source_key,
        )  # fmt: skip
        words = Words(Outcome.ADOPTED, IMPORTED)
        store(session, actor=actor, proposal=proposal, words=words, theme=theme, now=now)
        mark(session, proposal=proposal, status=ProposalStatus.ANSWERED, now=now)
    record.write(
        session, actor=actor, now=now, verb="themes.imported", subject=cycle.slug,
        forum_id=cycle.forum_id, cycle_id=cycle.id, themes=len(new),
    )  # fmt: skip
    return len(new)


def _write(
    session: Session, *, actor: Actor, cycle: Cycle, theme: Theme, now: datetime, verb: str, **facts: Any
) -> None:
    record.write(
        session,
        actor=actor,
        now=now,
        verb=verb,
        subject=reference("T", theme.number),
        forum_id=cycle.forum_id,
        cycle_id=cycle.id,
        title=theme.title,
        summary=theme.summary,
        **facts,
    )
