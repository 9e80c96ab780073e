"""What the desk shows: read once for the page, whatever was asked of it."""

from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action, Verdict, explain
from gacocrea.core.text import parse_reference, reference, whole
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.proposals import queries as proposals
from gacocrea.proposals.models import PUBLIC, Proposal
from gacocrea.themes import actions, queries
from gacocrea.themes.forms import NEW, DecisionForm
from gacocrea.themes.models import DeskDuty, DeskNote, Response
from gacocrea.themes.queries import Queue, Show, ThemeRow
from gacocrea.themes.rules import Suggestion, suggest
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment

COMPACT = 200
"""How many proposals the compact queue holds; the usual one shows queries.queue's 30."""


@dataclass
class DeskPage:
    """Everything on the desk. `proposal` is None when the queue is empty."""

    show: Show
    pillar: Pillar | None
    is_compact: bool
    queue: Queue
    counts: dict[Show, int]
    is_chosen: bool
    proposal: Proposal | None = None
    held: Response | None = None
    seen: dict[int, Response] = field(default_factory=dict)
    duties: dict[int, DeskDuty] = field(default_factory=dict)
    notes: list[DeskNote] = field(default_factory=list)
    mine: int = 0
    may_share: bool = False
    is_mine: bool = False
    similar: list[proposals.Similar] = field(default_factory=list)
    themes: list[ThemeRow] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    verdict: Verdict = field(default_factory=lambda: Verdict(True))

    @property
    def answered(self) -> int:
        return self.counts[Show.ANSWERED]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def theme(self, theme_id: int) -> ThemeRow:
        return next(row for row in self.themes if row.theme.id == theme_id)


def read_desk() -> DeskPage:
    """Return the desk as the address asks for it: ?p=, ?ver=, ?pilar=, ?desde=, ?compacta=, ?mias=."""
    cycle, session, asked = this_cycle(), db.session(), request.args
    shown = asked.get("ver", "")
    show = Show(shown) if shown in list(Show) else Show.WAITING
    pillar = cycle.pillar(asked.get("pilar", ""))
    queue = queries.queue(
        session,
        cycle_id=cycle.id,
        show=show,
        pillar_id=pillar.id if pillar else None,
        after=whole(asked.get("desde", "")),
        taken_by=actor().account_id if asked.get("mias") else None,
        **({"size": COMPACT} if asked.get("compacta") else {}),
    )
    page = DeskPage(
        show,
        pillar,
        bool(asked.get("compacta")),
        queue,
        queries.queue_counts(session, cycle.id),
        "p" in asked,
        mine=queries.taken_by(session, cycle_id=cycle.id, account_id=actor().account_id or 0),
        is_mine=bool(asked.get("mias")),
    )
    page.proposal = _chosen(page)
    _read_proposal(page)
    return page


def _chosen(page: DeskPage) -> Proposal | None:
    if not page.is_chosen:
        return next(iter(page.queue.proposals), None)
    found = parse_reference(request.args["p"])
    proposal = proposals.find(db.session(), cycle_id=this_cycle().id, number=found[1]) if found else None
    if proposal is None or proposal.status not in PUBLIC:
        raise NotThere
    return proposal


def _read_proposal(page: DeskPage) -> None:
    """Read what belongs to the chosen proposal: its response, what resembles it, and where it may go."""
    session, cycle_id, proposal = db.session(), this_cycle().id, page.proposal
    if proposal is None:
        return
    text = "\n".join((proposal.title, proposal.problem, proposal.solution))
    page.similar = proposals.similar_to(session, cycle_id=cycle_id, text=text, exclude=proposal.id, most=4)
    ids = {proposal.id, *(near.proposal.id for near in page.similar)}
    if page.is_compact:
        ids |= {waiting.id for waiting in page.queue.proposals}
    page.seen = queries.responses_of(session, ids)
    page.held = page.seen.get(proposal.id)
    page.themes = queries.themes_of(session, cycle_id, None if page.is_compact else proposal.pillar_id)
    words = {
        row.theme.id: f"{row.theme.title}\n{row.theme.summary}"
        for row in page.themes
        if row.theme.pillar_id == proposal.pillar_id
    }
    page.suggestions = suggest(text, words)
    page.duties = queries.duties_of(session, {proposal.id, *(one.id for one in page.queue.proposals)})
    page.may_share = explain(Action.MODERATE, actor=actor(), moment=moment()).allowed
    page.notes = queries.notes_of(session, proposal.id)
    page.verdict = actions.verdict_on(
        session, actor=actor(), cycle=this_cycle(), proposal=proposal, now=now()
    )


def offer_themes(form: DecisionForm, page: DeskPage) -> None:
    """Fill the select of themes: those that resemble the proposal first, and a new one last."""
    near = {suggestion.theme_id for suggestion in page.suggestions}
    pillars = {pillar.id: pillar.name for pillar in this_cycle().pillars}
    first = sorted(page.themes, key=lambda row: (row.theme.id not in near, row.theme.pillar_id))
    form.theme.choices = [
        SelectChoice("", _("Elija un tema")),
        *(
            SelectChoice(
                str(row.theme.number),
                f"{reference('T', row.theme.number)} {row.theme.title}",
                optgroup=_("Se parecen a la propuesta")
                if row.theme.id in near
                else pillars[row.theme.pillar_id],
            )
            for row in first
        ),
        SelectChoice(NEW, _("Crear un tema nuevo")),
    ]
