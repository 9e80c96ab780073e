"""What a plan needs before it goes on, and how two frozen plans differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from gacocrea.core.errors import Conflict
from gacocrea.plan.models import PlanStage


@dataclass(frozen=True)
class Standing:
    """How far a draft is: what is still open before the core group can decide on it."""

    commitments: int
    unready: tuple[str, ...] = ()
    """References of commitments that lack something the template demands."""
    comments_waiting: int = 0
    responses_waiting: int = 0


def check_freeze(stage: PlanStage, standing: Standing) -> None:
    """Raise Conflict when a plan cannot be frozen for `stage`.

    It needs commitments ("plan_empty"). What goes to the core group's decision is complete by OGP's template
    ("plan_unready"), with every comment ("comments_waiting") and every proposal ("responses_waiting") answered.
    """
    if not standing.commitments:
        raise Conflict("plan_empty")
    if stage is PlanStage.CONSULTATION:
        return
    if standing.unready:
        raise Conflict("plan_unready", references=", ".join(standing.unready))
    if standing.comments_waiting:
        raise Conflict("comments_waiting", number=standing.comments_waiting)
    if standing.responses_waiting:
        raise Conflict("responses_waiting", number=standing.responses_waiting)


@dataclass(frozen=True)
class Difference:
    """Two frozen plans side by side; commitments by their id."""

    came: tuple[int, ...]
    went: tuple[int, ...]
    changed: tuple[int, ...]
    same: tuple[int, ...]


def difference(before: Mapping[int, int], after: Mapping[int, int]) -> Difference:
    """Compare two plans, each given as the version of every commitment in it."""
    both = sorted(before.keys() & after.keys())
    return Difference(
        came=tuple(sorted(after.keys() - before.keys())),
        went=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(key for key in both if before[key] != after[key]),
        same=tuple(key for key in both if before[key] == after[key]),
    )
