"""What this stage says on other pages: a theme's way through the vote, and what waits at the desk."""

from typing import Any

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy import select

from gacocrea.core.permissions import Action, explain
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.cycle.queries import current_cycle
from gacocrea.forum.models import Forum
from gacocrea.people.models import Account
from gacocrea.themes.models import Theme
from gacocrea.voting import queries
from gacocrea.voting.forms.challenge import CAUSE_WORDS
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Poll, PollState
from gacocrea.voting.rules import next_step, read_manifest, step_refusal
from gacocrea.web.application import application, now
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
        "voting/pages/steps/_waiting.html",
        cycle=cycle,
        heading=heading,
        coming=None if refusal else coming,
        undecided=undecided,
        takes_paper=any(read_manifest(poll.manifest).paper for poll in polls)
        and state is not PollState.PUBLISHED
        and explain(Action.ENTER_PAPER, actor=actor(), moment=moment()).allowed,
    )


def of_result(*, poll: Poll | None, pillar: Pillar) -> str:
    """Return what challenge and keys left beside a pillar's result. Four statements at most."""
    if poll is None:
        return ""
    motions = queries.motions_of(db.session(), poll.cycle_id)
    return render_template(
        "voting/pages/challenge/_panel.html",
        poll=poll,
        pillar=pillar,
        done=[motion for motion in motions if motion.done_at],
        complaints=queries.complaints_of(db.session(), [poll]),
        ends=queries.challenge_ends(poll),
        annulled=queries.annulled_by_cause(db.session(), poll),
        causes=CAUSE_WORDS,
    )


def of_mine(*, account: Account) -> str:
    """Return whether this person took part in polls that are closed, asked through K. Three statements at most."""
    closed = select(Poll).where(Poll.state == PollState.CLOSED).order_by(Poll.id)
    polls = list(db.session.scalars(closed))
    keys = KeyRing(application().settings.keys)
    if not polls or not all(keys.has(read_manifest(poll.manifest).poll) for poll in polls):
        return ""
    took = queries.took_part(db.session(), polls=polls, account_ids=[account.id], keys=keys)[account.id]
    pairs = [
        (
            f"{manifest.cycle}, {manifest.pillar}",
            _("Usted participó") if poll.id in took else _("Usted no participó"),
        )
        for poll, manifest in ((poll, read_manifest(poll.manifest)) for poll in polls)
    ]
    return render_template("voting/pages/challenge/_mine.html", pairs=pairs)
