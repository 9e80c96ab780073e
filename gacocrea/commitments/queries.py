"""Commitments for pages and documents: each answer in a known number of statements."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.commitments.models import (
    Commitment,
    CommitmentStatus,
    CommitmentTheme,
    CommitmentVersion,
)
from gacocrea.commitments.rules import TEXTS, MilestoneWords, Sheet
from gacocrea.themes.models import Theme
from gacocrea.voting.queries import selected_theme_ids


@dataclass(frozen=True)
class ThemeLink:
    """The theme that a commitment comes from."""

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
    wanted = (
        select(CommitmentTheme.commitment_id, Theme.id, Theme.number, Theme.title, Theme.summary)
        .join(Theme, Theme.id == CommitmentTheme.theme_id)
        .where(CommitmentTheme.commitment_id.in_(commitment_ids))
        .order_by(Theme.number)
    )
    for commitment_id, *theme in session.execute(wanted):
        found[commitment_id].append(ThemeLink(*theme))
    return found


def of_themes(session: Session, theme_ids: list[int]) -> dict[int, Commitment]:
    """Return the living commitment that each theme became. Two statements."""
    wanted = (
        select(CommitmentTheme.theme_id, Commitment)
        .join(Commitment, Commitment.id == CommitmentTheme.commitment_id)
        .where(CommitmentTheme.theme_id.in_(theme_ids), Commitment.status != CommitmentStatus.WITHDRAWN)
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


def waiting_themes(session: Session, cycle_id: int) -> list[Theme]:
    """Return the selected themes that no living commitment takes up yet. Three statements."""
    selected = selected_theme_ids(session, cycle_id)
    taken = of_themes(session, list(selected))
    wanted = select(Theme).where(Theme.id.in_(selected - set(taken))).order_by(Theme.pillar_id, Theme.number)
    return list(session.scalars(wanted))


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
        for row in sorted(commitment.milestones, key=lambda row: row.number)
    )
    return Sheet(**{name: getattr(commitment, name) for name in TEXTS}, milestones=steps)
