"""The action plan as one plain value: what every finished document is made from.

Nothing here knows the database or the web. Texts are shown exactly as they are stored;
an empty text or tuple means that the part does not exist yet. Instants carry a time zone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from gacocrea.plan.paper.evidence import DecisionTaken, EarlierPlan, Figures, Minutes, Phase, Sector


@dataclass(frozen=True, slots=True)
class Pillar:
    """One pillar; `palette` and `glyph` are the names of `cycle/models.py`."""

    ref: str
    name: str
    palette: str = ""
    glyph: str = ""


@dataclass(frozen=True, slots=True)
class ThemeResult:
    """A theme on the ballot: `elected` by the rule, `chosen` by the core group.

    Where the two differ, `departure` is the published reason.
    """

    ref: str
    title: str
    votes: int
    elected: bool
    chosen: bool
    departure: str = ""


@dataclass(frozen=True, slots=True)
class PollResult:
    """The result of one poll; `root` is the published root of its package, `recount` where it is counted again."""

    pillar: str
    ballots: int
    rule: str
    themes: tuple[ThemeResult, ...]
    root: str = ""
    recount: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    number: int
    name: str
    output: str = ""
    starts: date | None = None
    ends: date | None = None
    lead: str = ""
    supporters: str = ""


@dataclass(frozen=True, slots=True)
class Extra:
    """The answer to what a forum asks beyond OGP's template, with the question's key and name."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A proposal behind a theme, with the name that its author shows."""

    ref: str
    title: str
    author: str


@dataclass(frozen=True, slots=True)
class LinkedTheme:
    ref: str
    title: str
    votes: int | None = None
    proposals: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class OgpRecord:
    """What OGP itself keeps about a commitment, as far as it is known."""

    id: str = ""
    status: str = ""
    policy_areas: tuple[str, ...] = ()
    irm_report: str = ""
    verifiable: str = ""
    relevant: str = ""
    ambition: str = ""
    early_results: str = ""
    completion: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment in OGP's template (2022-2026) with the fields that countries add."""

    ref: str
    name: str
    pillar: str
    brief: str = ""
    lead: str = ""
    support_government: str = ""
    support_civil_society: str = ""
    support_other: str = ""
    starts: date | None = None
    ends: date | None = None
    problem: str = ""
    causes: str = ""
    done_so_far: str = ""
    solution: str = ""
    results: str = ""
    transparency: str = ""
    accountability: str = ""
    participation: str = ""
    milestones: tuple[Milestone, ...] = ()
    co_lead: str = ""
    contact: str = ""
    extras: tuple[Extra, ...] = ()
    themes: tuple[LinkedTheme, ...] = ()
    added: str = ""
    version: int = 1
    ogp: OgpRecord = field(default_factory=OgpRecord)


SHARED = (
    *("brief", "lead", "support_government", "support_civil_society", "support_other", "problem", "causes"),
    *("done_so_far", "solution", "results", "transparency", "accountability", "participation", "co_lead", "contact"),
)
"""Texts that a commitment and its document call by the same name."""


@dataclass(frozen=True, slots=True)
class AnnexProposal:
    """One proposal and what became of it; `origin` and `outcome` are labels to be read."""

    ref: str
    title: str
    author: str
    pillar: str
    territory: str = ""
    origin: str = ""
    outcome: str = ""
    reason: str = ""
    theme: str = ""
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """The whole plan. `pillar` fields elsewhere are a `Pillar.ref` of `pillars`.

    `language` is a BCP 47 tag (es, en, pt, es-EC), `timezone` an IANA name,
    `member` the country or territory as OGP calls it, `address` where the plan is read in public,
    `logo` the PNG of whoever publishes it, in base 64.
    """

    forum: str
    member: str
    cycle: str
    title: str
    starts: date
    ends: date
    version: str
    language: str
    timezone: str
    exported_at: datetime
    is_example: bool = False
    foreword: str = ""
    efforts: str = ""
    figures: Figures | None = None
    phases: tuple[Phase, ...] = ()
    pillars: tuple[Pillar, ...] = ()
    polls: tuple[PollResult, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    proposals: tuple[AnnexProposal, ...] = ()
    sectors: tuple[Sector, ...] = ()
    earlier: tuple[EarlierPlan, ...] = ()
    meetings: tuple[Minutes, ...] = ()
    decisions: tuple[DecisionTaken, ...] = ()
    address: str = ""
    logo: str = ""
