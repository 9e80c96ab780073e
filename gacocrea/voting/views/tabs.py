"""The pillars on top of ballot and result, each with its state in words."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.voting import queries
from gacocrea.voting.models import Poll, PollState
from gacocrea.voting.views.base import keys
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor


@dataclass(frozen=True)
class Tab:
    """A pillar, where its page is, and what state it is in."""

    pillar: Pillar
    url: str
    state: str
    is_current: bool
    waits: bool = False
    """Whether this person could still deliver a ballot here."""


def ballot_tabs(current: Pillar | None = None) -> list[Tab]:
    """Return the pillars with the state of this person's own ballots. Three statements."""
    polls = {poll.pillar_id: poll for poll in queries.polls_of(db.session(), this_cycle().id)}
    done = _delivered(list(polls.values()))
    return [
        Tab(
            pillar=pillar,
            url=url_for("voting.booth", pillar=pillar.key),
            state=_ballot_state(polls.get(pillar.id), done),
            is_current=pillar is current,
            waits=_waits(polls.get(pillar.id), done),
        )
        for pillar in this_cycle().pillars
    ]


def result_tabs(current: Pillar | None = None) -> list[Tab]:
    """Return the pillars with what came out of each. Four statements at most."""
    polls = queries.polls_of(db.session(), this_cycle().id)
    results = queries.results_of(db.session(), polls)
    by_pillar = {poll.pillar_id: results.get(poll.id) for poll in polls}
    return [
        Tab(
            pillar,
            url_for("results.show", pillar=pillar.key),
            _taken(by_pillar.get(pillar.id)),
            pillar is current,
        )
        for pillar in this_cycle().pillars
    ]


def _delivered(polls: list[Poll]) -> set[int] | None:
    account_id = actor().account_id
    if account_id is None:
        return None
    return queries.delivered(db.session(), polls=polls, account_id=account_id, keys=keys())


def _ballot_state(poll: Poll | None, done: set[int] | None) -> str:
    if poll is None:
        words = _("Sin abrir")
    elif poll.state is PollState.PUBLISHED:
        words = _("Resultado publicado")
    elif done and poll.id in done:
        words = _("Entregada")
    elif poll.state is PollState.CLOSED:
        words = _("Cerrada")
    else:
        words = _("Abierta") if done is None else _("Por entregar")
    return str(words)


def _waits(poll: Poll | None, done: set[int] | None) -> bool:
    return poll is not None and poll.state is PollState.OPEN and poll.id not in (done or ())


def _taken(result: queries.Result | None) -> str:
    if result is None:
        return str(_("Sin publicar"))
    return str(ngettext("%(num)d elegido", "%(num)d elegidos", len(result.taken_up)))
