"""Themes are merged and split before voting; every proposal keeps its credit and its history."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import permissions, record
from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.moderation.rules import checked_reason
from gacocrea.proposals.models import Proposal
from gacocrea.themes.actions.responses import Words, add_theme, current, store, tell_author
from gacocrea.themes.models import REASON_MAX, Outcome, Theme, ThemeProposal
from gacocrea.themes.rules import checked_wording

Address = Callable[[str], str]


def merge_themes(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    theme: Theme,
    into: Theme,
    reason: str,
    seen_at: datetime,
    now: datetime,
    address: Address = str,
) -> Theme:
    """Unite a theme with another of its pillar: its proposals go there, each with a new response and a letter.

    `seen_at` is the `changed_at` of the theme that the editor saw. The theme that is left keeps its page. Raises
    NotAllowed, NotThere, Invalid("into", …), Conflict("theme_changed") and Conflict("ballot_frozen").
    """
    permissions.require(Action.EDIT_THEME, actor=actor, moment=cycle.moment(now))
    hold_themes(session, cycle=cycle, themes=(theme, into))
    said = checked_reason(reason)
    if theme is into or into.merged_at is not None:
        raise Invalid("into", "merge_into_itself")
    if theme.pillar_id != into.pillar_id:
        raise Invalid("into", "theme_of_other_pillar")
    if theme.changed_at != seen_at or theme.merged_at is not None:
        raise Conflict("theme_changed")
    note = f"{reference('T', theme.number)} → {reference('T', into.number)}. {said}"
    inside = _inside(session, theme)
    moved = _move(session, actor=actor, proposals=inside, into=into, note=note, now=now, address=address)
    theme.merged_into_id, theme.merged_at, theme.merged_reason = into.id, now, said
    theme.changed_at = into.changed_at = now
    session.flush()
    _note(session, actor=actor, cycle=cycle, theme=theme, now=now, verb="theme.merged", reason=said,
          into=reference("T", into.number), proposals=moved)  # fmt: skip
    return into


def split_theme(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    theme: Theme,
    numbers: Collection[int],
    title: str,
    summary: str,
    reason: str,
    seen_at: datetime,
    now: datetime,
    address: Address = str,
) -> Theme:
    """Take the proposals with these numbers out of a theme and make a new one of them; return it.

    Raises as `merge_themes`, and Invalid("numbers", …) when none or all would go.
    """
    permissions.require(Action.EDIT_THEME, actor=actor, moment=cycle.moment(now))
    hold_themes(session, cycle=cycle, themes=(theme,))
    said, wording = checked_reason(reason), checked_wording(title, summary)
    if theme.changed_at != seen_at or theme.merged_at is not None:
        raise Conflict("theme_changed")
    inside = _inside(session, theme)
    going = [proposal for proposal in inside if proposal.number in numbers]
    if not going or len(going) == len(inside):
        raise Invalid("numbers", "split_some")
    made = add_theme(session, cycle=cycle, pillar_id=theme.pillar_id, wording=wording, now=now)
    note = f"{reference('T', theme.number)} → {reference('T', made.number)}. {said}"
    moved = _move(session, actor=actor, proposals=going, into=made, note=note, now=now, address=address)
    theme.changed_at = now
    session.flush()
    _note(session, actor=actor, cycle=cycle, theme=theme, now=now, verb="theme.split", reason=said,
          into=reference("T", made.number), proposals=moved)  # fmt: skip
    return made


def hold_themes(session: Session, *, cycle: Cycle, themes: Iterable[Theme]) -> None:
    """Take themes for this transaction, always in one order. Raises NotThere and Conflict("ballot_frozen")."""
    for theme in sorted(themes, key=lambda one: one.id):
        session.refresh(theme, with_for_update=True)
        if theme.cycle_id != cycle.id:
            raise NotThere
        if theme.frozen_at is not None:
            raise Conflict("ballot_frozen")


def _inside(session: Session, theme: Theme) -> list[Proposal]:
    wanted = (
        select(Proposal)
        .join(ThemeProposal, ThemeProposal.proposal_id == Proposal.id)
        .where(ThemeProposal.theme_id == theme.id)
    )
    return list(session.scalars(wanted.order_by(Proposal.number)))


def _move(
    session: Session, *, actor: Actor, proposals: Iterable[Proposal], into: Theme, note: str, now: datetime,
    address: Address,
) -> list[str]:  # fmt: skip
    """Answer each proposal anew with what it was told before and why it moved; return their references."""
    moved = []
    for proposal in proposals:
        session.refresh(proposal, with_for_update={"of": Proposal})
        held = current(session, proposal)
        before = held.reason if held else ""
        reason = f"{before}\n\n{note}" if len(before) + len(note) + 2 <= REASON_MAX else note
        outcome = held.outcome if held and held.outcome is Outcome.PARTLY else Outcome.MERGED
        words = Words(outcome, reason.strip(), held.institution if held else "")
        response = store(session, actor=actor, proposal=proposal, words=words, theme=into, now=now)
        tell_author(session, proposal=proposal, response=response, theme=into, address=address, now=now)
        moved.append(reference("P", proposal.number or 0))
    return moved


def _note(
    session: Session, *, actor: Actor, cycle: Cycle, theme: Theme, now: datetime, verb: str, reason: str, into: str,
    proposals: list[str],
) -> None:  # fmt: skip
    record.write(
        session, actor=actor, now=now, verb=verb, subject=reference("T", theme.number), forum_id=cycle.forum_id,
        cycle_id=cycle.id, reason=reason, into=into, proposals=proposals,
    )  # fmt: skip
