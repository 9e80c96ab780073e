"""What shows how a plan was made: its calendar and figures, who sat in the forum, what was minuted and decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Phase:
    """A half-open interval [starts, ends) of the calendar."""

    name: str
    starts: datetime
    ends: datetime
    cocreation: bool = True
    """Whether the plan is still being made in it: what comes later is not drawn on the line of time."""


@dataclass(frozen=True, slots=True)
class PillarFigures:
    """What one pillar received; `turnout` is a share between 0 and 1 when it is known."""

    pillar: str
    proposals: int
    themes: int
    ballots: int | None = None
    turnout: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The cycle in numbers; `outcomes` and `comment_answers` pair the label of an answer with its count.

    `people` are those who proposed online, `attendance` those who came to workshops; nobody is named.
    """

    proposals_online: int
    proposals_workshops: int
    themes: int
    meetings: int
    pillars: tuple[PillarFigures, ...] = ()
    outcomes: tuple[tuple[str, int], ...] = ()
    turnout: float | None = None
    people: int = 0
    territories: int = 0
    workshops: int = 0
    attendance: int = 0
    comments: int = 0
    commenters: int = 0
    comment_answers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    organisation: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Sector:
    name: str
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a meeting agreed that somebody does, and by when."""

    text: str
    owner: str
    due: date
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting of the forum whose minutes are public; `address` is where all of them are read."""

    ref: str
    title: str
    starts: datetime
    place: str
    present: tuple[Member, ...] = ()
    agreements: tuple[Agreed, ...] = ()
    disagreements: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Votes:
    """How the seats voted."""

    in_favour: int
    against: int
    abstained: int


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """A recorded decision of the core group; `votes` where it was voted by name."""

    ref: str
    title: str
    text: str
    at: datetime
    by: str
    votes: Votes | None = None


@dataclass(frozen=True, slots=True)
class EarlierCommitment:
    """A commitment of a plan before this one; `completion` is a label, empty where nobody reported."""

    ref: str
    name: str
    lead: str = ""
    completion: str = ""


@dataclass(frozen=True, slots=True)
class EarlierPlan:
    title: str
    commitments: tuple[EarlierCommitment, ...] = ()
