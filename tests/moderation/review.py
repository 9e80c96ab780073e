"""A forum whose core group reviews what people write: two moderators of different sectors, an author, a reader."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core.terms import Actor
from gacocrea.moderation import actions
from gacocrea.moderation.models import Appeal, Item, Report, Ruling, Verdict
from gacocrea.people.models import Account
from gacocrea.proposals.models import Argument, Stance
from tests.factories import actor_of, make_account
from tests.support import NOON
from tests.themes.desk import Desk, make_desk

REASON = "Ocultamos este texto, [nombre], porque anuncia una tienda."


@dataclass
class Review:
    """The desk with somebody who writes and somebody who reads."""

    desk: Desk
    session: Session
    author: Account
    reader: Account

    @property
    def ana(self) -> Actor:
        return self.desk.actor(self.desk.ana)

    @property
    def luis(self) -> Actor:
        return self.desk.actor(self.desk.luis)

    def proposal(self, title: str = "Zapatos baratos en la tienda", **given: Any) -> Item:
        own = {"author_id": self.author.id, "author_name": self.author.display_name}
        return Item(self.desk.proposal(title, **(own | given)))

    def argument(self, text: str = "Compre zapatos baratos en esta tienda.", **given: Any) -> Item:
        proposal = given.pop("proposal", None) or self.desk.proposal()
        values = {"author_id": self.author.id, "author_name": self.author.display_name, "at": NOON} | given
        argument = Argument(proposal_id=proposal.id, stance=Stance.FOR, text=text, **values)
        self.session.add(argument)
        self.session.commit()
        return Item(proposal, argument)

    def rule(self, item: Item, verdict: Verdict = Verdict.HIDDEN, **given: Any) -> Ruling:
        number = 2 if verdict is Verdict.HIDDEN else None
        values: dict[str, Any] = {"actor": self.ana, "rule_number": number, "reason": REASON, "seen": 0, "now": NOON}
        ruling = actions.rule_on(
            self.session, cycle=self.desk.cycle, item=item, verdict=verdict, **(values | given)
        )
        self.session.commit()
        return ruling

    def report(self, item: Item, by: Account | None = None, **given: Any) -> Report:
        values: dict[str, Any] = {"rule_number": 2, "words": "Es un anuncio.", "now": NOON}
        made = actions.report(
            self.session, actor=actor_of(by or self.reader), cycle=self.desk.cycle, item=item, **(values | given)
        )
        self.session.commit()
        return made

    def appeal(self, item: Item, ruling: Ruling, **given: Any) -> Appeal:
        values: dict[str, Any] = {"words": "No es un anuncio: describo el problema.", "now": NOON}
        made = actions.appeal(
            self.session, actor=actor_of(self.author), cycle=self.desk.cycle, item=item,
            decided=actions.decided_by(ruling), **(values | given),
        )  # fmt: skip
        self.session.commit()
        return made


def make_review(session: Session) -> Review:
    desk = make_desk(session)
    author = make_account(session, "Wilmer Apolo", email="wilmer@example.org")
    reader = make_account(session, "Rosa Quishpe", email="rosa@example.org")
    return Review(desk, session, author, reader)
