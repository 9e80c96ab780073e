"""Where a milestone and a commitment stand."""

from collections.abc import Iterable
from datetime import date

from gacocrea.core.errors import Invalid
from gacocrea.core.text import is_link
from gacocrea.progress.models import Completion

ORDER = list(Completion)


def together(milestones: Iterable[Completion]) -> Completion:
    """Return the completion of a commitment from those of its milestones.

    Completed when all are; not started when none is begun; substantial when at least half are
    substantial or completed; limited otherwise. The scale is the IRM's; how to join the milestones
    is this platform's own published rule.
    """
    found = list(milestones)
    if not found or all(one is Completion.NOT_STARTED for one in found):
        return Completion.NOT_STARTED
    if all(one is Completion.COMPLETED for one in found):
        return Completion.COMPLETED
    far = sum(one in (Completion.SUBSTANTIAL, Completion.COMPLETED) for one in found)
    return Completion.SUBSTANTIAL if far * 2 >= len(found) else Completion.LIMITED


def is_late(completion: Completion, ends_on: date, today: date) -> bool:
    """Say whether a milestone's last day has passed while it is not completed."""
    return completion is not Completion.COMPLETED and ends_on < today


def check_report(completion: Completion, note: str, evidence: str, evidence_url: str) -> None:
    """Raise Invalid unless the report has words, evidence once it claims completion, and a web address as link."""
    if not note:
        raise Invalid("note", "progress_note")
    if completion is Completion.COMPLETED and not evidence:
        raise Invalid("evidence", "progress_evidence")
    if evidence_url and not is_link(evidence_url):
        raise Invalid("evidence_url", "progress_url")
