"""A desk for tests: a forum in its analysis phase, two moderators of different sectors, and proposals."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core.numbering import next_number
from gacocrea.core.terms import Actor, Phase, Role
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.people.models import Account
from gacocrea.proposals.actions import index_terms
from gacocrea.proposals.models import Origin, Proposal, ProposalStatus
from gacocrea.themes import actions
from gacocrea.themes.models import Outcome, Response, Theme
from tests.factories import actor_of, make_account, make_cycle, make_forum, make_member
from tests.support import NOON

REASON = "Recogemos su pedido porque otras personas piden lo mismo."


@dataclass
class Desk:
    """A forum with its core group at work."""

    session: Session
    forum: Forum
    cycle: Cycle
    ana: Account
    """A member from the first sector (government)."""
    luis: Account
    """A member from the second sector (civil society)."""

    def actor(self, account: Account, **given: Any) -> Actor:
        place = 0 if account is self.ana else 1
        return actor_of(account, Role.CORE_GROUP, sector=self.forum.sectors[place], **given)

    def answer(self, proposal: Proposal, outcome: Outcome = Outcome.NEXT_CYCLE, **given: Any) -> Response:
        values: dict[str, Any] = {
            "actor": self.actor(self.ana),
            "cycle": self.cycle,
            "reason": REASON,
            "seen_number": 0,
            "now": NOON,
        }
        response = actions.answer(self.session, proposal=proposal, outcome=outcome, **(values | given))
        self.session.commit()
        return response

    def theme(self, title: str = "Obras a la vista", pillar: int = 0) -> Theme:
        theme = actions.create_theme(
            self.session,
            actor=self.actor(self.ana),
            cycle=self.cycle,
            pillar=self.cycle.pillars[pillar],
            title=title,
            summary="Cada obra pública tiene una página con su costo y su avance.",
            now=NOON,
        )
        self.session.commit()
        return theme

    def proposal(self, title: str = "Letrero con el costo real de la obra", **given: Any) -> Proposal:
        values: dict[str, Any] = {
            "cycle_id": self.cycle.id,
            "pillar_id": self.cycle.pillars[given.pop("pillar", 0)].id,
            "number": next_number(self.session, scope=f"cycle:{self.cycle.id}", kind="P"),
            "title": title,
            "problem": "El letrero de la obra dice un valor y en el portal sale otro.",
            "solution": "Que el letrero tenga el costo del contrato y la fecha de entrega.",
            "territory": "Loja",
            "origin": Origin.ONLINE,
            "status": ProposalStatus.SUBMITTED,
            "created_at": NOON - timedelta(days=3),
            "submitted_at": NOON - timedelta(days=3),
            "changed_at": NOON - timedelta(days=3),
        } | given
        if "author_id" not in values and values["origin"] is Origin.ONLINE:
            author = make_account(self.session)
            values |= {"author_id": author.id, "author_name": author.display_name}
        proposal = Proposal(**values)
        self.session.add(proposal)
        self.session.flush()
        index_terms(self.session, proposals=[proposal])
        self.session.commit()
        return proposal


def make_desk(session: Session, phase: Phase = Phase.ANALYSIS) -> Desk:
    forum = make_forum(session)
    cycle = make_cycle(session, forum, phase=phase)
    ana = make_member(session, forum, sector=0, name="Ana Chalá")
    luis = make_member(session, forum, sector=1, name="Luis Apolo")
    return Desk(session, forum, cycle, ana, luis)
