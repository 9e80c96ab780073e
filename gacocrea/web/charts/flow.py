"""From proposals to themes to commitments, as threads: who asked, and what became of it.

Each pillar is a bundle of lines. A theme ties some of them into one thread, which is solid once it leads to an
adopted commitment and basted while that is to come; a thread that ends, ends in a ring with its reason beside it.
`loom` finds the place of each part, `flow_drawn` draws it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

State = Literal["kept", "ahead", "open", "ended"]
"""What follows from a theme: an adopted commitment, one to come, the vote, or nothing."""
LINES_MOST = 120
"""About so many lines are drawn at most."""
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Strand:
    """A theme, or proposals that are in none: how many came in, and where they go."""

    title: str
    count: int
    state: State
    note: str = ""
    """The figure or the reason beside it."""
    goal: str = ""
    """The key of the goal that it leads to."""
    ref: str = ""


@dataclass(frozen=True)
class Source:
    """A pillar, with its strands from above to below."""

    name: str
    palette: str
    note: str
    strands: tuple[Strand, ...]

    @property
    def count(self) -> int:
        return sum(strand.count for strand in self.strands)


@dataclass(frozen=True)
class Goal:
    """A commitment, or the reason why a theme that was chosen ends."""

    key: str
    title: str
    palette: str
    state: State
    note: str = ""


@dataclass(frozen=True)
class Flow:
    """A whole cycle, or one pillar of it; `heads` are the words on top of the three columns."""

    heads: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    goals: tuple[Goal, ...]
    unit: str = ""
    """What the notes of the strands count, said once above them."""

    @property
    def per(self) -> int:
        """How many proposals a line stands for."""
        total = sum(source.count for source in self.sources)
        return next((step for step in STEPS if total / step <= LINES_MOST), STEPS[-1])


def alone(source: Source, flow: Flow) -> Flow:
    """Return one pillar of a flow by itself, with the goals that it leads to; its name is said elsewhere."""
    wanted = {strand.goal for strand in source.strands}
    goals = tuple(goal for goal in flow.goals if goal.key in wanted)
    return replace(flow, heads=(), sources=(replace(source, name=""),), goals=goals)
