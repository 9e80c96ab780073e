"""Commitments for pages and documents: each answer in a known number of statements."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from gacocrea.commitments.models import (
    Commitment,
    CommitmentStatus,
    CommitmentTheme,
    CommitmentVersion,
)
from gacocrea.commitments.rules import TEXTS, MilestoneWords, Sheet, drifts, from_json
from gacocrea.themes.models import Theme
from gacocrea.voting.models import PollOption
from gacocrea.voting.queries import selected_theme_ids


@dataclass(frozen=True)
class ThemeLink:
    """The theme that a commitment comes from, in the words that were voted on."""

    theme_id: int
    number: int
    title: str
    summary: str


def all_of(session: Session, cycle_id: int) -> list[Commitment]:
    """Return every commitment of a cycle with its milestones, by number. Two statements."""
    wanted = select(Commitment).where(Commitment.cycle_id == cycle_id).order_by(Commitment.number)
    return list(session.scalars(wanted))


def find(session: Session, cycle_id: int, number: int) -> Commitment | None:
    """Return one commitment by its number. Two statements."""
    wanted = select(Commitment).where(Commitment.cycle_id == cycle_id, Commitment.number == number)
    return session.scalar(wanted)


def themes_of(session: Session, commitment_ids: list[int]) -> dict[int, list[ThemeLink]]:
    """Return the themes of each commitment. One statement."""
    found: dict[int, list[ThemeLink]] = defaultdict(list)
    voted = (func.coalesce(PollOption.title, Theme.title), func.coalesce(PollOption.summary, Theme.summary))
    wanted = (
        select(CommitmentTheme.commitment_id, Theme.id, Theme.number, *voted)
        .join(Theme, Theme.id == CommitmentTheme.theme_id)
        .outerjoin(PollOption, PollOption.theme_id == Theme.id)
        .where(CommitmentTheme.commitment_id.in_(commitment_ids))
        .order_by(Theme.number)
    )
    for commitment_id, *theme in session.execute(wanted):
        found[commitment_id].append(ThemeLink(*theme))
    return found


def voted_words(session: Session, commitment_ids: list[int]) -> dict[int, list[str]]:
    """Return the words of each commitment's themes as they were voted. One statement."""
    found = themes_of(session, commitment_ids)
    return {key: [f"{link.title} {link.summary}" for link in found[key]] for key in commitment_ids}


def of_themes(session: Session, theme_ids: list[int]) -> dict[int, Commitment]:
    """Return the last commitment that each theme became. Two statements.

    It is the living one, or where every one was withdrawn the last of those, with its reason.
    """
    wanted = (
        select(CommitmentTheme.theme_id, Commitment)
        .join(Commitment, Commitment.id == CommitmentTheme.commitment_id)
        .where(CommitmentTheme.theme_id.in_(theme_ids))
        .order_by(Commitment.number)
    )
    return {row.theme_id: row.Commitment for row in session.execute(wanted)}


def versions_of(session: Session, commitment_id: int) -> list[CommitmentVersion]:
    """Return the saved versions, newest first. One statement."""
    wanted = (
        select(CommitmentVersion)
        .where(CommitmentVersion.commitment_id == commitment_id)
        .order_by(CommitmentVersion.number.desc())
    )
    return list(session.scalars(wanted))


def left_theme(session: Session, commitment: Commitment) -> CommitmentVersion | None:
    """Return the version that left the theme as it was voted, None while the text follows it. Two statements."""
    voted = voted_words(session, [commitment.id])[commitment.id]
    left = None
    for version in versions_of(session, commitment.id) if drifts(sheet_of(commitment), voted) else ():
        if not drifts(from_json(version.sheet), voted):
            break
        left = version
    return left


def taken_up(theme_ids: Collection[int]) -> Select[tuple[int]]:
    """Select those of `theme_ids` that a living commitment takes up."""
    return (
        select(CommitmentTheme.theme_id)
        .join(Commitment, Commitment.id == CommitmentTheme.commitment_id)
        .where(CommitmentTheme.theme_id.in_(theme_ids), Commitment.status != CommitmentStatus.WITHDRAWN)
    )


def waiting_themes(session: Session, cycle_id: int) -> list[Theme]:
    """Return the selected themes that no living commitment takes up yet. Two statements."""
    selected = selected_theme_ids(session, cycle_id)
    wanted = select(Theme).where(Theme.id.in_(selected), Theme.id.not_in(taken_up(selected)))
    return list(session.scalars(wanted.order_by(Theme.pillar_id, Theme.number)))


def sheet_of(commitment: Commitment) -> Sheet:
    """Return a commitment as plain values."""
    steps = tuple(
        MilestoneWords(
            text=row.text,
            output=row.output,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            lead=row.lead,
            supporters=row.supporters,
        )
        for row in commitment.milestones
    )
    return Sheet(**{name: getattr(commitment, name) for name in TEXTS}, extras=commitment.extras, milestones=steps)
