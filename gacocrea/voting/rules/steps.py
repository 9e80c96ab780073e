"""Which step comes next in the life of the polls, and which two persons may take it."""

from dataclasses import dataclass
from datetime import datetime

from gacocrea.voting.models import PollState, Step

BEFORE = {Step.OPEN: None, Step.CLOSE: PollState.OPEN, Step.PUBLISH: PollState.CLOSED}
"""The state of the polls that each step starts from; None: there are no polls yet."""
TOO_SOON = {Step.CLOSE: "poll_still_open", Step.PUBLISH: "challenge_running"}


def next_step(state: PollState | None) -> Step | None:
    """Return the step that comes next; None once everything is published."""
    return next((step for step, before in BEFORE.items() if before is state), None)


def step_refusal(step: Step, *, state: PollState | None, due: datetime | None, now: datetime) -> str | None:
    """Return why `step` cannot be taken now, as the code of a refusal, or None when it can.

    `due` is the instant from which it can: the end of voting, or of the challenge window.
    """
    if next_step(state) is not step:
        return "wrong_step"
    return TOO_SOON[step] if due is not None and now < due else None


@dataclass(frozen=True)
class Signer:
    """Who signs; only members of the core group have a sector."""

    account_id: int
    sector_id: int | None


def pair_refusal(first: Signer, second: Signer, *, sectors: int) -> str | None:
    """Return why these two cannot take a step together, as the code of a refusal, or None when they can.

    They are two persons, one of them of the core group; of two sectors where the forum has at least two.
    """
    if first.account_id == second.account_id:
        return "signed_already"
    if first.sector_id is None and second.sector_id is None:
        return "core_group_must_sign"
    if sectors > 1 and first.sector_id == second.sector_id:
        return "same_sector"
    return None
