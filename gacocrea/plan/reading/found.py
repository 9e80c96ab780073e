"""What was found in a file."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from gacocrea.core.text import clean, reference
from gacocrea.plan.document import Commitment, Milestone, PlanDocument

UNKNOWN_DAY = date(2000, 1, 1)
UNKNOWN_TIME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Unread:
    """Something of a file that was not taken over: where it stands, what happened to it, and the words themselves."""

    where: str
    code: str
    detail: str = ""


@dataclass(frozen=True)
class Found:
    """A plan as it was read, and what of the file is not in it."""

    plan: PlanDocument
    unread: tuple[Unread, ...] = ()


def bare_plan(title: str, commitments: tuple[Commitment, ...]) -> PlanDocument:
    """Return a plan of which only its commitments are known; its days are unknown until a person says them."""
    return PlanDocument(
        forum="",
        member="",
        cycle=title,
        title=title,
        starts=UNKNOWN_DAY,
        ends=UNKNOWN_DAY,
        version="",
        language="es",
        timezone="UTC",
        exported_at=UNKNOWN_TIME,
        commitments=tuple(_numbered(number, item) for number, item in enumerate(commitments, 1)),
    )


def _numbered(number: int, item: Commitment) -> Commitment:
    steps = tuple(replace(step, number=place) for place, step in enumerate(item.milestones, 1))
    return replace(item, ref=reference("C", number), milestones=steps)


def step_of(text: str, **given: object) -> Milestone:
    """Return a milestone that is numbered later."""
    return Milestone(number=0, name=clean(text, multiline=False), **given)  # type: ignore[arg-type]
