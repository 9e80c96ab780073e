"""The booth: every pillar with the state of one's ballot, then choose, review, deliver, and the receipt."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.permissions import Action, explain
from gacocrea.core.terms import IdentityLevel, Phase
from gacocrea.cycle.models import BoothPath, Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.voting import queries
from gacocrea.voting.actions import Receipt, cast
from gacocrea.voting.forms import WORD_MAX, BallotForm, ReceiptForm
from gacocrea.voting.rules import check_choices, read_manifest, voter_nonce_from
from gacocrea.voting.views.base import bp, file_of, keys, pillar_of, poll_of
from gacocrea.voting.views.paper import (
    Paper,
    new_server,
    open_paper,
    paper_of,
    previous_mark,
    receipt_file,
    receipt_line,
    receipt_of,
    server_nonce,
    sign_receipt,
)
from gacocrea.voting.views.tabs import ballot_tabs
from gacocrea.web.application import now
from gacocrea.web.charts import art
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import refusal_text

RETRY = ("other_window", "older_ballot")
"""Refusals after which the same choices can be sent again, knowing what they replace."""


@bp.get("/<forum>/<cycle>/votacion")
@needs(Action.READ)
def overview() -> ResponseReturnValue:
    return render_template(
        "voting/pages/overview.html",
        tabs=ballot_tabs(),
        window=moment().window(Phase.VOTING),
        verdict=explain(Action.VOTE, actor=actor(), moment=moment(), level=this_cycle().vote_level),
        level=IdentityLevel(this_cycle().vote_level),
        is_over=_is_over(),
        moved=[one for one in queries.motions_of(db.session(), this_cycle().id) if one.done_at],
    )


@bp.get("/<forum>/<cycle>/votacion/<pillar>")
@needs(Action.READ)
def booth(pillar: str) -> ResponseReturnValue:
    paper = paper_of(pillar_of(pillar))
    if paper is None:
        return _not_open(pillar_of(pillar))
    form = BallotForm()
    if paper.may_vote:
        form.server.data, form.previous.data = new_server(paper.poll), previous_mark(paper.poll)
    return _show(paper, form)


@bp.post("/<forum>/<cycle>/votacion/<pillar>")
@needs(Action.VOTE)
def mark(pillar: str) -> ResponseReturnValue:
    """Review, change or deliver: one address, so that reloading or choosing a language leads back to the booth."""
    paper, form = open_paper(pillar_of(pillar)), BallotForm()
    try:
        if "change" in request.form:
            return _show(paper, form)
        return _deliver(paper, form) if "deliver" in request.form else _review(paper, form)
    except Invalid as refusal:
        db.session.rollback()
        return _show(paper, form, refusal_text(refusal.code, **refusal.facts)), 422
    except Conflict as refusal:
        db.session.rollback()
        return _refused(paper, form, refusal), 409


@bp.post("/<forum>/<cycle>/votacion/<pillar>/comprobante")
@needs(Action.READ)
def receipt(pillar: str) -> ResponseReturnValue:
    """A receipt as a file. It comes back from the page that showed it: the server does not keep it."""
    poll, kept = poll_of(pillar), receipt_of(ReceiptForm().receipt.data)
    return file_of(
        receipt_file(kept, read_manifest(poll.manifest)), f"comprobante-{pillar}.txt", "text/plain"
    )


@bp.get("/<forum>/<cycle>/votacion/<pillar>/manifiesto.json")
@needs(Action.READ)
def manifest(pillar: str) -> ResponseReturnValue:
    return file_of(poll_of(pillar).manifest, f"manifiesto-{pillar}.json", "application/json")


def _show(paper: Paper, form: BallotForm, error: str = "") -> str:
    return render_template(
        "voting/pages/booth.html", paper=paper, form=form, error=error, tabs=ballot_tabs(paper.pillar)
    )


def _not_open(pillar: Pillar) -> str:
    window = moment().window(Phase.VOTING)
    return render_template(
        "voting/pages/not_open.html", pillar=pillar, window=window, tabs=ballot_tabs(pillar)
    )


def _review(paper: Paper, form: BallotForm) -> str:
    if not paper.may_vote:
        raise NotAllowed(paper.verdict.code, verdict=paper.verdict)
    server_nonce(form.server.data, paper.poll)
    chosen = check_choices(paper.manifest.codes, form.choices.data or (), paper.manifest.choices_max)
    picked = [option for option in paper.options if option.code in chosen]
    return render_template(
        "voting/pages/review.html", paper=paper, form=form, picked=picked, word_max=WORD_MAX
    )


def _refused(paper: Paper, form: BallotForm, refusal: Conflict) -> str:
    """Say why a ballot was not recorded; what was sent can be reviewed again, to replace the present ballot."""
    if paper.may_vote:
        form.server.data, form.previous.data = new_server(paper.poll), previous_mark(paper.poll)
    return render_template(
        "voting/pages/refused.html",
        paper=paper,
        form=form,
        sent=form.choices.data or () if paper.may_vote and refusal.code in RETRY else None,
        text=refusal_text(refusal.code, **refusal.facts),
    )


def _deliver(paper: Paper, form: BallotForm) -> str:
    made_here = server_nonce(form.server.data, paper.poll)
    word = (form.word.data or "")[:WORD_MAX]
    ticket = cast(
        db.session(),
        actor=actor(),
        poll=paper.poll,
        cycle=this_cycle(),
        choices=form.choices.data or (),
        voter_nonce=form.nonce.data or voter_nonce_from(word, made_here),
        server_nonce=made_here,
        previous_mark=form.previous.data or "",
        keys=keys(),
        now=now(),
    )
    return _receipt(paper, ticket, by_voter=bool(form.nonce.data or word))


def _receipt(paper: Paper, ticket: Receipt, *, by_voter: bool) -> str:
    tabs = ballot_tabs(paper.pillar)
    title = _("Código QR con este mismo comprobante")
    return render_template(
        "voting/pages/receipt.html",
        paper=paper,
        receipt=ticket,
        by_voter=by_voter,
        field=ReceiptForm(formdata=None, data={"receipt": sign_receipt(ticket)}),
        tabs=tabs,
        left=[tab for tab in (*tabs[paper.pillar.position :], *tabs[: paper.pillar.position]) if tab.waits],
        in_turn=this_cycle().booth is BoothPath.IN_TURN,
        picture=art.qr(receipt_line(ticket).upper(), title),
        challenge_until=queries.challenge_ends(paper.poll),
    )


def _is_over() -> bool:
    window = moment().window(Phase.VOTING)
    return window is not None and now() >= window.closes_at
