"""What this stage says on other pages: a theme's way through the vote, and what waits at the desk."""

from typing import Any

from flask import render_template

from gacocrea.core.permissions import Action, explain
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.place import this_cycle
from gacocrea.cycle.queries import current_cycle
from gacocrea.forum.models import Forum
from gacocrea.themes.models import Theme
from gacocrea.voting import queries
from gacocrea.voting.models import PollState
from gacocrea.voting.rules import next_step, read_manifest, step_refusal
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment


def of_theme(*, theme: Theme) -> str:
    """Return whether a theme is on the ballot, and what came out once that is public. Five statements at most."""
    poll = queries.poll_of(db.session(), theme.cycle_id, theme.pillar_id)
    if poll is None or all(option.theme_id != theme.id for option in poll.options):
        return ""
    pillar = next(pillar for pillar in this_cycle().pillars if pillar.id == theme.pillar_id)
    found = queries.theme_results(db.session(), [theme.id]).get(theme.id)
    return render_template("voting/pages/_theme.html", poll=poll, pillar=pillar, found=found)


def of_desk(**_about: Any) -> str:
    """Return which step of the polls or which selection waits for the core group. Four statements at most."""
    return _waiting(this_cycle(), heading=False)


def of_secretariat(*, forum: Forum) -> str:
    """Return the same for the cycle that runs, for the secretariat. Six statements at most."""
    cycle = current_cycle(db.session(), forum.id, now())
    return _waiting(cycle, heading=True) if cycle else ""


def _waiting(cycle: Cycle, *, heading: bool) -> str:
    polls = queries.polls_of(db.session(), cycle.id)
    state = polls[0].state if polls else None
    coming = next_step(state)
    refusal = (
        step_refusal(coming, state=state, due=queries.due_at(polls), now=now()) if coming else "wrong_step"
    )
    undecided = [each for each in queries.results_of(db.session(), polls).values() if each.decision is None]
    return render_template(
        "voting/pages/_waiting.html",
        cycle=cycle,
        heading=heading,
        coming=None if refusal else coming,
        undecided=undecided,
        takes_paper=any(read_manifest(poll.manifest).paper for poll in polls)
        and state is not PollState.PUBLISHED
        and explain(Action.ENTER_PAPER, actor=actor(), moment=moment()).allowed,
    )
