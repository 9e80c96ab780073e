"""What waits for people in this stage: a ballot of one's own, a signature, a selection, a batch of paper to type."""

from collections.abc import Iterator
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Phase
from gacocrea.voting import queries
from gacocrea.voting.actions import RIGHT
from gacocrea.voting.models import BatchState, PaperBatch, Poll, PollState
from gacocrea.voting.rules import next_step, read_manifest, step_refusal
from gacocrea.voting.views.base import keys
from gacocrea.web.extensions import db
from gacocrea.web.labels import label
from gacocrea.web.today import Place, Waiting


def of_today(place: Place) -> Iterator[Waiting]:
    """Say what a person has to vote, sign, type or settle. Eight statements, and one to count each poll once."""
    if place.cycle is None:
        return
    polls = queries.polls_of(db.session(), place.cycle.id)
    yield from _to_vote(place, polls)
    yield from _to_sign(place, polls)
    yield from _to_confirm(place, polls)
    yield from _to_type(place, polls)
    yield from _to_settle(place, polls)


def _to_vote(place: Place, polls: list[Poll]) -> Iterator[Waiting]:
    """The pillars not voted yet, asked through K for oneself alone. One statement."""
    open_now = [
        poll
        for poll in polls
        if poll.state is PollState.OPEN
        and poll.opens_at <= place.now < poll.closes_at
        and place.may(Action.VOTE, level=poll.level)
    ]
    if not open_now:
        return
    try:
        found = queries.delivered(
            db.session(), polls=open_now, account_id=place.actor.account_id or 0, keys=keys()
        )
    except Conflict:  # the vote is paused: its own pages say so
        return
    for poll in open_now:
        if poll.id not in found:
            manifest = read_manifest(poll.manifest)
            url = place.url("voting.booth", pillar=manifest.pillar_key)
            text = _("Votar: %(pillar)s", pillar=manifest.pillar)
            yield Waiting(poll.opens_at, text, url, due=poll.closes_at - timedelta(microseconds=1))


def _to_sign(place: Place, polls: list[Poll]) -> Iterator[Waiting]:
    """The step that can be taken now and that this person has not signed. One statement."""
    state, due = (polls[0].state if polls else None), queries.due_at(polls)
    coming = next_step(state)
    if coming is None or not place.may(RIGHT[coming]):
        return
    if step_refusal(coming, state=state, due=due, now=place.now):
        return
    analysis = place.moment.window(Phase.ANALYSIS)
    ready = due or (analysis.closes_at if analysis else None)
    if ready is None or ready > place.now:
        return
    signed = queries.standing_signatures(db.session(), place.cycle.id, coming)
    if any(each.account_id == place.actor.account_id for each in signed):
        return
    note = _("Ya firmó %(name)s: falta otra persona.", name=signed[0].name) if signed else ""
    since = signed[0].at if signed else ready
    yield Waiting(since, label(coming), place.url("polls.steps"), note=note)


def _to_confirm(place: Place, polls: list[Poll]) -> Iterator[Waiting]:
    """The results that the core group has not confirmed. One statement, and one to count each poll once."""
    if not place.may(Action.CONFIRM_SELECTION):
        return
    results = queries.results_of(db.session(), polls)
    for poll in polls:
        result = results.get(poll.id)
        if result and result.decision is None and poll.published_at:
            text = _("Confirmar la selección de %(pillar)s", pillar=result.pillar)
            url = place.url("polls.selection", pillar=result.pillar_key)
            yield Waiting(poll.published_at, text, url)


def _to_type(place: Place, polls: list[Poll]) -> Iterator[Waiting]:
    """The batches of paper that wait for this person, or for a second one. One statement."""
    taking = [
        poll for poll in polls if poll.state is not PollState.PUBLISHED and read_manifest(poll.manifest).paper
    ]
    if not taking or not place.may(Action.ENTER_PAPER):
        return
    batches = queries.batches_of(db.session(), [poll.id for poll in taking])
    for poll in taking:
        manifest = read_manifest(poll.manifest)
        for batch in batches.get(poll.id, []):
            if text := _batch_words(batch, place.actor.account_id):
                url = place.url("papers.batch", pillar=manifest.pillar_key, number=batch.number)
                yield Waiting(poll.opens_at, text, url, note=manifest.pillar)


def _batch_words(batch: PaperBatch, me: int | None) -> str:
    """Return what a batch waits for from this person; "" for nothing."""
    if batch.state is not BatchState.TYPING:
        return ""
    if me not in (batch.first_id, batch.second_id):
        return (
            ""
            if batch.second_id
            else _("Digitar el lote %(number)s como segunda persona", number=batch.number)
        )
    if not (batch.second_done if me == batch.second_id else batch.first_done):
        return str(_("Terminar de digitar el lote %(number)s", number=batch.number))
    return str(_("Revisar y sellar el lote %(number)s", number=batch.number)) if batch.is_typed_twice else ""


def _to_settle(place: Place, polls: list[Poll]) -> Iterator[Waiting]:
    """The complaints and annulments of a closed poll. Two statements."""
    since = next((poll.closed_at for poll in polls if poll.state is PollState.CLOSED), None)
    if since is None or not place.may(Action.ANNUL):
        return
    complaints, cases = queries.waiting_at_desk(db.session(), polls)
    if complaints:
        text = ngettext("Un reclamo sin respuesta", "%(num)d reclamos sin respuesta", complaints)
        yield Waiting(since, text, place.url("polls.challenge"))
    if cases:
        text = ngettext("Una anulación sin decidir", "%(num)d anulaciones sin decidir", cases)
        yield Waiting(since, text, place.url("polls.challenge"))
