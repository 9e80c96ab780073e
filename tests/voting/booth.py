"""A cycle with themes, its people, and short ways to open, vote, close and publish by the same actions as everyone."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core.terms import Actor, Phase, Role
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.people.models import Account
from gacocrea.themes.models import Theme
from gacocrea.voting.actions import Receipt, cast, sign_step
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Poll, Step
from gacocrea.voting.queries import ballot_mark, polls_of
from tests.factories import actor_of, make_account, make_cycle, make_forum, make_member
from tests.support import NOON

SERVER_NONCE = "0" * 32
AFTER_CLOSE = NOON + timedelta(days=11)
"""Voting of the test cycle ends eleven days after NOON."""
AFTER_CHALLENGE = AFTER_CLOSE + timedelta(hours=72)


def nonce(number: int) -> str:
    return f"{number:032x}"


@dataclass
class Booth:
    """A forum in its voting phase; `poll` is that of the first pillar with themes."""

    session: Session
    keys: KeyRing
    forum: Forum
    cycle: Cycle
    core: list[Account] = field(default_factory=list)

    @property
    def polls(self) -> list[Poll]:
        return polls_of(self.session, self.cycle.id)

    @property
    def poll(self) -> Poll:
        return self.polls[0]

    def official(self, sector: int) -> Actor:
        return actor_of(self.core[sector], Role.CORE_GROUP, sector=self.forum.sectors[sector])

    def step(self, step: Step, now: datetime) -> None:
        for sector in (0, 1):
            sign_step(
                self.session,
                actor=self.official(sector),
                cycle=self.cycle,
                step=step,
                keys=self.keys,
                now=now,
            )
        self.session.commit()

    def open(self, now: datetime = NOON) -> None:
        self.step(Step.OPEN, now)

    def close(self, now: datetime = AFTER_CLOSE) -> None:
        self.step(Step.CLOSE, now)

    def publish(self, now: datetime = AFTER_CHALLENGE) -> None:
        self.step(Step.PUBLISH, now)

    def finish(self) -> None:
        self.close()
        self.publish()

    def vote(
        self,
        account: Account,
        *codes: str,
        poll: Poll | None = None,
        voter_nonce: str = nonce(1),
        server_nonce: str = SERVER_NONCE,
        mark: str | None = None,
        now: datetime = NOON,
    ) -> Receipt:
        """Cast a ballot and commit; without `mark` the form was opened just now."""
        poll = poll or self.poll
        receipt = cast(
            self.session,
            actor=actor_of(account),
            poll=poll,
            cycle=self.cycle,
            choices=codes,
            voter_nonce=voter_nonce,
            server_nonce=server_nonce,
            previous_mark=self.mark(account, poll) if mark is None else mark,
            keys=self.keys,
            now=now,
        )
        self.session.commit()
        return receipt

    def mark(self, account: Account, poll: Poll | None = None) -> str:
        return ballot_mark(self.session, poll=poll or self.poll, account_id=account.id, keys=self.keys)

    def voters(self, number: int) -> list[Account]:
        return [make_account(self.session) for _ in range(number)]


def make_theme(session: Session, cycle: Cycle, number: int, pillar: int = 0, **given: str) -> Theme:
    values = {"title": f"Tema {number}", "summary": f"Lo que se hará en el tema {number}."} | given
    theme = Theme(
        cycle_id=cycle.id,
        pillar_id=cycle.pillars[pillar].id,
        number=number,
        created_at=NOON - timedelta(days=20),
        changed_at=NOON - timedelta(days=20),
        **values,
    )
    session.add(theme)
    session.commit()
    return theme


def make_booth(session: Session, keys: KeyRing, *, themes: int = 5, **given: Any) -> Booth:
    """Make a cycle in its voting phase with `themes` themes in its first pillar and one person per sector."""
    forum = make_forum(session)
    cycle = make_cycle(session, forum, phase=Phase.VOTING, **given)
    for number in range(1, themes + 1):
        make_theme(session, cycle, number)
    booth = Booth(session, keys, forum, cycle)
    booth.core = [make_member(session, forum, sector=sector) for sector in range(4)]
    return booth
