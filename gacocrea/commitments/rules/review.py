"""What a reviewer of the Independent Reporting Mechanism would ask of a sheet, said while it is being written.

Remarks advise. Only what OGP's template demands is `must`: a plan is not adopted while one of those stands.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gacocrea.commitments.rules.sheet import MilestoneWords, Sheet
from gacocrea.core.text import stems

VALUES = ("transparency", "accountability", "participation")
LONG_TEXTS = ("problem", "causes", "done_so_far", "solution", "results", *VALUES)
WORDS_MAX = 250
"""Words of one answer; a page of a commitment should be read in five minutes."""
REASON_WORDS_MIN = 8
"""An answer of fewer words gives no reason."""
KEPT_MIN = 0.5
"""The least share of a voted theme's words that a commitment which still follows it says."""
COMMITMENTS_ADVISED = (5, 15)
"""OGP's advice on the size of a plan: five to fifteen commitments (OGP, action plan guidance)."""


@dataclass(frozen=True)
class Remark:
    """What to look at in one part of a sheet, as the code of a sentence; `must` when the template demands it."""

    part: str
    code: str
    must: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


def review(sheet: Sheet, *, plan: tuple[date, date], voted: Sequence[str] = ()) -> list[Remark]:
    """Return the remarks on a sheet, in the order of the template.

    `plan` is the first and last day of the action plan, `voted` the words of each theme as it was voted.
    Source: OGP commitment template of 2022 and the questions of the IRM's design review (verifiable, relevant,
    potential for results); milestones that are concrete and have a product.
    """
    found = [*_header(sheet, plan), *_story(sheet), *_values(sheet), *_milestones(sheet, plan)]
    if drifts(sheet, voted):
        found.insert(0, Remark("name", "review_drift"))
    return found


def is_ready(sheet: Sheet, *, plan: tuple[date, date]) -> bool:
    """Say whether a sheet has all that the template demands of an adopted commitment."""
    return not any(remark.must for remark in review(sheet, plan=plan))


def kept_words(sheet: Sheet, voted: str) -> float:
    """Return the share, from 0 to 1, of the words of a theme that its commitment still says."""
    asked = set(stems(voted))
    said = (sheet.name, sheet.brief, sheet.problem, sheet.causes, sheet.solution, sheet.results)
    steps = (f"{step.text} {step.output}" for step in sheet.milestones)
    return len(asked & set(stems(" ".join((*said, *steps))))) / len(asked) if asked else 1.0


def drifts(sheet: Sheet, voted: Iterable[str]) -> bool:
    """Say whether a sheet says less than KEPT_MIN of the words of some theme that it comes from."""
    return any(kept_words(sheet, theme) < KEPT_MIN for theme in voted)


def number_remark(number: int) -> str | None:
    """Return the code of the remark on how many commitments a plan has, None within OGP's advice."""
    least, most = COMMITMENTS_ADVISED
    if number > most:
        return "review_many"
    return "review_few" if number < least else None


def _header(sheet: Sheet, plan: tuple[date, date]) -> Iterator[Remark]:
    if not sheet.brief:
        yield Remark("brief", "review_brief", must=True)
    if not sheet.lead:
        yield Remark("lead", "review_lead", must=True)
    if not sheet.support_civil_society:
        yield Remark("support_civil_society", "review_civil_society")
    if sheet.starts_on < plan[0] or sheet.ends_on > plan[1]:
        yield Remark("ends_on", "review_outside_plan", facts={"from": plan[0], "to": plan[1]})


def _story(sheet: Sheet) -> Iterator[Remark]:
    for name in ("problem", "causes", "solution", "results"):
        if not getattr(sheet, name):
            yield Remark(name, f"review_{name}", must=name != "causes")
        elif _words(getattr(sheet, name)) < REASON_WORDS_MIN:
            yield Remark(name, "review_thin")
    if sheet.causes and sheet.solution and not set(stems(sheet.causes)) & set(stems(sheet.solution)):
        yield Remark("solution", "review_apart")
    for name in LONG_TEXTS:
        if (words := _words(getattr(sheet, name))) > WORDS_MAX:
            yield Remark(name, "review_long", facts={"words": words, "most": WORDS_MAX})


def _values(sheet: Sheet) -> Iterator[Remark]:
    """At least one value of open government with a reason; a word such as "no aplica" is none."""
    told = [name for name in VALUES if _words(getattr(sheet, name)) >= REASON_WORDS_MIN]
    if not told:
        yield Remark("transparency", "review_no_value", must=True)
    elif "accountability" not in told:
        yield Remark("accountability", "review_accountability")


def _milestones(sheet: Sheet, plan: tuple[date, date]) -> Iterator[Remark]:
    if not sheet.milestones:
        yield Remark("milestones", "review_no_milestones", must=True)
    for number, step in enumerate(sheet.milestones, 1):
        yield from _milestone(step, number, sheet, plan)


def _milestone(step: MilestoneWords, number: int, sheet: Sheet, plan: tuple[date, date]) -> Iterator[Remark]:
    facts = {"number": number}
    if not step.output:
        yield Remark("milestones", "review_no_product", must=True, facts=facts)
    elif not set(stems(step.output)) - set(stems(step.text)):
        yield Remark("milestones", "review_same_product", facts=facts)
    if step.starts_on < plan[0] or step.ends_on > plan[1]:
        bounds = facts | {"from": plan[0], "to": plan[1]}
        yield Remark("milestones", "review_milestone_outside", must=True, facts=bounds)
    elif step.starts_on < sheet.starts_on or step.ends_on > sheet.ends_on:
        yield Remark("milestones", "review_milestone_beyond", facts=facts)


def _words(text: str) -> int:
    return len(text.split())
